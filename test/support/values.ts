import type { Client, Server } from '../../src/kernel/credential.js'
import { Secret } from '../../src/kernel/secret.js'
import { epochSeconds, type TokenSet } from '../../src/kernel/token-set.js'

/** An OpenID Connect server with every endpoint. */
export const idp: Server = {
  kind: 'openid',
  url: 'https://idp.example',
  issuer: 'https://idp.example',
  endpoints: {
    authorization: 'https://idp.example/authorize',
    token: 'https://idp.example/token',
    revocation: 'https://idp.example/revoke',
    introspection: 'https://idp.example/introspect',
    userinfo: 'https://idp.example/userinfo',
    jwks: 'https://idp.example/jwks',
    endSession: undefined,
  },
}

/** A Salesforce pool as its metadata describes it. */
export const salesforce: Server = {
  kind: 'salesforce',
  url: 'https://login.salesforce.com',
  issuer: 'https://login.salesforce.com',
  endpoints: {
    authorization: 'https://login.salesforce.com/services/oauth2/authorize',
    token: 'https://login.salesforce.com/services/oauth2/token',
    revocation: 'https://login.salesforce.com/services/oauth2/revoke',
    introspection: 'https://login.salesforce.com/services/oauth2/introspect',
    userinfo: 'https://login.salesforce.com/services/oauth2/userinfo',
    jwks: 'https://login.salesforce.com/id/keys',
    endSession: undefined,
  },
}

/** The two shapes of a client. */
export const publicClient: Client = {
  id: 'client-1',
  secret: undefined,
  key: undefined,
  authMethod: 'none',
}
export const secretClient: Client = {
  id: 'client-1',
  secret: new Secret('s3cret'),
  key: undefined,
  authMethod: 'post',
}

/** A token set with nothing that a server need not say. */
export function tokenSet(given: Partial<TokenSet> = {}): TokenSet {
  const body = { access_token: 'AT1', token_type: 'Bearer', refresh_token: 'RT1' }
  return {
    accessToken: new Secret('AT1'),
    tokenType: 'Bearer',
    refreshToken: new Secret('RT1'),
    idToken: undefined,
    scopes: undefined,
    issuedAt: epochSeconds(1_000_000),
    expiry: undefined,
    instanceUrl: undefined,
    answer: new Secret(JSON.stringify(body)),
    ...given,
  }
}
