import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { identityDocument, userinfo } from '../../../src/flows/userinfo.js'
import type { Credential, Server } from '../../../src/kernel/credential.js'
import type { HttpAnswer } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import { answer, clockAt, network, never } from '../../support/fakes.js'
import { idp, secretClient, tokenSet } from '../../support/values.js'
import { codeOf, faultOf, fullCredential } from '../store/fixtures.js'

const now = 1_794_000_000

function idToken(sub: string): Secret {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return new Secret(`${part({ alg: 'RS256' })}.${part({ sub })}.c2ln`)
}

const ada: Credential = {
  grant: 'authorization_code',
  profile: 'work',
  server: idp,
  client: secretClient,
  identity: { subject: 'ada', username: undefined, userId: undefined, orgId: undefined },
  tokens: tokenSet({ idToken: idToken('ada') }),
  condition: { kind: 'live' },
}
const subject = 'https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA'
const full = fullCredential()
const atSalesforce: Credential = {
  ...full,
  identity: { ...full.identity, subject },
  tokens: { ...full.tokens, idToken: idToken(subject) },
}

function world(
  of: typeof userinfo,
  credential: Credential,
  reply: HttpAnswer | ((url: string) => HttpAnswer),
) {
  const net = network(({ url }) => (typeof reply === 'function' ? reply(url) : reply))
  const provider = credential.server.kind === 'salesforce' ? salesforceProvider : openidProvider
  const ports = { fetch: net.fetch, clock: clockAt(now) }
  return {
    net,
    ask: (owner: 'stored' | 'unknown' = 'stored') => of(credential, owner, provider, ports, never),
  }
}

test('the pinned endpoint is asked with the token in a header', async () => {
  const document = { sub: 'ada', name: 'Ada', groups: ['a'] }
  const { ask, net } = world(userinfo, ada, answer(document))
  expect(await ask()).toEqual(document)
  expect(net.requests).toEqual([
    {
      method: 'GET',
      url: 'https://idp.example/userinfo',
      headers: { accept: 'application/json', authorization: 'Bearer AT1' },
      body: undefined,
    },
  ])
})

test('the identity URL is asked on the pinned instance, never on the host that it names', async () => {
  const document = { id: subject, username: 'ada@acme.example' }
  const { ask, net } = world(identityDocument, atSalesforce, answer(document))
  expect(await ask()).toEqual(document)
  expect(net.requests.map(({ url, headers }) => [url, headers['authorization']])).toEqual([
    [
      'https://acme.my.salesforce.com/id/00D000000000001EAA/005000000000001AAA',
      'Bearer access-CANARY',
    ],
  ])
})

describe('T19: an answer about somebody else is refused', () => {
  const bare = { ...ada.identity, subject: undefined }
  test.each<[string, typeof userinfo, Credential, object]>([
    ['another subject', userinfo, ada, { sub: 'eve' }],
    ['no subject', userinfo, ada, { name: 'Ada' }],
    ['a subject that is no string', userinfo, ada, { sub: ['ada'] }],
    ['another case', userinfo, ada, { sub: 'Ada' }],
    ['on a prototype', userinfo, ada, JSON.parse('{"__proto__":{"sub":"ada"}}') as object],
    ["not the id_token's", userinfo, { ...ada, identity: bare }, { sub: 'eve' }],
    ["not the stored identity's", userinfo, { ...ada, tokens: tokenSet() }, { sub: 'eve' }],
    ['another user of the org', userinfo, atSalesforce, { sub: subject.replace('1AAA', '2AAA') }],
    ['another org', identityDocument, atSalesforce, { id: subject.replace('1EAA', '2EAA') }],
    ['no identity URL', identityDocument, atSalesforce, { username: 'ada' }],
  ])('%s', async (_what, of, credential, document) => {
    const fault = await faultOf(world(of, credential, answer(JSON.stringify(document))).ask)
    expect([fault.code, fault.hint]).toEqual([
      'request_refused',
      'log in again: oauthctl login -p work',
    ])
  })

  test('a host that was called otherwise makes no other user at Salesforce', async () => {
    const sub = 'https://acme.my.salesforce.com/id/00D000000000001EAA/005000000000001AAA'
    expect(await world(userinfo, atSalesforce, answer({ sub })).ask()).toEqual({ sub })
  })

  test('where nobody knows whose token it is, any answer will do', async () => {
    const unknown = {
      ...ada,
      identity: { ...ada.identity, subject: undefined },
      tokens: tokenSet(),
    }
    expect(await world(userinfo, unknown, answer({ login: 'ada' })).ask()).toEqual({ login: 'ada' })
    expect(await world(userinfo, ada, answer({ sub: 'eve' })).ask('unknown')).toEqual({
      sub: 'eve',
    })
    const other = { id: subject.replace('1AAA', '2AAA') }
    expect(await world(identityDocument, atSalesforce, answer(other)).ask('unknown')).toEqual(other)
  })
})

