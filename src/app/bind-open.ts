import type { OpenContext } from '../commands/open.js'
import { freshToken } from '../flows/fresh-token.js'
import { openOrg } from '../flows/open-org.js'
import { AuthError } from '../kernel/errors.js'
import { defaultSessionTimeout } from '../kernel/profile.js'
import { namedBrowser, whyNoBrowser } from './approved-login.js'
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
    link: async (path) => {
      const { name, profile } = await services.existing()
      const sessionTimeout = profile?.sessionTimeout ?? defaultSessionTimeout
      return openOrg(
        path,
        {
          fetch: services.fetch,
          fresh: async (demand) => {
            const request = { profile: name, demand, sessionTimeout }
            return (await freshToken(request, services, services.signal)).credential
          },
        },
        services.signal,
      )
    },
    visit: (url, browser) => leadBrowser(url, browser ?? namedBrowser(services), services),
    show: services.show,
  }
}
