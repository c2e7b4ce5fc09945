import type { CorsContext } from '../commands/cors.js'
import { existingTarget } from './server-target.js'
import type { Services } from './services.js'

/** Binds `cors` to this process. */
export function corsContext(services: Services): CorsContext {
  return {
    target: (server) => existingTarget(server, services),
    check: async (origin, target) => {
      if (target.kind === 'salesforce') {
        const { checkCors } = await import('../flows/cors.js')
        return checkCors(origin, target.url, services, services.signal)
      }
      const { checkIssuerCors } = await import('../flows/cors-issuer.js')
      const provider = await services.providerOf(target.kind)
      return checkIssuerCors(origin, target, provider, services, services.signal)
    },
    show: services.show,
  }
}
