import { describe, expect, test } from 'vitest'
import type { Metadata } from '../../../src/oauth/metadata.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { answer } from '../../support/fakes.js'
import { idp, tokenSet } from '../../support/values.js'
import { codeOf } from '../store/fixtures.js'

const metadata: Metadata = {
  issuer: idp.issuer,
  endpoints: idp.endpoints,
  deviceAuthorization: undefined,
  scopesSupported: undefined,
  tokenAuthMethods: undefined,
  sendsIss: false,
}

describe('without --scope', () => {
  test.each([
    [undefined, []],
    [[], []],
    [['openid'], ['openid']],
    [
      ['offline_access', 'email', 'openid'],
      ['openid', 'offline_access'],
    ],
  ])('a server that lists %j is asked for %j', (scopesSupported, asked) => {
    expect(openidProvider.defaultScopes({ ...metadata, scopesSupported })).toEqual(asked)
  })
})

describe('a client with a secret proves itself by', () => {
  test.each([
    [undefined, 'basic'],
    [[], 'basic'],
    [['client_secret_post', 'client_secret_basic'], 'post'],
    [['private_key_jwt', 'client_secret_basic', 'client_secret_post'], 'basic'],
    [['private_key_jwt'], 'basic'],
    [['none', 'client_secret_post'], 'post'],
  ])('%j listed: %s', (tokenAuthMethods, method) => {
    expect(openidProvider.defaultAuthMethod({ ...metadata, tokenAuthMethods })).toBe(method)
  })
})

test('metadata is looked for at both well-known places, OpenID Connect first', () => {
  expect(
    openidProvider.metadataRequests(new URL('https://idp.example/t')).map(({ url }) => url),
  ).toEqual([
    'https://idp.example/t/.well-known/openid-configuration',
    'https://idp.example/.well-known/oauth-authorization-server/t',
  ])
})

test('the redirect is a free loopback port', () => {
  expect(openidProvider.defaultRedirectUri).toBe('http://127.0.0.1:0/callback')
})

describe('who the tokens belong to', () => {
  test.each([
    [undefined, undefined, undefined],
    [{ sub: 's' }, 's', undefined],
    [{ sub: 's', email: 'a@b', preferred_username: 'ada' }, 's', 'ada'],
    [{ sub: 's', email: 'a@b' }, 's', 'a@b'],
  ])('claims %j', (claims, subject, username) => {
    expect(openidProvider.identityOf({ id: 'ignored' }, claims)).toEqual({
      subject,
      username,
      userId: undefined,
      orgId: undefined,
    })
  })

  test('a sub that is no string is refused', async () => {
    expect(await codeOf(() => openidProvider.identityOf({}, { sub: 5 }))).toBe('token_invalid')
  })
})

test('nothing more is asked or believed than the standard has', () => {
  const tokens = tokenSet()
  const identity = { subject: 's', username: undefined, userId: undefined, orgId: undefined }
  const busy = { error: 'invalid_grant', description: 'token request is already being processed' }
  expect([
    openidProvider.completeTokens(tokens, { instance_url: 'https://evil.test' }, idp),
    openidProvider.issuersOf(idp, { instance_url: 'https://evil.test' }),
    openidProvider.identityRequest(idp, tokens, identity),
    openidProvider.readIdentity(answer({ username: 'evil' }), identity),
    openidProvider.isBusyRefresh({ ...busy, status: 400 }),
    openidProvider.processRevocation(answer('')),
  ]).toEqual([tokens, ['https://idp.example'], undefined, identity, false, 'revoked'])
  expect(() => openidProvider.checkEndpoints(idp)).not.toThrow()
})
