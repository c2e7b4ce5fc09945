import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { verifyAssetToken } from '../../../src/flows/verify-asset-token.js'
import type { Credential, Server } from '../../../src/kernel/credential.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { answer, network, never } from '../../support/fakes.js'
import { salesforce } from '../../support/values.js'
import { faultOf, fullCredential } from '../store/fixtures.js'

const now = 1_794_000_000
const keys = await generateKeyPair('RS256')
const others = await generateKeyPair('RS256')
const published = answer({
  keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'Assets', alg: 'RS256' }],
})
const claims = {
  iss: 'https://acme.my.salesforce.com',
  aud: ['https://backend.example'],
  did: 'device-1',
  exp: now + 600,
}

async function sign(change: object = {}, by = keys): Promise<string> {
  return new SignJWT({ ...claims, ...change })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'Assets' })
    .sign(by.privateKey)
}

function verify(token: string, server: Server = salesforce) {
  const full: Credential = fullCredential()
  const tokens = { ...full.tokens, accessToken: new Secret(token) }
  const net = network(() => published)
  const ports = { fetch: net.fetch, now: () => epochSeconds(now) }
  return { net, result: () => verifyAssetToken({ ...full, server, tokens }, ports, never) }
}

test('an asset token is checked with the published keys, and its audience left to its reader', async () => {
  const { net, result } = verify(await sign())
  expect(await result()).toEqual({
    header: { alg: 'RS256', typ: 'JWT', kid: 'Assets' },
    payload: claims,
  })
  expect(net.requests.map(({ method, url, headers }) => [method, url, headers])).toEqual([
    [
      'GET',
      'https://login.salesforce.com/id/keys',
      { accept: 'application/jwk-set+json, application/json' },
    ],
  ])
})

test('a minute between the clocks is forgiven', async () => {
  expect(await verify(await sign({ exp: now - 59 })).result()).toMatchObject({
    payload: { exp: now - 59 },
  })
})

describe('is refused', () => {
  test.each<[string, () => Promise<string>]>([
    ['signed by another key', () => sign({}, others)],
    ['expired for two minutes', () => sign({ exp: now - 120 })],
    ['not yet valid', () => sign({ nbf: now + 120 })],
    ['opaque', () => Promise.resolve('00D!opaque')],
    [
      'unsigned',
      () => {
        const header = Buffer.from('{"alg":"none"}').toString('base64url')
        const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
        return Promise.resolve(`${header}.${payload}.`)
      },
    ],
  ])('a token that is %s', async (_what, token) => {
    expect((await faultOf(verify(await token()).result)).code).toBe('token_invalid')
  })
})

test('an org that publishes no keys is told, and nothing is sent', async () => {
  const server = { ...salesforce, endpoints: { ...salesforce.endpoints, jwks: undefined } }
  const { net, result } = verify(await sign(), server)
  const error = await faultOf(result)
  expect([error.code, error.message, error.hint, net.requests]).toEqual([
    'bad_metadata',
    'login.salesforce.com publishes no keys',
    'name the org by its My Domain',
    [],
  ])
})
