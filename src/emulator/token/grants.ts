import { authorizationCode } from './authorization-code.js'
import { clientCredentials } from './client-credentials.js'
import { device } from './device.js'
import type { Grant } from './grant.js'
import { hybridAuthCode, hybridRefresh } from './hybrid.js'
import { jwtBearer } from './jwt-bearer.js'
import { password } from './password.js'
import { refreshToken } from './refresh-token.js'
import { samlAssertion } from './saml-assertion.js'
import { samlBearer } from './saml-bearer.js'
import { tokenExchange } from './token-exchange.js'

/** The grants this org knows, by `grant_type`. A new one is a file and a line here. */
export const grants: ReadonlyMap<string, Grant> = new Map([
  ['authorization_code', authorizationCode],
  ['refresh_token', refreshToken],
  ['hybrid_auth_code', hybridAuthCode],
  ['hybrid_refresh', hybridRefresh],
  ['client_credentials', clientCredentials],
  // Of RFC 8628's own name for it Salesforce knows nothing.
  ['device', device],
  ['assertion', samlAssertion],
  ['password', password],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', jwtBearer],
  ['urn:ietf:params:oauth:grant-type:saml2-bearer', samlBearer],
  ['urn:ietf:params:oauth:grant-type:token-exchange', tokenExchange],
])
