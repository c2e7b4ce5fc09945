import { authorizeEndpoint } from './authorize/authorize-endpoint.js'
import { consentEndpoint } from './authorize/consent.js'
import { loginEndpoint } from './authorize/login.js'
import { logoutEndpoint } from './authorize/logout.js'
import { approvalPath, loginPath } from './authorize/paths.js'
import { controlRoutes } from './control.js'
import { discoveryEndpoint } from './discovery.js'
import type { Handler } from './handler.js'
import { homeEndpoint } from './home.js'
import { identityEndpoint } from './identity.js'
import { keySetEndpoint } from './key-set.js'
import { restEndpoint } from './rest/rest-endpoint.js'
import { revokeEndpoint } from './revoke.js'
import type { Role } from './role.js'
import { samlValidatorPage, validatorPath } from './saml/saml-validator.js'
import { tokenEndpoint } from './token/token-endpoint.js'
import { tokenPath } from './token/token-path.js'
import { userinfoEndpoint } from './userinfo.js'

/** A path, with Hono's patterns, and who answers it. */
type Route = readonly [path: string, handler: Handler]

const everywhere: readonly Route[] = [
  ['/', homeEndpoint],
  ['/.well-known/openid-configuration', discoveryEndpoint],
  ['/id/keys', keySetEndpoint],
  ['/services/oauth2/id/keys', keySetEndpoint],
  ['/id/:org/:user', identityEndpoint],
  ['/services/oauth2/authorize', authorizeEndpoint],
  // The Mobile SDKs append the name of a login brand.
  ['/services/oauth2/authorize/:brand', authorizeEndpoint],
  [loginPath, loginEndpoint],
  [approvalPath, consentEndpoint],
  ['/secur/logout.jsp', logoutEndpoint],
  [validatorPath, samlValidatorPage],
  [tokenPath, tokenEndpoint],
  ['/services/oauth2/revoke', revokeEndpoint],
  ['/services/oauth2/userinfo', userinfoEndpoint],
  ['/services/data', restEndpoint],
  ['/services/data/*', restEndpoint],
]

/** What a host of a role answers. */
export function routesOf(role: Role): readonly Route[] {
  return role === 'my_domain' ? [...everywhere, ...controlRoutes] : everywhere
}
