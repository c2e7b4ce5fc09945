import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { GrantPorts } from '../../../src/flows/grant-ports.js'
import { runGrant } from '../../../src/flows/run-grant.js'
import {
  isApproved,
  type Credential,
  type RunAgainGrant,
  type Server,
} from '../../../src/kernel/credential.js'
import { AuthError, OAuthResponseError } from '../../../src/kernel/errors.js'
import type { HttpAnswer } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import {
  answer,
  asItIs,
  clockAt,
  countingRandom,
  network,
  never,
  refusal,
  type FakeNetwork,
} from '../../support/fakes.js'
import { idp, publicClient, salesforce, secretClient } from '../../support/values.js'
import { faultOf, plain } from '../store/fixtures.js'
import { idToken, jwks } from './login-world.js'

const now = 1_794_000_000
const pem = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
})
const grant: RunAgainGrant = {
  grant: 'client_credentials',
  profile: 'work',
  server: idp,
  client: secretClient,
  scopes: ['api'],
}
const jwtGrant: RunAgainGrant = {
  grant: 'jwt_bearer',
  profile: 'work',
  server: salesforce,
  client: publicClient,
  assertion: {
    subject: 'ada@acme.example',
    audience: 'https://login.salesforce.com',
    key: {
      place: { kind: 'sealed', text: new Secret(pem.toString()) },
      passphrase: undefined,
      id: undefined,
    },
  },
}
const body = { access_token: 'AT', token_type: 'Bearer', scope: 'api id', expires_in: 3600 }
const nobody = { subject: undefined, username: undefined, userId: undefined, orgId: undefined }

type Replies = Readonly<Record<string, () => HttpAnswer>>

function world(replies: Replies): { readonly net: FakeNetwork; readonly ports: GrantPorts } {
  const net = network(({ url }) => {
    const reply = replies[new URL(url).pathname]
    if (reply === undefined) throw new Error(`nobody answers ${url}`)
    return reply()
  })
  const ports = {
    fetch: net.fetch,
    clock: clockAt(now),
    random: countingRandom(),
    prove: asItIs,
    readText: (place: { kind: string; text?: Secret }) =>
      Promise.resolve(place.text ?? new Secret('text')),
  }
  return { net, ports }
}

function run(replies: Replies, given = grant) {
  const { net, ports } = world(replies)
  const provider = given.server.kind === 'openid' ? openidProvider : salesforceProvider
  return { net, result: () => runGrant(given, provider, ports, never) }
}

function called(net: FakeNetwork): readonly string[] {
  return net.requests.map(({ method, url }) => `${method} ${url}`)
}

test('a grant gives a live credential with all it takes to run it again', async () => {
  const { net, result } = run({ '/token': () => answer(body) })
  expect(plain(await result())).toEqual(
    plain({
      ...grant,
      identity: nobody,
      tokens: {
        accessToken: new Secret('AT'),
        tokenType: 'Bearer',
        refreshToken: undefined,
        idToken: undefined,
        scopes: ['api', 'id'],
        issuedAt: now,
        expiry: { at: now + 3600, source: 'server' },
        instanceUrl: undefined,
        answer: new Secret(JSON.stringify(body)),
      },
      condition: { kind: 'live' },
    }),
  )
  expect(called(net)).toEqual(['POST https://idp.example/token'])
})

test('run again, a credential gets new tokens over the old ones, and lives', async () => {
  const first = await run({ '/token': () => answer(body) }).result()
  const dead: Credential = {
    ...first,
    tokens: { ...first.tokens, refreshToken: new Secret('RT'), scopes: ['old'] },
    condition: { kind: 'dead', reason: 'x', since: first.tokens.issuedAt },
  }
  if (isApproved(dead) || dead.grant === 'oauth1') throw new Error('not that grant')
  const again = await run(
    { '/token': () => answer({ ...body, access_token: 'AT2' }) },
    dead,
  ).result()
  expect(plain(again)).toEqual(
    plain({
      ...first,
      tokens: {
        ...first.tokens,
        accessToken: new Secret('AT2'),
        answer: new Secret(JSON.stringify({ ...body, access_token: 'AT2' })),
      },
    }),
  )
})

