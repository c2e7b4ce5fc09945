import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { AuthError } from '../../../src/kernel/errors.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { keySet, publicKeys, type VerificationKeys } from '../../../src/oauth/verification-keys.js'
import { verifyJwt, type JwtExpectation } from '../../../src/oauth/verify-jwt.js'

const now = epochSeconds(1_790_000_000)
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')

const good = { iss: 'https://idp.example', aud: 'api', exp: now + 600, sub: 'ada' }
const expected: JwtExpectation = {
  issuers: ['https://idp.example'],
  audience: 'api',
  clockTolerance: 60,
}
const source = { name: 'keys.json', code: 'bad_configuration' as const }

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** A JWS written by hand, so that the library under test does not judge its own work. */
function jws(header: object, payload: object, key: KeyObject = rsa.privateKey): string {
  const input = `${part(header)}.${part(payload)}`
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  const signature = sign(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })
  return `${input}.${signature.toString('base64url')}`
}

function jwk(key: KeyObject, given: object = {}): object {
  return { ...key.export({ format: 'jwk' }), ...given }
}

function set(...keys: readonly object[]): VerificationKeys {
  return keySet(JSON.stringify({ keys }), source)
}

const rsaKey: VerificationKeys = { kind: 'key', key: rsa.publicKey }

async function verdict(
  token: string,
  keys: VerificationKeys = rsaKey,
  given: Partial<JwtExpectation> = {},
): Promise<string> {
  try {
    await verifyJwt(new Secret(token), keys, { ...expected, ...given }, now)
    return 'good'
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    return `${error.code}: ${error.message}`
  }
}

describe('a genuine token', () => {
  test('gives its header and its claims', async () => {
    const token = new Secret(jws({ alg: 'RS256', kid: 'a' }, good))
    expect(await verifyJwt(token, rsaKey, expected, now)).toEqual({
      header: { alg: 'RS256', kid: 'a' },
      payload: good,
    })
  })

  test.each([
    ['ES256', p256],
    ['EdDSA', ed],
    ['Ed25519', ed],
  ])('may be signed with %s', async (alg, pair) => {
    const token = jws({ alg }, good, pair.privateKey)
    expect(await verdict(token, { kind: 'key', key: pair.publicKey })).toBe('good')
    expect(await verdict(token, set(jwk(pair.publicKey, { kid: 'e' })))).toBe('good')
  })

  test('may list its audience among others', async () => {
    expect(await verdict(jws({ alg: 'RS256' }, { ...good, aud: ['web', 'api'] }))).toBe('good')
  })

  test('is found in a set by its kid, and alone in a set without one', async () => {
    const keys = set(jwk(other.publicKey, { kid: 'old' }), jwk(rsa.publicKey, { kid: 'new' }))
    expect(await verdict(jws({ alg: 'RS256', kid: 'new' }, good), keys)).toBe('good')
    const one = set(jwk(rsa.publicKey, { kid: 'new' }))
    expect(await verdict(jws({ alg: 'RS256' }, good), one)).toBe('good')
  })

  test('is found in a set without any names, whatever its kid', async () => {
    const keys = set(jwk(rsa.publicKey), jwk(p256.publicKey))
    expect(await verdict(jws({ alg: 'RS256', kid: 'x' }, good), keys)).toBe('good')
  })

  test('may come from a clock that is off by the tolerance, and no more', async () => {
    const late = jws({ alg: 'RS256' }, { ...good, exp: now - 59 })
    expect(await verdict(late)).toBe('good')
    expect(await verdict(late, rsaKey, { clockTolerance: 0 })).toMatch(/it expired at 2026-/)
  })

  test('is not asked for an issuer or an audience that nobody expects', async () => {
    const bare = jws({ alg: 'RS256' }, { exp: now + 1 })
    expect(await verdict(bare, rsaKey, { issuers: undefined, audience: undefined })).toBe('good')
  })
})

