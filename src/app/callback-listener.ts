import type { LoginOptions } from '../kernel/login-options.js'
import type { LandingView, Listen } from '../kernel/ports.js'
import type { Services } from './services.js'

/** A listener on loopback, over https where the callback is, whose page shows no secret that a server echoed. */
export async function callbackListener(
  options: Pick<LoginOptions, 'callbackCert' | 'callbackKey'>,
  services: Services,
): Promise<Listen> {
  const { loopbackListen } = await import('../listener/loopback.js')
  const { callbackCertificate } = await import('./callback-certificate.js')
  const listen = loopbackListen(() => callbackCertificate(options, services))
  return async (request) => {
    const callback = await listen(request)
    return { ...callback, finish: (view) => callback.finish(scrubbed(view, services)) }
  }
}

function scrubbed(view: LandingView, services: Services): LandingView {
  return view.kind === 'success' ? view : { ...view, message: services.scrub(view.message) }
}
