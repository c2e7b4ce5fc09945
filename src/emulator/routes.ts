import { authConfiguration } from './auth-configuration.js'
import { authorizeEndpoint } from './authorize/authorize-endpoint.js'
import { consentEndpoint } from './authorize/consent.js'
import { loginEndpoint } from './authorize/login.js'
import { logoutEndpoint } from './authorize/logout.js'
import { approvalPath, loginPath, ssoPath } from './authorize/paths.js'
import { singleLogoutEndpoint, singleLogoutPath } from './authorize/single-logout.js'
import { ssoEndpoint } from './authorize/sso.js'
import { successEndpoint, successPath } from './authorize/success-page.js'
import { controlRoutes } from './control.js'
import { verificationEndpoint } from './device/verification-endpoint.js'
import { verificationPath } from './device/verification-path.js'
import { discoveryEndpoint } from './discovery.js'
import { echoEndpoint, echoPath } from './echo.js'
import type { Handler } from './handler.js'
import { forgotPasswordEndpoint } from './headless/forgot-password.js'
import { initPasswordlessLogin } from './headless/init-passwordless-login.js'
import { initRegistration } from './headless/init-registration.js'
import { homeEndpoint } from './home.js'
import { identityEndpoint } from './identity.js'
import { introspectEndpoint } from './introspect.js'
import { keySetEndpoint } from './key-set.js'
import { oauth1Routes } from './oauth1/oauth1-routes.js'
import { pkceGenerator } from './pkce-generator.js'
import { registerEndpoint } from './register/register-endpoint.js'
import { registerPath } from './register/registration-answer.js'
import { registrationEndpoint } from './register/registration-endpoint.js'
import { loggedInEndpoint } from './logged-in.js'
import { restEndpoint } from './rest/rest-endpoint.js'
import { revokeEndpoint } from './revoke.js'
import type { Role } from './role.js'
import { samlValidatorPage, validatorPath } from './saml/saml-validator.js'
import { frontdoorEndpoint } from './single-access/frontdoor-endpoint.js'
import { frontdoorPath } from './single-access/frontdoor-path.js'
import { singleAccessEndpoint } from './single-access/single-access-endpoint.js'
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
  [verificationPath, verificationEndpoint],
  [successPath, successEndpoint],
  ['/secur/logout.jsp', logoutEndpoint],
  [validatorPath, samlValidatorPage],
  [tokenPath, tokenEndpoint],
  ['/services/oauth2/revoke', revokeEndpoint],
  ['/services/oauth2/introspect', introspectEndpoint],
  ['/services/oauth2/userinfo', userinfoEndpoint],
  [registerPath, registerEndpoint],
  [`${registerPath}/:client_id`, registrationEndpoint],
  ['/services/data', restEndpoint],
  ['/services/data/*', restEndpoint],
]

/** What only hosts that belong to the org answer. */
const ofTheOrg: readonly Route[] = [
  ['/.well-known/auth-configuration', authConfiguration],
  ['/services/oauth2/pkce/generator', pkceGenerator],
  ['/services/oauth2/singleaccess', singleAccessEndpoint],
  [frontdoorPath, frontdoorEndpoint],
  [ssoPath, ssoEndpoint],
  [singleLogoutPath, singleLogoutEndpoint],
]

/** Headless identity, which only an Experience Cloud site has. @see salesforce-oauth.md sections 11 and 12 */
const ofTheSite: readonly Route[] = [
  [echoPath, echoEndpoint],
  ['/services/auth/headless/init/registration', initRegistration],
  ['/services/auth/headless/init/passwordless/login', initPasswordlessLogin],
  ['/services/auth/headless/forgot_password', forgotPasswordEndpoint],
]

/** Every other page of the org, after all else. */
const otherPages: readonly Route[] = [['/*', loggedInEndpoint]]

/** What a host of a role answers. */
export function routesOf(role: Role): readonly Route[] {
  switch (role) {
    case 'my_domain':
      return [...everywhere, ...ofTheOrg, ...oauth1Routes, ...controlRoutes, ...otherPages]
    case 'site':
      return [...everywhere, ...ofTheOrg, ...ofTheSite, ...otherPages]
    case 'login':
    case 'sandbox':
      return [...everywhere, ...oauth1Routes]
  }
}
