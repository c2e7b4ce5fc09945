import type { Handler } from '../handler.js'
import { accessTokenHandler } from './access-token-handler.js'
import { requestTokenHandler } from './request-token-handler.js'
import { sessionEndpoint } from './session-endpoint.js'

/** What OAuth 1.0.A adds to a host, by path; the approval page is shared. @see salesforce-oauth.md section 15 */
export const oauth1Routes: readonly (readonly [path: string, handler: Handler])[] = [
  ['/_nc_external/system/security/oauth/RequestTokenHandler', requestTokenHandler],
  ['/_nc_external/system/security/oauth/AccessTokenHandler', accessTokenHandler],
  ['/services/OAuth/:api/:version', sessionEndpoint],
]
