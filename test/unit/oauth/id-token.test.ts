import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import {
  base64url,
  CompactSign,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type JWK,
} from 'jose'
import { describe, expect, test } from 'vitest'
import { AuthError } from '../../../src/kernel/errors.js'
import type { JsonObject } from '../../../src/kernel/json.js'
import type { HttpAnswer } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import { validateIdToken, type IdTokenExpectation } from '../../../src/oauth/id-token.js'
import { answer, network, never, type FakeNetwork } from '../../support/fakes.js'
import { idp } from '../../support/values.js'
import { codeOf, faultOf } from '../store/fixtures.js'

const rsa = await generateKeyPair('RS256', { extractable: true })
const other = await generateKeyPair('RS256', { extractable: true })
const curve = await generateKeyPair('ES256', { extractable: true })
const edwards = await generateKeyPair('EdDSA', { extractable: true })
const publicJwk: JWK = { ...(await exportJWK(rsa.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }

const accessToken = new Secret('00D000000000001!AQ.access')
const atHash = half('sha256', accessToken.expose())

/** The tests run by the real clock, because the library reads it. */
const now = Math.floor(Date.now() / 1000)

/** Members to replace; `undefined` leaves one out. */
type Changes = Readonly<Record<string, unknown>>

const claims: Changes = {
  iss: 'https://idp.example',
  sub: 'user-1',
  aud: 'client-1',
  exp: now + 120,
  iat: now,
  nonce: 'the-nonce',
  at_hash: atHash,
}

const expected: IdTokenExpectation = {
  server: idp,
  clientId: 'client-1',
  issuers: ['https://idp.example', 'https://idp.example/'],
  nonce: 'the-nonce',
  accessToken,
  hashRequired: false,
}

function half(hash: string, text: string): string {
  const digest = createHash(hash).update(text).digest()
  return digest.subarray(0, digest.length / 2).toString('base64url')
}

function signed(
  change: Changes = {},
  header: Changes = {},
  key: typeof rsa.privateKey | Uint8Array = rsa.privateKey,
): Promise<string> {
  return new SignJWT(changed(claims, change))
    .setProtectedHeader({ alg: 'RS256', ...changed({ kid: 'k1' }, header) })
    .sign(key)
}

function changed(before: Changes, change: Changes): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined),
  )
}

function keys(...given: readonly JWK[]): HttpAnswer {
  return answer({ keys: given })
}

function validated(
  token: string,
  given: { keys?: HttpAnswer; net?: FakeNetwork; expected?: Partial<IdTokenExpectation> } = {},
): Promise<JsonObject> {
  const net = given.net ?? network(() => given.keys ?? keys(publicJwk))
  const expectation = { ...expected, ...given.expected }
  return validateIdToken(new Secret(token), expectation, net.fetch, never)
}

test('a sound id_token gives its claims, after one request for the pinned keys', async () => {
  const net = network(() => keys(publicJwk))
  expect(await validated(await signed(), { net })).toEqual(claims)
  expect(net.requests).toEqual([
    {
      method: 'GET',
      url: 'https://idp.example/jwks',
      headers: { accept: 'application/json, application/jwk-set+json' },
      body: undefined,
      maxBytes: 524_288,
    },
  ])
})

