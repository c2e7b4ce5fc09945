import type { Checkpoint } from '../../src/kernel/checkpoint.js'
import type { Credential } from '../../src/kernel/credential.js'
import type { TokenAge } from './oauthctl-home.js'

/** What a record says of a refresh that is not settled. */
export type Pending = NonNullable<Credential['pending']>['kind'] | 'nothing'

/** What a kill left behind. */
export interface Wreck {
  readonly pending: Pending
  /** Refreshes that the org had granted. */
  readonly granted: number
}

/** What the next run made of it. */
export interface Recovery {
  readonly status: number | null
  /** Refresh requests of that run. */
  readonly requests: number
  readonly printed: 'new token' | 'old token' | 'nothing'
  readonly pending: Pending
}

const renewed: Recovery = { status: 0, requests: 1, printed: 'new token', pending: 'nothing' }
const committed: Recovery = { ...renewed, requests: 0 }
const postponed: Recovery = { status: 0, requests: 0, printed: 'old token', pending: 'sent' }
const ended: Recovery = { status: 4, requests: 1, printed: 'nothing', pending: 'nothing' }

/** What has to be found after a kill at a checkpoint. At CP5 the org may or may not have acted. */
export function expectedWrecks(place: Checkpoint): readonly Wreck[] {
  switch (place) {
    case 'CP0':
    case 'CP1':
    case 'CP2':
    case 'CP3':
      return [{ pending: 'nothing', granted: 0 }]
    case 'CP4':
      return [{ pending: 'sent', granted: 0 }]
    case 'CP5':
      return [
        { pending: 'sent', granted: 0 },
        { pending: 'sent', granted: 1 },
      ]
    case 'CP6':
      return [{ pending: 'sent', granted: 1 }]
    case 'CP7':
    case 'CP8':
      return [{ pending: 'answered', granted: 1 }]
    case 'CP9':
    case 'CP10':
      return [{ pending: 'nothing', granted: 1 }]
  }
}

/**
 * What the next run has to make of a wreck under the policy `fatal`: what is not known to be lost costs no
 * session, and a replay is risked only when the old access token has ended.
 */
export function expectedRecovery(wreck: Wreck, age: TokenAge): Recovery {
  switch (wreck.pending) {
    case 'nothing':
      return wreck.granted === 0 ? renewed : committed
    case 'answered':
      return committed
    case 'sent':
      if (age === 'alive') return postponed
      return wreck.granted === 0 ? renewed : ended
  }
}

/** Whether the login is still good after a recovery, judged by the org: lost only in the named window. */
export function expectedSession(wreck: Wreck): 'good' | 'lost' {
  return wreck.pending === 'sent' && wreck.granted > 0 ? 'lost' : 'good'
}
