import type { LogoutContext } from '../commands/logout.js'
import { forget, logout } from '../flows/logout.js'
import type { Services } from './services.js'

/** Binds `logout` to this process. */
export function logoutContext(services: Services): LogoutContext {
  return {
    profile: async () => (await services.existing()).name,
    logout: (profile) => logout(profile, services, services.signal),
    forget: (profile) => forget(profile, services),
    show: services.show,
  }
}