describe('accepted', () => {
  test.each<[string, Changes, Partial<IdTokenExpectation>]>([
    ['the issuer with a slash, where both are accepted', { iss: 'https://idp.example/' }, {}],
    ['an audience in an array', { aud: ['client-1'] }, {}],
    ['more audiences, where azp is us', { aud: ['client-1', 'api'], azp: 'client-1' }, {}],
    ['one audience and azp is us', { azp: 'client-1' }, {}],
    ['no at_hash', { at_hash: undefined }, {}],
    ['a clock that is 4 minutes behind', { exp: now - 240 }, {}],
    ['a refresh without nonce', { nonce: undefined }, { nonce: undefined }],
    ['a refresh with the nonce of the login', {}, { nonce: undefined }],
  ])('%s', async (_what, change, expectation) => {
    const token = await signed(change)
    expect(await validated(token, { expected: expectation })).toHaveProperty('sub', 'user-1')
  })

  test('no kid, where there is one key', async () => {
    expect(await validated(await signed({}, { kid: undefined }))).toHaveProperty('sub')
  })

  test('no kid, where only one of several keys fits', async () => {
    const sets = keys(publicJwk, { ...(await exportJWK(curve.publicKey)), kid: 'k2' })
    expect(await validated(await signed({}, { kid: undefined }), { keys: sets })).toHaveProperty(
      'sub',
    )
  })

  test('ES256, its at_hash made with SHA-256', async () => {
    const sets = keys(publicJwk, { ...(await exportJWK(curve.publicKey)), kid: 'e' })
    const token = await signed({}, { alg: 'ES256', kid: 'e' }, curve.privateKey)
    expect(await validated(token, { keys: sets })).toHaveProperty('sub')
  })

  test('EdDSA, its at_hash made with SHA-512', async () => {
    const sets = keys({ ...(await exportJWK(edwards.publicKey)), kid: 'ed' })
    const change = { at_hash: half('sha512', accessToken.expose()) }
    const token = await signed(change, { alg: 'EdDSA', kid: 'ed' }, edwards.privateKey)
    expect(await validated(token, { keys: sets })).toHaveProperty('sub')
  })
})

describe('a claim that is wrong is refused', () => {
  test.each<[string, Changes, RegExp]>([
    ['another issuer', { iss: 'https://evil.test' }, /issued by https:\/\/evil\.test/],
    ['the issuer in capitals', { iss: 'https://IDP.example' }, /issued by/],
    ['no issuer', { iss: undefined }, /issued by nobody/],
    ['another audience', { aud: 'client-2' }, /aud/],
    ['no audience', { aud: undefined }, /aud/],
    ['an array without us', { aud: ['client-2'] }, /aud/],
    ['another audience besides us', { aud: ['client-1', 'evil'] }, /additional untrusted/],
    ['azp is another client', { aud: ['client-1', 'b'], azp: 'b' }, /another client/],
    ['one audience and azp is another client', { azp: 'client-2' }, /another client/],
    ['another nonce', { nonce: 'other' }, /nonce/],
    ['no nonce', { nonce: undefined }, /nonce/],
    ['a nonce that is no string', { nonce: ['the-nonce'] }, /nonce/],
    ['the hash of another token', { at_hash: half('sha256', 'x') }, /at_hash/],
    ['an empty hash', { at_hash: '' }, /at_hash/],
    ['a hash with the wrong digest', { at_hash: half('sha512', accessToken.expose()) }, /at_hash/],
    ['expired 301 seconds ago', { exp: now - 301 }, /expir/],
    ['expired a week ago', { exp: now - 604_800, iat: now - 604_900 }, /expir/],
    ['no end', { exp: undefined }, /exp/],
    ['an end in words', { exp: 'tomorrow' }, /exp/],
    ['no time of issue', { iat: undefined }, /iat/],
    ['a time of issue in words', { iat: 'now' }, /iat/],
    ['no subject', { sub: undefined }, /sub/],
    ['not yet valid', { nbf: now + 3600 }, /nbf|not before/],
  ])('%s', async (_what, change, words) => {
    const fault = await faultOf(async () => validated(await signed(change)))
    expect([fault.code, fault.hint]).toEqual([
      'token_invalid',
      'check the clock of this machine and the issuer, then log in again: oauthctl login',
    ])
    expect(fault.message).toMatch(words)
  })
})

