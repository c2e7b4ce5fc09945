import type { RevokeContext } from '../commands/revoke.js'
import { revoke } from '../flows/revoke.js'
import { tokenText } from './secret-text.js'
import type { Services } from './services.js'

/** Binds `revoke` to this process. */
export function revokeContext(services: Services): RevokeContext {
  return {
    profile: async () => (await services.existing()).name,
    token: (place) => tokenText(place, services),
    revoke: (profile, token, kind) => revoke({ profile, token, kind }, services, services.signal),
    show: services.show,
  }
}
