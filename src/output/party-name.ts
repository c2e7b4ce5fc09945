import type { Party } from '../kernel/flows-view.js'

/** How a party is called above its lifeline; the org by its host. */
export function partyName(party: Party, host: string): string {
  switch (party) {
    case 'person':
      return 'You'
    case 'browser':
      return 'Browser'
    case 'device':
      return 'Device'
    case 'identity-provider':
      return 'Identity provider'
    case 'client':
      return 'oauthctl'
    case 'org':
      return host.replace(/^https?:\/\//, '')
  }
}