describe('T16: a forged token', () => {
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' })
  const hmac = (key: string | Buffer): string => {
    const input = `${part({ alg: 'HS256' })}.${part(good)}`
    return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
  }
  const [head = '', body = '', signature = ''] = jws({ alg: 'RS256' }, good).split('.')
  const foreign = other.privateKey
  const carried = { jwk: jwk(other.publicKey), jku: 'https://evil.example/keys' }

  test.each([
    ['alg none', `${part({ alg: 'none' })}.${part(good)}.`, /algorithm "none" proves nothing/],
    ['alg NONE', `${part({ alg: 'NoNe' })}.${part(good)}.`, /algorithm "NoNe" proves nothing/],
    ['no alg', `${part({})}.${part(good)}.`, /algorithm null proves nothing/],
    ['HS256 with the public PEM', hmac(pem), /algorithm "HS256" proves nothing/],
    ['RSA1_5', jws({ alg: 'RSA1_5' }, good), /proves nothing/],
    ['another key', jws({ alg: 'RS256' }, good, foreign), /signature does not fit/],
    ['a key in its header', jws({ alg: 'RS256', ...carried }, good, foreign), /does not fit/],
    ['no signature', `${head}.${body}.`, /signature does not fit/],
    ['changed claims', `${head}.${part({ ...good, sub: 'eve' })}.${signature}`, /does not fit/],
    ['another algorithm', `${part({ alg: 'PS256' })}.${body}.${signature}`, /does not fit/],
    ['an algorithm of other keys', jws({ alg: 'ES256' }, good), /ES256 does not fit the key/],
    ['crit', jws({ alg: 'RS256', crit: ['x'], x: 1 }, good), /demands extensions/],
    ['b64 false', jws({ alg: 'RS256', crit: ['b64'], b64: false }, good), /demands extensions/],
  ])('with %s is refused', async (_case, token, why) => {
    expect(await verdict(token)).toMatch(why)
  })

  test('is refused by a set as by a key', async () => {
    const keys = set(jwk(rsa.publicKey, { kid: 'a' }))
    expect(await verdict(jws({ alg: 'RS256', kid: 'b' }, good), keys)).toMatch(
      /keys\.json has no key for its kid b and its algorithm RS256/,
    )
    expect(await verdict(jws({ alg: 'RS256', kid: 'a' }, good, foreign), keys)).toMatch(/not fit/)
    expect(await verdict(jws({ alg: 'RS256', ...carried }, good, foreign), keys)).toMatch(/not fit/)
    expect(await verdict(hmac(pem), keys)).toMatch(/proves nothing/)
  })

  test('without kid is refused where several keys could fit', async () => {
    const keys = set(jwk(rsa.publicKey, { kid: 'a' }), jwk(other.publicKey, { kid: 'b' }))
    expect(await verdict(jws({ alg: 'RS256' }, good), keys)).toMatch(/several keys fit/)
  })

  test('with the kid of two keys is refused', async () => {
    const keys = set(jwk(rsa.publicKey, { kid: 'a' }), jwk(other.publicKey, { kid: 'a' }))
    expect(await verdict(jws({ alg: 'RS256', kid: 'a' }, good), keys)).toMatch(/several keys fit/)
  })

  test('is refused when its key is for other algorithms', async () => {
    const keys = set(jwk(rsa.publicKey, { alg: 'RS512' }))
    expect(await verdict(jws({ alg: 'RS256' }, good), keys)).toMatch(
      /has no key for its kid \(none\)/,
    )
  })
})

