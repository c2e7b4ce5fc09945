import { readSecret } from '../config/secret-input.js'
import { variable } from '../config/environment.js'
import type { TokenContext } from '../commands/token.js'
import { AuthError } from '../kernel/errors.js'
import { Secret } from '../kernel/secret.js'
import { freshToken } from '../flows/fresh-token.js'
// Read at the start, not when hundreds of processes want the lock at once and one of them is to refresh.
import '../store/lock.js'
import type { Services } from './services.js'
import { tokenRequest } from './token-request.js'

/** Binds `token` and `refresh` to this process. */
export function tokenContext(services: Services): TokenContext {
  const { host, stores } = services
  return {
    profile: async () => (await services.existing()).name,
    givenToken: () => {
      const token = variable(host.env, 'OAUTHCTL_ACCESS_TOKEN')
      return token === undefined ? undefined : new Secret(token)
    },
    rejectedToken: async (place) => {
      const secret = await readSecret(
        {
          name: 'the rejected token',
          file: { flag: '--rejected', path: place },
          stdin: { flag: '', on: false },
          variable: '',
        },
        {},
        host.readStdin,
      )
      if (secret === undefined) throw new AuthError('input_required', 'no rejected token was given')
      return new Secret(secret.expose().trim())
    },
    fresh: async (profile, demand) => {
      const selected = await services.selected()
      const request = tokenRequest(profile, selected.profile, demand)
      const fresh = await freshToken(request, services, services.signal)
      const store = await stores.holding(profile)
      return { ...fresh, store: store?.kind ?? 'memory' }
    },
    now: services.now,
    show: services.show,
  }
}
