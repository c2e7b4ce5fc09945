import type { OpenContext } from '../commands/open.js'
import { openOrg } from '../flows/open-org.js'
import { AuthError } from '../kernel/errors.js'
import { namedBrowser, whyNoBrowser } from './approved-login.js'
import { freshCredential } from './fresh-credential.js'
import { leadBrowser } from './lead-browser.js'
import type { Services } from './services.js'

/** Binds `open` to this process. */
export function openContext(services: Services): OpenContext {
  return {
    refuseWithoutBrowser: (browser) => {
      const named = browser ?? namedBrowser(services)
      const reason = whyNoBrowser(services, named, () => 'Open the link where you are')
      if (reason === undefined) return
      throw new AuthError('bad_configuration', `no browser can be opened here: ${reason}`, {
        hint: 'print the link instead: oauthctl open --url-only',
      })
    },
    link: (path) =>
      openOrg(
        path,
        { fetch: services.fetch, fresh: (demand) => freshCredential(demand, services) },
        services.signal,
      ),
    visit: (url, browser) => leadBrowser(url, browser ?? namedBrowser(services), services),
    show: services.show,
  }
}
