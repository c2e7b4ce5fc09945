import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { assetTokenGrant } from '../../../src/flows/asset-grant.js'
import type { GrantPorts } from '../../../src/flows/grant-ports.js'
import type { Device } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import { Secret } from '../../../src/kernel/secret.js'
import type { TextPlace } from '../../../src/kernel/text-place.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import { asItIs, clockAt, countingRandom, fields, never } from '../../support/fakes.js'
import { salesforce, secretClient } from '../../support/values.js'
import { faultOf } from '../store/fixtures.js'

const now = 1_794_000_000
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey
const ed = generateKeyPairSync('ed25519').privateKey
const cipher = 'aes-256-cbc'

const files: Readonly<Record<string, string>> = {
  '/rsa.pem': pem(rsa),
  '/rsa-encrypted.pem': rsa
    .export({ type: 'pkcs8', format: 'pem', cipher, passphrase: 'phrase' })
    .toString(),
  '/rsa.jwk': JSON.stringify(rsa.export({ format: 'jwk' })),
  '/ec.pem': pem(ec),
  '/ed.pem': pem(ed),
  '/rsa.pub': createPublicKey(rsa).export({ type: 'spki', format: 'pem' }).toString(),
  '/rsa-pkcs1.pub': createPublicKey(rsa).export({ type: 'pkcs1', format: 'pem' }).toString(),
  '/ec.pub.jwk': JSON.stringify({ ...publicOf(ec), kid: 'k', use: 'sig' }),
  '/subject': 'access.token',
  '/garbage': 'hunter2-CANARY',
  '/broken.jwk': '{"kty":CANARY}',
  '/list.jwk': '[]',
  '/oct.jwk': '{"kty":"oct","k":"CANARY"}',
}

const device: Device = {
  id: 'device-1',
  name: undefined,
  serialNumber: undefined,
  key: undefined,
  publicKey: undefined,
}
const bare = {
  iss: 'client-1',
  aud: 'https://login.salesforce.com',
  iat: now,
  exp: now + 180,
  jti: Buffer.alloc(16, 1).toString('base64url'),
  did: 'device-1',
}

function ports(): GrantPorts {
  return {
    readText: (place, name) => {
      const text = files[place.kind === 'file' ? place.path : '']
      return text === undefined
        ? Promise.reject(new AuthError('bad_configuration', `no ${name}`))
        : Promise.resolve(new Secret(text))
    },
    clock: clockAt(now),
    random: countingRandom(),
    fetch: () => Promise.reject(new Error('nothing is sent')),
    prove: asItIs,
  }
}

function run(change: Partial<Device>, subject = at('/subject')) {
  const common = { profile: 'work', server: salesforce, client: secretClient }
  const grant = {
    ...common,
    grant: 'asset_token',
    subject,
    device: { ...device, ...change },
  } as const
  return assetTokenGrant(grant, salesforceProvider, ports(), never)
}

/** The actor token that was sent. */
async function actor(change: Partial<Device>): Promise<string> {
  return new Map(fields(await run(change))).get('actor_token') ?? ''
}

function decoded(jwt: string): readonly unknown[] {
  return jwt
    .split('.')
    .slice(0, 2)
    .map((part): unknown => JSON.parse(Buffer.from(part, 'base64url').toString()))
}

test('an asset token is asked for with the access token, the actor token and the client', async () => {
  const request = await run({})
  const { body = '', ...rest } = request
  expect(rest).toEqual({
    method: 'POST',
    url: 'https://login.salesforce.com/services/oauth2/token',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    },
  })
  expect(body.replace(/(?<=actor_token=)[\w.-]+/, 'ACTOR')).toBe(
    'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange' +
      '&subject_token=access.token' +
      '&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token' +
      '&actor_token=ACTOR&actor_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Ajwt' +
      '&client_id=client-1&client_secret=s3cret',
  )
})

