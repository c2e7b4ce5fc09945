import type { IntrospectContext } from '../commands/introspect.js'
import { introspect } from '../flows/introspect.js'
import { defaultSessionTimeout } from '../kernel/profile.js'
import { environmentToken, tokenText } from './secret-text.js'
import type { Services } from './services.js'

/** Binds `introspect` to this process. */
export function introspectContext(services: Services): IntrospectContext {
  return {
    token: (place) => tokenText(place, services),
    introspect: async (given, kind) => {
      const { name, profile } = await services.existing()
      const token = given ?? (kind === 'refresh_token' ? undefined : environmentToken(services))
      const sessionTimeout = profile?.sessionTimeout ?? defaultSessionTimeout
      const request = { profile: name, token, kind, sessionTimeout }
      return introspect(request, services, services.signal)
    },
    now: services.now,
    show: services.show,
  }
}