describe('an id_token', () => {
  test('that is sound is kept and names the user', async () => {
    const id_token = await idToken()
    const { net, result } = run({
      '/token': () => answer({ ...body, id_token }),
      '/jwks': () => answer(jwks),
    })
    const { identity, tokens } = await result()
    expect([identity, tokens.idToken?.expose(), called(net)]).toEqual([
      { ...nobody, subject: 'user-1', username: 'ada@idp.example' },
      id_token,
      ['POST https://idp.example/token', 'GET https://idp.example/jwks'],
    ])
  })

  test.each([
    ['of another issuer', { iss: 'https://evil.test' }],
    ['for another client', { aud: 'client-2' }],
    ['that has expired', { exp: 1000, iat: 900 }],
    ['of another access token', { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ])('%s ends the grant', async (_what, change) => {
    const id_token = await idToken(change)
    const { result } = run({
      '/token': () => answer({ ...body, id_token }),
      '/jwks': () => answer(jwks),
    })
    expect((await faultOf(result)).code).toBe('token_invalid')
  })

  test('that nobody can check is not kept as if it had been', async () => {
    const server: Server = { ...idp, endpoints: { ...idp.endpoints, jwks: undefined } }
    const id_token = await idToken()
    const replies = { '/token': () => answer({ ...body, id_token }) }
    const error = await faultOf(run(replies, { ...grant, server }).result)
    expect([error.code, error.message]).toEqual([
      'bad_metadata',
      'idp.example publishes no keys for its id_token',
    ])
  })
})

describe('at Salesforce', () => {
  const id = 'https://login.salesforce.com/id/00D000000000001AAA/005000000000001AAA'
  const answered = {
    access_token: 'AT',
    token_type: 'Bearer',
    scope: 'api',
    instance_url: 'https://acme.my.salesforce.com',
    id,
  }
  const path = new URL(id).pathname
  const token = '/services/oauth2/token'
  const introspect = '/services/oauth2/introspect'
  const secretGrant: RunAgainGrant = {
    grant: 'password',
    profile: 'work',
    server: salesforce,
    client: secretClient,
    username: 'ada@acme.example',
    password: new Secret('pass-CANARY'),
  }

  test('the user is asked for on the instance, and the expiry is learnt', async () => {
    const replies = {
      [token]: () => answer(answered),
      [path]: () => answer({ username: 'ada@acme.example' }),
      [introspect]: () => answer({ active: true, exp: now + 7200 }),
    }
    const { net, result } = run(replies, secretGrant)
    const { identity, tokens } = await result()
    expect([identity, tokens.expiry, tokens.instanceUrl, called(net)]).toEqual([
      {
        subject: id,
        username: 'ada@acme.example',
        userId: '005000000000001AAA',
        orgId: '00D000000000001AAA',
      },
      { at: now + 7200, source: 'introspection' },
      'https://acme.my.salesforce.com',
      [
        'POST https://login.salesforce.com/services/oauth2/token',
        `GET https://acme.my.salesforce.com${path}`,
        'POST https://login.salesforce.com/services/oauth2/introspect',
      ],
    ])
  })

  test('neither an identity nor an introspection that fails costs the token', async () => {
    const replies = {
      [token]: () => answer(answered),
      [path]: () => answer('Bad_OAuth_Token', { status: 403 }),
      [introspect]: () => refusal('invalid_client'),
    }
    const { identity, tokens } = await run(replies, secretGrant).result()
    expect([identity.username, tokens.expiry, tokens.accessToken.expose()]).toEqual([
      undefined,
      undefined,
      'AT',
    ])
  })

  test('a client without proof does not ask when its token ends', async () => {
    const replies = { [token]: () => answer(answered), [path]: () => answer({}) }
    const { net, result } = run(replies, jwtGrant)
    expect((await result()).tokens.expiry).toBeUndefined()
    expect(net.requests).toHaveLength(2)
  })

  test('an instance of somebody else ends it before a token is sent there', async () => {
    const replies = { [token]: () => answer({ ...answered, instance_url: 'https://evil.test' }) }
    const { net, result } = run(replies, secretGrant)
    expect([(await faultOf(result)).code, net.requests.length]).toEqual(['untrusted_host', 1])
  })

  describe('a refusal is told as it came', () => {
    test.each<[string, string | undefined, AuthError['code']]>([
      ['invalid_grant', "user hasn't approved this consumer", 'access_denied'],
      ['invalid_grant', 'invalid assertion', 'request_refused'],
      ['invalid_client_id', 'client identifier invalid', 'invalid_client'],
      ['invalid_client', 'invalid client credentials', 'invalid_client'],
      ['something_new', undefined, 'request_refused'],
    ])('%s: %s', async (error, description, code) => {
      const { net, result } = run({ [token]: () => refusal(error, description) }, jwtGrant)
      const fault = await faultOf(result)
      expect(fault).toBeInstanceOf(OAuthResponseError)
      expect([fault.code, fault.message, Object(fault).refusal, net.requests.length]).toEqual([
        code,
        `login.salesforce.com refused: ${description ?? error}`,
        { error, description, status: 400 },
        1,
      ])
    })

    test.each([
      [503, 'server_error'],
      [429, 'rate_limited'],
      [302, 'unexpected_redirect'],
      [404, 'bad_answer'],
    ])('HTTP %i', async (status, code) => {
      const { result } = run({ [token]: () => answer('', { status }) }, jwtGrant)
      expect((await faultOf(result)).code).toBe(code)
    })
  })

  describe('a clock that is off', () => {
    const dated = (offset: number, given: HttpAnswer): HttpAnswer => ({
      ...given,
      headers: { ...given.headers, date: new Date((now + offset) * 1000).toUTCString() },
    })
    const refused = (offset: number) => () =>
      dated(offset, refusal('invalid_grant', 'invalid assertion'))

    test.each([
      [600, 'behind', 10],
      [-600, 'ahead of', 10],
      [60, 'behind', 1],
    ])(
      'by %i s is named with a refusal, and nothing of the refusal is lost',
      async (by, word, min) => {
        const fault = await faultOf(run({ [token]: refused(by) }, jwtGrant).result)
        const cause = fault.cause
        expect([fault.code, fault.message, fault.hint, Object(fault).refusal]).toEqual([
          'request_refused',
          `login.salesforce.com refused: invalid assertion; the clock of this machine is ${min} min ${word} the server's`,
          'set the clock of this machine, then run the command again',
          { error: 'invalid_grant', description: 'invalid assertion', status: 400 },
        ])
        expect([fault instanceof OAuthResponseError, cause instanceof OAuthResponseError]).toEqual([
          true,
          true,
        ])
      },
    )

    test.each([0, 59, -59])('by %i s is not mentioned', async (by) => {
      const fault = await faultOf(run({ [token]: refused(by) }, jwtGrant).result)
      expect(fault.message).toBe('login.salesforce.com refused: invalid assertion')
    })

    test('is no matter where nothing was signed with its time', async () => {
      const wrong = () => dated(600, refusal('invalid_client', 'invalid client credentials'))
      const fault = await faultOf(run({ [token]: wrong }, secretGrant).result)
      expect([fault.message, fault.hint?.includes('clock')]).toEqual([
        'login.salesforce.com refused: invalid client credentials',
        false,
      ])
    })

    test('matters to a client that signs', async () => {
      const proven = { ...secretClient, assertion: new Secret('a.b.c') }
      const client = { ...proven, authMethod: 'private-key-jwt' as const }
      const wrong = () => dated(600, refusal('invalid_client', 'invalid client credentials'))
      const fault = await faultOf(run({ [token]: wrong }, { ...secretGrant, client }).result)
      expect(fault.message).toContain('10 min behind')
    })

    test('does not change a failure that is none of the server', async () => {
      const busy = () => dated(600, answer('', { status: 503 }))
      const fault = await faultOf(run({ [token]: busy }, jwtGrant).result)
      expect([fault.code, fault.message]).toEqual([
        'server_error',
        'login.salesforce.com answered HTTP 503',
      ])
    })
  })
})

test('what is missing is told before anything is sent', async () => {
  const { net, ports } = world({})
  const missing = new AuthError('input_required', 'no secret')
  const unproven = { ...ports, prove: () => Promise.reject(missing) }
  expect(await faultOf(() => runGrant(grant, openidProvider, unproven, never))).toBe(missing)
  expect(net.requests).toEqual([])
})
