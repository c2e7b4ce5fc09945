import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { proveClient, type ProofPorts } from '../../../src/flows/prove-client.js'
import type { Client } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import { Secret } from '../../../src/kernel/secret.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import { clockAt, countingRandom, never } from '../../support/fakes.js'
import { idp, publicClient, salesforce, secretClient } from '../../support/values.js'
import { faultOf } from '../store/fixtures.js'

const now = 1_794_000_000
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const place = { kind: 'file', path: '/key.pem' } as const
const keyClient: Client = {
  id: 'client-1',
  secret: undefined,
  authMethod: 'private-key-jwt',
  key: { place, passphrase: undefined, id: 'kid-1' },
}

function portsWith(): ProofPorts & { readonly read: unknown[] } {
  const read: unknown[] = []
  return {
    read,
    readText: (from, name) => {
      read.push([from, name])
      return Promise.resolve(new Secret(pem))
    },
    clock: clockAt(now),
    random: countingRandom(),
  }
}

test.each([publicClient, secretClient, { ...secretClient, key: keyClient.key }])(
  'a client that does not sign is ready as it is, and its key stays closed',
  async (client) => {
    const ports = portsWith()
    expect(await proveClient(client, idp, openidProvider, ports, never)).toBe(client)
    expect(ports.read).toEqual([])
  },
)

test.each([
  ['the issuer', idp, openidProvider, 'https://idp.example'],
  [
    'the token endpoint of Salesforce',
    salesforce,
    salesforceProvider,
    'https://login.salesforce.com/services/oauth2/token',
  ],
])('a client that signs proves itself to %s', async (_what, server, provider, aud) => {
  const ports = portsWith()
  const { assertion, ...rest } = await proveClient(keyClient, server, provider, ports, never)
  const jwt = assertion?.expose() ?? ''
  const { payload } = await jwtVerify(jwt, createPublicKey(privateKey), {
    currentDate: new Date(now * 1000),
  })
  expect([rest, decodeProtectedHeader(jwt), payload, ports.read]).toEqual([
    keyClient,
    { alg: 'ES256', typ: 'JWT', kid: 'kid-1' },
    {
      iss: 'client-1',
      sub: 'client-1',
      aud,
      iat: now,
      exp: now + 180,
      jti: Buffer.alloc(16, 1).toString('base64url'),
    },
    [[place, 'the private key']],
  ])
})

// Threat row T62: metadata that points elsewhere cannot make an assertion for elsewhere.
test('the audience is the pinned issuer, whatever token endpoint the metadata names', async () => {
  const server = { ...idp, endpoints: { ...idp.endpoints, token: 'https://victim.example/token' } }
  const { assertion } = await proveClient(keyClient, server, openidProvider, portsWith(), never)
  expect(decodeJwt(assertion?.expose() ?? '').aud).toBe('https://idp.example')
})

test('each request gets an assertion of its own', async () => {
  const ports = portsWith()
  const jtis: (string | undefined)[] = []
  for (let count = 0; count < 2; count += 1) {
    const { assertion } = await proveClient(keyClient, idp, openidProvider, ports, never)
    jtis.push(decodeJwt(assertion?.expose() ?? '').jti)
  }
  expect(new Set(jtis).size).toBe(2)
})

test('a client that signs and has no key asks for one', async () => {
  const client = { ...keyClient, key: undefined }
  const error = await faultOf(() => proveClient(client, idp, openidProvider, portsWith(), never))
  expect([error.code, error.message, error.hint]).toEqual([
    'input_required',
    'the client client-1 has no key to sign with',
    'give its private key with --key-file FILE or OAUTHCTL_KEY',
  ])
})

test('a key that cannot be read is told by whoever reads it', async () => {
  const gone = new AuthError('bad_configuration', 'the private key cannot be read')
  const ports = { ...portsWith(), readText: () => Promise.reject(gone) }
  expect(await faultOf(() => proveClient(keyClient, idp, openidProvider, ports, never))).toBe(gone)
})

test('a key that is no key is told by the name of its file', async () => {
  const ports = { ...portsWith(), readText: () => Promise.resolve(new Secret('key-CANARY')) }
  const error = await faultOf(() => proveClient(keyClient, idp, openidProvider, ports, never))
  expect(error.message).toBe('/key.pem holds no usable private key: it is neither PEM nor JWK')
})
