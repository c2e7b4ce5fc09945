import type { DiscoverContext } from '../commands/discover.js'
import { existingTarget } from './server-target.js'
import type { Services } from './services.js'

/** Binds `discover` to this process. */
export function discoverContext(services: Services): DiscoverContext {
  const { signal } = services
  return {
    target: (server) => existingTarget(server, services),
    metadata: async (target) => {
      const { discover } = await import('../flows/discover.js')
      const { discoverRemarks } = await import('../flows/discover-remarks.js')
      const provider = await services.providerOf(target.kind)
      const { document } = await discover(target, provider, services, signal)
      return { target, document, remarks: discoverRemarks(document, target) }
    },
    auth: async (target) => {
      const { discoverAuth } = await import('../flows/discover-auth.js')
      return { target, ...(await discoverAuth(new URL(target.url), services, signal)) }
    },
    keys: async (target) => {
      const { discoverKeys } = await import('../flows/discover-keys.js')
      const provider = await services.providerOf(target.kind)
      return discoverKeys(target, provider, services, signal)
    },
    show: services.show,
  }
}