describe('a refusal comes in the words of the server', () => {
  test.each([
    ['Salesforce', atSalesforce, answer('Bad_OAuth_Token', { status: 403 }), 'token_invalid'],
    [
      'any other',
      ada,
      answer('', { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }),
      'token_invalid',
    ],
    ['a redirect', ada, answer('', { status: 302 }), 'unexpected_redirect'],
    ['a busy server', atSalesforce, answer('', { status: 503 }), 'server_error'],
  ])('%s', async (_who, credential, reply, code) => {
    expect(await codeOf(world(userinfo, credential, reply).ask)).toBe(code)
  })
})

test('without an endpoint or an identity URL nothing is sent', async () => {
  const server: Server = { ...idp, endpoints: { ...idp.endpoints, userinfo: undefined } }
  const one = world(userinfo, { ...ada, server }, answer({}))
  const other = world(identityDocument, ada, answer({}))
  expect([await codeOf(one.ask), await codeOf(other.ask)]).toEqual([
    'unsupported_by_server',
    'unsupported_by_server',
  ])
  expect([one.net.requests, other.net.requests]).toEqual([[], []])
})

describe('a signed answer', async () => {
  const keys = await generateKeyPair('RS256')
  const others = await generateKeyPair('RS256')
  const published = answer({
    keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256' }],
  })
  const claims = { iss: idp.issuer, aud: 'client-1', sub: 'ada', name: 'Ada' }
  const sign = (change: object = {}, by = keys) =>
    new SignJWT({ ...claims, ...change })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .sign(by.privateKey)
  const signed = (text: string, credential = ada) =>
    world(userinfo, credential, (url) =>
      url === 'https://idp.example/jwks'
        ? published
        : answer(text, { headers: { 'content-type': 'application/jwt' } }),
    )

  test('is verified with the published keys', async () => {
    expect(await signed(await sign()).ask()).toEqual(claims)
  })

  test.each([
    ['none', new UnsecuredJWT(claims).encode()],
    ['another key', await sign({}, others)],
    ['another issuer', await sign({ iss: 'https://evil.example' })],
    ['another client', await sign({ aud: 'client-2' })],
    ['no audience', await sign({ aud: undefined })],
    ['expired', await sign({ exp: now - 3_600 })],
    ['encrypted', 'eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.a.b.c.d'],
    ['no JWT', 'hello'],
  ])('T19: is refused when signed by or made as: %s', async (_what, text) => {
    const fault = await faultOf(signed(text).ask)
    expect(fault.code).toBe('token_invalid')
    expect(fault.message).toMatch(
      /^the signed userinfo answer of idp\.example is not to be trusted/,
    )
  })

  test('T19: about somebody else is refused too', async () => {
    expect(await codeOf(signed(await sign({ sub: 'eve' })).ask)).toBe('request_refused')
  })

  test('needs published keys', async () => {
    const server: Server = { ...idp, endpoints: { ...idp.endpoints, jwks: undefined } }
    expect(await codeOf(signed(await sign(), { ...ada, server }).ask)).toBe('bad_metadata')
  })
})