describe('T17: wrong claims', () => {
  test.each([
    [{ iss: 'https://evil.example' }, /its issuer is https:\/\/evil\.example, not https:\/\/idp/],
    [{ iss: undefined }, /its issuer is \(none\)/],
    [{ iss: 'https://idp.example/' }, /its issuer is https:\/\/idp\.example\//],
    [{ aud: 'other' }, /its audience is other, not api/],
    [{ aud: ['other', 'API'] }, /its audience is \["other","API"\], not api/],
    [{ aud: undefined }, /its audience is \(none\), not api/],
    [{ aud: ['xapi'] }, /its audience is/],
    [{ exp: now - 61 }, /it expired at 2026-/],
    [{ exp: `${now + 600}` }, /its exp is \d+, which is malformed/],
    [{ nbf: now + 61 }, /it may not be used before 2026-/],
    [{ nbf: 'later' }, /its nbf is later, which is malformed/],
  ])('%o fail and are named', async (claims, why) => {
    expect(await verdict(jws({ alg: 'RS256' }, { ...good, ...claims }))).toMatch(why)
  })

  test('are told of a token that repeats a claim to deceive another reader', async () => {
    const body = Buffer.from('{"aud":"other","aud":"api"}').toString('base64url')
    const input = `${part({ alg: 'RS256' })}.${body}`
    const signature = sign('sha256', Buffer.from(input), rsa.privateKey).toString('base64url')
    expect(await verdict(`${input}.${signature}`)).toBe(
      'token_invalid: the payload of the token gives "aud" twice',
    )
  })
})

describe('what is no signed JWT', () => {
  const head = part({ alg: 'RSA-OAEP', enc: 'A256GCM' })
  test.each([
    ['00D000000000001!AQ.abc.def', /opaque/],
    ['', /opaque/],
    [`${head}.a.b.c.d`, /encrypted \(JWE, A256GCM\)/],
    [`${head}.a`, /2 parts where a JWT has three/],
    [`${head}.a b.c`, /not base64url/],
    [`${part({ alg: 'RS256' })}.e30K!.x`, /not base64url/],
    ['eyJ.e30.x', /the header of the token is not JSON/],
    [`${part({ alg: 'RS256' })}.W10.x`, /the payload of the token is not a JSON object/],
    [`${part({ alg: 'RS256' })}._v8.x`, /the payload of the token is not UTF-8/],
    [`ey${'a'.repeat(70_000)}`, /longer than 65536/],
  ])('something else is told for what it is (%#)', async (token, why) => {
    const told = await verdict(token)
    expect(told).toMatch(why)
    expect(told).toMatch(/^token_invalid: /)
  })
})

describe('T18: a hostile key set', () => {
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const { kty, n, ...rest } = rsa.publicKey.export({ format: 'jwk' })
  const point = { kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ' }
  const refusal = (read: () => VerificationKeys): string => {
    try {
      return JSON.stringify(read())
    } catch (error) {
      return error instanceof AuthError ? `${error.code}: ${error.message}` : String(error)
    }
  }

  test('of which nothing is usable is refused', () => {
    for (const key of [
      { kty: 'oct', k: 'c2VjcmV0' },
      jwk(small.publicKey),
      { kty, n, e: 'AQ' },
      { kty, n, e: 'AQAA' },
      { kty, n, e: 'AQAB', use: 'enc' },
      { kty, n, e: 'AQAB', key_ops: ['encrypt'] },
      { kty, n: Buffer.alloc(2_049, 0xff).toString('base64url'), e: 'AQAB' },
      point,
      { kty: 'unheard-of' },
      { kid: 'no kind' },
    ]) {
      expect(refusal(() => set(key))).toBe(
        'bad_configuration: keys.json holds no key that can check a signature',
      )
    }
  })

  test('loses its bad keys and keeps the good one', () => {
    const keys = set({ kty: 'oct', k: 'x' }, point, {
      ...rest,
      kty,
      n,
      x5u: 'https://evil.example',
    })
    expect(keys).toEqual({ kind: 'set', name: 'keys.json', keys: [{ kty, n, ...rest }] })
  })

  test('of more than 100 keys is refused at once', () => {
    expect(refusal(() => set(...Array<object>(101).fill({ kty: 'oct' })))).toMatch(
      /more than 100 keys/,
    )
    expect(refusal(() => set(...Array<object>(10_000).fill({ kty: 'oct' })))).toMatch(/more than/)
  })

  test('never passes a private member on', () => {
    const keys = JSON.stringify(set(jwk(rsa.privateKey)))
    expect(Object.keys(JSON.parse(keys).keys[0]).sort()).toEqual(['e', 'kty', 'n'])
  })

  test('is as much as a file may hold: PEM, one JWK or a set, but no private key and no small one', () => {
    const pem = (key: KeyObject, type: 'spki' | 'pkcs8'): string =>
      key.export({ type, format: 'pem' }).toString()
    expect(publicKeys(pem(rsa.publicKey, 'spki'), source).kind).toBe('key')
    expect(publicKeys(JSON.stringify(jwk(rsa.publicKey)), source).kind).toBe('set')
    expect(publicKeys(JSON.stringify({ keys: [jwk(rsa.publicKey)] }), source).kind).toBe('set')
    expect(refusal(() => publicKeys(pem(rsa.privateKey, 'pkcs8'), source))).toMatch(/a private key/)
    expect(refusal(() => publicKeys(pem(small.publicKey, 'spki'), source))).toMatch(/1024 bits/)
    expect(refusal(() => publicKeys('rubbish', source))).toMatch(
      /is no public key in PEM, JWK or JWKS/,
    )
  })
})