describe('a signature that proves nothing is refused', () => {
  async function sentenceOf(token: string, set?: HttpAnswer): Promise<readonly string[]> {
    const fault = await faultOf(() => validated(token, set === undefined ? {} : { keys: set }))
    return [fault.code, fault.message.replace(/:.*/, '')]
  }
  const refused = ['token_invalid', "the server's id_token is not valid"]

  test('none at all', async () => {
    expect(await sentenceOf(new UnsecuredJWT(claims).encode())).toEqual(refused)
  })

  test('alg none, with the signature of a real one', async () => {
    const [, payload, signature] = (await signed()).split('.')
    const header = base64url.encode('{"alg":"none","kid":"k1"}')
    expect(await sentenceOf(`${header}.${payload}.${signature}`)).toEqual(refused)
  })

  test.each(['{"kid":"k1"}', '{"alg":null,"kid":"k1"}', '{"alg":1}', '[]', 'null', 'no JSON'])(
    'header %s',
    async (header) => {
      const [, payload, signature] = (await signed()).split('.')
      expect(await sentenceOf(`${base64url.encode(header)}.${payload}.${signature}`)).toEqual(
        refused,
      )
    },
  )

  test('HS256 with the public key as secret', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(rsa.publicKey))
    expect(await sentenceOf(await signed({}, { alg: 'HS256' }, secret))).toEqual(refused)
  })

  test('HS256 with a secret that the key set holds', async () => {
    const secret = new TextEncoder().encode('a secret of thirty-two bytes....')
    const jwk = { kty: 'oct', k: base64url.encode(secret), kid: 'k1', alg: 'HS256' }
    expect(await sentenceOf(await signed({}, { alg: 'HS256' }, secret), keys(jwk))).toEqual(refused)
  })

  test('by another key under the same name', async () => {
    expect(await sentenceOf(await signed({}, {}, other.privateKey))).toEqual(refused)
  })

  test('a good one, over claims that name one thing twice', async () => {
    const text = JSON.stringify(claims).replace('{', '{"aud":"client-2",')
    const token = await new CompactSign(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .sign(rsa.privateKey)
    expect(await sentenceOf(token)).toEqual(refused)
  })

  test('a payload that was changed', async () => {
    const [header, , signature] = (await signed()).split('.')
    const payload = base64url.encode(JSON.stringify({ ...claims, sub: 'admin' }))
    expect(await sentenceOf(`${header}.${payload}.${signature}`)).toEqual(refused)
  })

  test('a key that the token brings along', async () => {
    const jwk = await exportJWK(other.publicKey)
    expect(await sentenceOf(await signed({}, { jwk }, other.privateKey))).toEqual(refused)
  })

  test('a key address that the token brings along is never called', async () => {
    const net = network(() => keys(publicJwk))
    const token = await signed({}, { jku: 'https://evil.test/jwks' }, other.privateKey)
    expect(await codeOf(() => validated(token, { net }))).toBe('token_invalid')
    expect(net.requests.map(({ url }) => url)).toEqual(['https://idp.example/jwks'])
  })

  test('a critical extension that nobody knows', async () => {
    const [, payload, signature] = (await signed()).split('.')
    const header = base64url.encode('{"alg":"RS256","kid":"k1","crit":["x"],"x":1}')
    expect(await sentenceOf(`${header}.${payload}.${signature}`)).toEqual(refused)
  })

  test('an unknown kid', async () => {
    expect(await sentenceOf(await signed({}, { kid: 'k9' }))).toEqual(refused)
  })

  test('no kid, where several keys fit', async () => {
    const set = keys(
      { ...publicJwk, kid: 'a' },
      { ...(await exportJWK(other.publicKey)), kid: 'b' },
    )
    expect(await sentenceOf(await signed({}, { kid: undefined }), set)).toEqual(refused)
  })

  test('a key that is for encryption', async () => {
    expect(await sentenceOf(await signed(), keys({ ...publicJwk, use: 'enc' }))).toEqual(refused)
  })

  test('a good one by a key of 1,024 bits', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const [header, payload] = (await signed()).split('.')
    const signature = sign('sha256', Buffer.from(`${header}.${payload}`), weak.privateKey)
    const jwk = { ...weak.publicKey.export({ format: 'jwk' }), kid: 'k1' } as JWK
    expect(
      await sentenceOf(`${header}.${payload}.${signature.toString('base64url')}`, keys(jwk)),
    ).toEqual(refused)
  })

  test.each(['x', 'a.b', 'a.b.c.d', 'a.b.c.d.e', '..', 'a..c', ''])('no JWT: %j', async (token) => {
    expect(await sentenceOf(token)).toEqual(refused)
  })
})