describe('the actor token', () => {
  test('of a device without a key is unsigned and says so', async () => {
    const jwt = await actor({})
    expect([decoded(jwt), jwt.endsWith('.')]).toEqual([[{ alg: 'none', typ: 'JWT' }, bare], true])
  })

  test('describes the device by what is known of it', async () => {
    const jwt = await actor({ name: 'Pümp', serialNumber: 'S-1' })
    expect(decoded(jwt)[1]).toEqual({ ...bare, Name: 'Pümp', SerialNumber: 'S-1' })
  })

  test.each<[string, KeyObject, string]>([
    ['/rsa.pem', rsa, 'RS256'],
    ['/rsa.jwk', rsa, 'RS256'],
    ['/ec.pem', ec, 'ES256'],
    ['/ed.pem', ed, 'EdDSA'],
  ])('is signed with %s, and carries the public half only', async (path, key, alg) => {
    const jwt = await actor({ key: { place: at(path), passphrase: undefined, id: 'kid-1' } })
    const { payload, protectedHeader } = await jwtVerify(jwt, createPublicKey(key), {
      currentDate: new Date(now * 1000),
    })
    expect([protectedHeader, payload]).toEqual([
      { alg, typ: 'JWT', kid: 'kid-1' },
      { ...bare, cnf: { jwk: publicOf(key) } },
    ])
  })

  test('is signed with an encrypted key and its passphrase', async () => {
    const passphrase = new Secret('phrase')
    const jwt = await actor({ key: { place: at('/rsa-encrypted.pem'), passphrase, id: undefined } })
    expect(decoded(jwt)).toEqual([
      { alg: 'RS256', typ: 'JWT' },
      { ...bare, cnf: { jwk: publicOf(rsa) } },
    ])
  })

  test.each([
    ['PEM', '/rsa.pub', rsa],
    ['PEM PKCS#1', '/rsa-pkcs1.pub', rsa],
    ['a JWK', '/ec.pub.jwk', ec],
    ['PEM of the private key by mistake', '/rsa.pem', rsa],
    ['a private JWK by mistake', '/rsa.jwk', rsa],
  ])('carries a public key given as %s, and no private member', async (_what, path, key) => {
    const jwt = await actor({ publicKey: at(path) })
    expect(decoded(jwt)).toEqual([
      { alg: 'none', typ: 'JWT' },
      { ...bare, cnf: { jwk: publicOf(key) } },
    ])
  })

  test('follows the key that signs, not the one that is named beside it', async () => {
    const key = { place: at('/ec.pem'), passphrase: undefined, id: undefined }
    expect(decoded(await actor({ key, publicKey: at('/rsa.pub') }))[1]).toMatchObject({
      cnf: { jwk: publicOf(ec) },
    })
  })
})

describe('a public key that is none is refused without a word of it', () => {
  test.each(['/garbage', '/broken.jwk', '/list.jwk', '/oct.jwk'])('%s', async (path) => {
    const error = await faultOf(() => run({ publicKey: at(path) }))
    expect([error.code, error.message, error.hint]).toEqual([
      'bad_configuration',
      "the device's public key is neither PEM nor a JWK",
      'give --public-key FILE with -----BEGIN PUBLIC KEY----- or a JWK',
    ])
    const cause = error.cause instanceof Error ? error.cause.message : ''
    expect(cause).not.toContain('CANARY')
  })
})

test.each<[string, Partial<Device>, TextPlace, string]>([
  ['the access token', {}, at('/gone'), 'no the subject token'],
  ['the public key', { publicKey: at('/gone') }, at('/subject'), "no the device's public key"],
  [
    'the private key',
    { key: { place: at('/gone'), passphrase: undefined, id: undefined } },
    at('/subject'),
    'no the private key',
  ],
])('%s that cannot be read ends it', async (_what, change, subject, message) => {
  expect((await faultOf(() => run(change, subject))).message).toBe(message)
})

function at(path: string): TextPlace {
  return { kind: 'file', path }
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function publicOf(key: KeyObject): object {
  return createPublicKey(key).export({ format: 'jwk' })
}
