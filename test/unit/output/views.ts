import type { Credential } from '../../../src/kernel/credential.js'
import type { Profile } from '../../../src/kernel/profile.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import type { OutputFormat, StatusView, TokenView, View } from '../../../src/kernel/view.js'
import { present } from '../../../src/output/present.js'
import { plain } from '../../../src/output/style.js'
import { salesforce, secretClient } from '../../support/values.js'

const now = epochSeconds(1_790_000_600)

/** A terminal escape and a forged line, as a hostile server would write them. */
export const hostile = 'evil\u001b[2J\nforged: line\u202e'

/** The member order of a real answer, with one member nobody knows. */
export const body = {
  access_token: '00D000000000001!AQ.access',
  refresh_token: '5Aep861.refresh',
  signature: 'c2lnbmF0dXJl',
  scope: 'refresh_token api',
  instance_url: 'https://acme.my.salesforce.com',
  id: 'https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA',
  token_type: 'Bearer',
  issued_at: '1790000000123',
  'cookie-clientSrc': 'as it came',
}

export const credential: Credential = {
  grant: 'authorization_code',
  profile: 'work',
  server: salesforce,
  client: { ...secretClient, id: '3MVG9.consumer', secret: new Secret('client-CANARY') },
  identity: {
    subject: body.id,
    username: 'ada@acme.example',
    userId: '005000000000001AAA',
    orgId: '00D000000000001EAA',
  },
  tokens: {
    accessToken: new Secret(body.access_token),
    tokenType: 'Bearer',
    refreshToken: new Secret(body.refresh_token),
    idToken: undefined,
    scopes: ['refresh_token', 'api'],
    issuedAt: epochSeconds(1_790_000_000),
    expiry: { at: epochSeconds(1_790_007_200), source: 'introspection' },
    instanceUrl: 'https://acme.my.salesforce.com',
    answer: new Secret(JSON.stringify(body)),
  },
  condition: { kind: 'live' },
}

export const tokenView: TokenView = {
  kind: 'tokens',
  told: 'token',
  credential,
  store: 'keychain',
  now,
}

export const statusView: StatusView = {
  kind: 'status',
  profile: 'work',
  target: credential.server,
  credential,
  state: 'valid',
  reason: undefined,
  expirySource: 'introspection',
  refreshable: true,
  store: 'keychain',
  storeLabel: 'macOS Keychain',
  now,
  origins: undefined,
}

export const profile: Profile = {
  name: 'work',
  server: { kind: 'salesforce', url: 'https://acme.my.salesforce.com' },
  clientId: '3MVG9.consumer',
  grant: 'authorization_code',
  authMethod: 'post',
  scopes: ['api', 'refresh_token'],
  redirectUri: 'http://localhost:1717/OauthRedirect',
  sessionTimeout: 7200,
}

export const otherProfile: Profile = {
  name: 'idp',
  server: { kind: 'openid', url: 'https://idp.example/tenant' },
  clientId: 'client-1',
  grant: 'authorization_code',
  authMethod: undefined,
  scopes: undefined,
  redirectUri: undefined,
  sessionTimeout: undefined,
}

/** What stdout gets. */
export function shown(view: View, format: OutputFormat = 'text', redact = false): string {
  return present(view, { format, redact, style: plain })
}