describe('a hostile key set is bounded', () => {
  test('thousands of keys under one name are one request and a refusal, not a trial of each', async () => {
    const jwk = { ...(await exportJWK(other.publicKey)), kid: 'k1' }
    const net = network(() => keys(...Array.from({ length: 3_000 }, () => jwk)))
    const token = await signed()
    expect(await codeOf(() => validated(token, { net }))).toBe('token_invalid')
    expect(net.requests.map(({ maxBytes }) => maxBytes)).toEqual([524_288])
  })

  test('our key is found among thousands of others', async () => {
    const jwk = await exportJWK(other.publicKey)
    const many = Array.from({ length: 1_000 }, (_, index) => ({ ...jwk, kid: `x${index}` }))
    expect(await validated(await signed(), { keys: keys(...many, publicJwk) })).toHaveProperty(
      'sub',
    )
  })

  test('an unknown name asks for the keys once, not again and again', async () => {
    const net = network(() => keys(publicJwk))
    const token = await signed({}, { kid: 'unknown' })
    expect(await codeOf(() => validated(token, { net }))).toBe('token_invalid')
    expect(net.requests).toHaveLength(1)
  })
})

describe('when the keys cannot be had, the reason is told', () => {
  test.each([
    [
      'a redirect',
      answer('', { status: 302, headers: { location: 'https://evil.test/' } }),
      'unexpected_redirect',
    ],
    ['a broken server', answer('', { status: 503 }), 'server_error'],
    ['a busy server', answer('', { status: 429 }), 'rate_limited'],
    ['no such page', answer('<html>', { status: 404 }), 'token_invalid'],
    ['a page', answer('<html>'), 'token_invalid'],
    ['no keys', answer({}), 'token_invalid'],
    ['keys that are no array', answer({ keys: {} }), 'token_invalid'],
    ['keys that are no objects', answer({ keys: ['k1'] }), 'token_invalid'],
    ['an empty set', answer({ keys: [] }), 'token_invalid'],
  ])('%s', async (_what, given, code) => {
    const token = await signed()
    expect(await codeOf(() => validated(token, { keys: given }))).toBe(code)
  })

  test('a network that is down is no invalid token', async () => {
    const down = new AuthError('network_error', 'idp.example cannot be reached')
    const net = network(() => {
      throw down
    })
    const token = await signed()
    expect(await faultOf(() => validated(token, { net }))).toBe(down)
  })

  test('a person who gives up is told apart from an invalid token', async () => {
    const controller = new AbortController()
    const reason = new AuthError('interrupted', 'interrupted')
    const net = network(() => {
      controller.abort(reason)
      throw new Error('aborted')
    })
    const token = new Secret(await signed())
    expect(
      await faultOf(() => validateIdToken(token, expected, net.fetch, controller.signal)),
    ).toBe(reason)
  })
})

test('an http server on loopback is believed, another one is not asked', async () => {
  const endpoints = { ...idp.endpoints, jwks: 'http://127.0.0.1:9/jwks' }
  const loopback = { ...idp, url: 'http://127.0.0.1:9', endpoints }
  const token = await signed()
  expect(await validated(token, { expected: { server: loopback } })).toHaveProperty('sub')
  const net = network(() => keys(publicJwk))
  expect(
    await codeOf(() => validated(token, { net, expected: { server: { ...idp, endpoints } } })),
  ).toBe('token_invalid')
  expect(net.requests).toEqual([])
})
