import type { LogoutContext } from '../commands/logout.js'
import { endSessionUrl } from '../flows/end-session.js'
import { forget, logout } from '../flows/logout.js'
import { AuthError } from '../kernel/errors.js'
import { namedBrowser, whyNoBrowser } from './approved-login.js'
import { leadBrowser } from './lead-browser.js'
import type { Services } from './services.js'

/** Binds `logout` to this process. */
export function logoutContext(services: Services): LogoutContext {
  return {
    profile: async () => (await services.existing()).name,
    logout: (profile) => logout(profile, services, services.signal),
    forget: (profile) => forget(profile, services),
    logoutPage: async (profile) => {
      const credential = await (await services.stores.holding(profile))?.get(profile)
      if (credential === undefined) return undefined
      const provider = await services.providerOf(credential.server.kind)
      return endSessionUrl(credential, provider, services, services.signal)
    },
    visit: (url) => visit(url, services),
    show: services.show,
  }
}

/** A browser that does not open is not an error: the URL stands there (as cli-contract 8.2 has it for login). */
async function visit(url: string, services: Services): Promise<void> {
  const { host, globals } = services
  if (!globals.quiet) host.writeStderr('Open this page to log out in the browser:\n')
  host.writeStderr(`${url}\n`)
  const browser = namedBrowser(services)
  const reason = whyNoBrowser(services, browser, () => 'Open the page where you logged in')
  if (reason !== undefined) {
    services.note(`No browser was opened: ${reason}.`)
    return
  }
  try {
    await leadBrowser(url, browser, services)
  } catch (error) {
    if (!(error instanceof AuthError) || services.signal.aborted) throw error
    services.note(`${error.message}; use the URL above`)
  }
}
