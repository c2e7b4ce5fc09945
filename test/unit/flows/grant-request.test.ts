import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { grantRequest } from '../../../src/flows/grant-request.js'
import type { GrantPorts } from '../../../src/flows/grant-ports.js'
import type { RunAgainGrant } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { HttpRequest } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import type { TextPlace } from '../../../src/kernel/text-place.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { clockAt, countingRandom, fields, never } from '../../support/fakes.js'
import { idp, publicClient, secretClient } from '../../support/values.js'
import { faultOf } from '../store/fixtures.js'

const now = 1_794_000_000
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const key = { place: at('/key.pem'), passphrase: undefined, id: 'kid-1' }
const common = { profile: 'work', server: idp, client: secretClient }
const jwtType = 'urn:ietf:params:oauth:token-type:jwt'

const jwtGrant: RunAgainGrant = {
  ...common,
  grant: 'jwt_bearer',
  assertion: { subject: 'ada@acme.example', audience: 'https://aud.example', key },
}

interface Made {
  readonly request: HttpRequest
  /** What was read, and what was proven. */
  readonly events: readonly unknown[]
}

async function make(grant: RunAgainGrant, times = 1): Promise<readonly Made[]> {
  const events: unknown[] = []
  const ports: GrantPorts = {
    readText: (place, name) => {
      const where = place.kind === 'file' ? place.path : place.kind
      events.push(`read ${name} from ${where}`)
      return Promise.resolve(new Secret(where === '/key.pem' ? pem : `text of ${where}`))
    },
    clock: clockAt(now),
    random: countingRandom(),
    fetch: () => Promise.reject(new Error('nothing is sent')),
    prove: (client, server) => {
      events.push(`prove ${client.id} to ${server.url}`)
      return Promise.resolve(client)
    },
  }
  const made: Made[] = []
  for (let count = 0; count < times; count += 1) {
    made.push({ request: await grantRequest(grant, openidProvider, ports, never), events })
  }
  return made
}

async function one(grant: RunAgainGrant): Promise<Made> {
  return (await make(grant))[0]!
}

describe('JWT bearer', () => {
  test('sends a JWT for the user, signed now, and no other proof of the client', async () => {
    const { request, events } = await one(jwtGrant)
    const sent = fields(request)
    const jwt = new Map(sent).get('assertion') ?? ''
    const options = { currentDate: new Date(now * 1000) }
    const { payload } = await jwtVerify(jwt, createPublicKey(privateKey), options)
    expect(request).toEqual({
      method: 'POST',
      url: 'https://idp.example/token',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${jwt}`,
    })
    expect([payload, decodeProtectedHeader(jwt), events]).toEqual([
      {
        iss: 'client-1',
        sub: 'ada@acme.example',
        aud: 'https://aud.example',
        exp: now + 180,
        jti: Buffer.alloc(16, 1).toString('base64url'),
      },
      { alg: 'ES256', typ: 'JWT', kid: 'kid-1' },
      ['read the private key from /key.pem'],
    ])
  })

  test('reads the key anew and makes a new jti each time it runs', async () => {
    const made = await make(jwtGrant, 2)
    const ids = made.map(
      ({ request }) => decodeJwt(new Map(fields(request)).get('assertion') ?? '').jti,
    )
    expect([new Set(ids).size, made[0]?.events]).toEqual([
      2,
      ['read the private key from /key.pem', 'read the private key from /key.pem'],
    ])
  })
})

test.each([
  [undefined, ''],
  [['api', 'id'], '&scope=api+id'],
])('client credentials with scopes %j', async (scopes, scope) => {
  const { request, events } = await one({ ...common, grant: 'client_credentials', scopes })
  expect([request.url, request.body, events]).toEqual([
    'https://idp.example/token',
    `grant_type=client_credentials${scope}&client_id=client-1&client_secret=s3cret`,
    ['prove client-1 to https://idp.example'],
  ])
})

test('a password', async () => {
  const password = new Secret('p&ssTOKEN')
  const grant: RunAgainGrant = { ...common, grant: 'password', username: 'ada', password }
  const { request, events } = await one(grant)
  expect([request.body, events]).toEqual([
    'grant_type=password&username=ada&password=p%26ssTOKEN&client_id=client-1&client_secret=s3cret',
    ['prove client-1 to https://idp.example'],
  ])
})

describe('token exchange', () => {
  test('of one token by a public client', async () => {
    const { request, events } = await one({
      ...common,
      client: publicClient,
      grant: 'token_exchange',
      subject: { place: { kind: 'github-actions', audience: undefined }, type: jwtType },
      actor: undefined,
      tokenHandler: undefined,
      scopes: undefined,
    })
    expect([fields(request), events]).toEqual([
      [
        ['grant_type', 'urn:ietf:params:oauth:grant-type:token-exchange'],
        ['subject_token', 'text of github-actions'],
        ['subject_token_type', jwtType],
        ['client_id', 'client-1'],
      ],
      ['read the subject token from github-actions', 'prove client-1 to https://idp.example'],
    ])
  })

  test('with actor, scopes and handler', async () => {
    const { request, events } = await one({
      ...common,
      grant: 'token_exchange',
      subject: { place: at('/subject'), type: jwtType },
      actor: { place: at('/actor'), type: 'urn:x:actor' },
      tokenHandler: 'MyHandler',
      scopes: ['api'],
    })
    expect([fields(request), events]).toEqual([
      [
        ['grant_type', 'urn:ietf:params:oauth:grant-type:token-exchange'],
        ['subject_token', 'text of /subject'],
        ['subject_token_type', jwtType],
        ['actor_token', 'text of /actor'],
        ['actor_token_type', 'urn:x:actor'],
        ['scope', 'api'],
        ['token_handler', 'MyHandler'],
        ['client_id', 'client-1'],
        ['client_secret', 's3cret'],
      ],
      [
        'read the subject token from /subject',
        'read the actor token from /actor',
        'prove client-1 to https://idp.example',
      ],
    ])
  })
})

describe('SAML', () => {
  const place: TextPlace = { kind: 'sealed', text: new Secret('unused') }

  test.each<RunAgainGrant>([
    { ...common, grant: 'saml_bearer', assertion: { kind: 'given', place } },
    { ...common, grant: 'saml_assertion', assertion: place },
  ])('$grant reads its assertion, and no client is proven', async (grant) => {
    const ports: GrantPorts = {
      readText: (_place, name) => Promise.reject(new AuthError('bad_configuration', name)),
      clock: clockAt(now),
      random: countingRandom(),
      fetch: () => Promise.reject(new Error('nothing is sent')),
      prove: () => Promise.reject(new Error('no client is proven')),
    }
    const error = await faultOf(() => grantRequest(grant, openidProvider, ports, never))
    expect(error.message).toBe('the SAML assertion')
  })
})

test('a grant for an asset token is an exchange with the word of the device', async () => {
  const { request, events } = await one({
    ...common,
    grant: 'asset_token',
    subject: at('/subject'),
    device: {
      id: 'device-1',
      name: undefined,
      serialNumber: undefined,
      key: undefined,
      publicKey: undefined,
    },
  })
  expect([fields(request).map(([name]) => name), events]).toEqual([
    [
      'grant_type',
      'subject_token',
      'subject_token_type',
      'actor_token',
      'actor_token_type',
      'client_id',
      'client_secret',
    ],
    ['read the subject token from /subject', 'prove client-1 to https://idp.example'],
  ])
})

function at(path: string): TextPlace {
  return { kind: 'file', path }
}
