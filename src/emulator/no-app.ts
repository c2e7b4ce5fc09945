import type { App } from './app.js'
import { parseApp } from './org-config/parse-app.js'

/**
 * Stands for the app where there is none: behind the tokens of the SAML assertion flow, which work
 * like the session of the user. No request can name it.
 *
 * @see salesforce-oauth.md section 3.9
 */
export const noApp: App = {
  ...parseApp({ name: 'no app', scopes: ['full'] }, 'no app'),
  clientId: '',
}
