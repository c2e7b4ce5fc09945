import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import { answer, fields } from '../../support/fakes.js'
import { codeOf } from '../store/fixtures.js'
import { idToken, metadata, state, world, type World } from './login-world.js'

/** What the server's page brings behind `#`. */
const fragment = { access_token: 'AT', token_type: 'Bearer', scope: 'openid', state }

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
}

function withFragment(parameters: Readonly<Record<string, string>>): World {
  return world({ received: () => Promise.resolve(parameters) })
}

describe('the implicit flow', () => {
  test('asks for a token and an id_token, without a code challenge, and listens for a fragment', async () => {
    const id_token = await idToken({ at_hash: hashOf('AT') })
    const { run, visited, listened } = withFragment({ ...fragment, id_token })
    await run({ flow: 'user-agent' })
    const { searchParams } = new URL(visited[0]?.[0] ?? '')
    expect([
      searchParams.get('response_type'),
      searchParams.get('state'),
      searchParams.has('nonce'),
      searchParams.has('code_challenge'),
      listened[0]?.answerIn,
    ]).toEqual(['token id_token', state, true, false, 'fragment'])
  })

  test('without openid it asks for a token alone', async () => {
    const { run, visited } = withFragment(fragment)
    await run({ flow: 'user-agent', scopes: ['api'] })
    expect(new URL(visited[0]?.[0] ?? '').searchParams.get('response_type')).toBe('token')
  })

  test('keeps the tokens of the fragment, and never calls the token endpoint', async () => {
    const { run, kept, net } = withFragment({ ...fragment, refresh_token: 'RT', expires_in: '60' })
    const credential = await run({ flow: 'user-agent', scopes: ['api'] })
    expect(kept).toEqual([credential])
    expect({
      grant: credential.grant,
      access: credential.tokens.accessToken.expose(),
      refresh: credential.tokens.refreshToken?.expose(),
      lives: (credential.tokens.expiry?.at ?? 0) - credential.tokens.issuedAt,
      answer: JSON.parse(credential.tokens.answer.expose()) as unknown,
    }).toEqual({
      grant: 'implicit',
      access: 'AT',
      refresh: 'RT',
      lives: 60,
      answer: {
        access_token: 'AT',
        token_type: 'Bearer',
        scope: 'openid',
        refresh_token: 'RT',
        expires_in: '60',
      },
    })
    expect(net.requests.some(({ url }) => url.endsWith('/token'))).toBe(false)
  })

  test.each([
    ['without at_hash', {}],
    ['of another access token', { at_hash: hashOf('another') }],
    ['of another login', { at_hash: hashOf('AT'), nonce: 'other' }],
  ])('an id_token %s ends the login', async (_what, claims) => {
    const id_token = await idToken(claims)
    const { run, kept } = withFragment({ ...fragment, id_token })
    expect(await codeOf(() => run({ flow: 'user-agent' }))).toBe('token_invalid')
    expect(kept).toEqual([])
  })

  test.each([
    [{ state }, 'bad_answer'],
    [{ state, access_token: '' }, 'bad_answer'],
    [{ state, code: 'the-code' }, 'bad_answer'],
    [{ state, error: 'access_denied', access_token: 'AT' }, 'access_denied'],
  ])('%j gives no token', async (parameters, code) => {
    const { run, pages } = withFragment(parameters)
    expect(await codeOf(() => run({ flow: 'user-agent' }))).toBe(code)
    expect(pages.map(({ kind }) => kind)).toEqual(['failure'])
  })
})

describe("Salesforce's hybrid flows", () => {
  const host = 'https://login.salesforce.com'
  const target = { kind: 'salesforce', url: host } as const
  const document = {
    ...metadata,
    issuer: host,
    authorization_endpoint: `${host}/services/oauth2/authorize`,
    token_endpoint: `${host}/token`,
    jwks_uri: `${host}/id/keys`,
  }
  const sessions = {
    lightning_sid: 'L',
    lightning_domain: 'acme.lightning.force.com',
    csrf_token: 'C',
  }
  const replies = { '/.well-known/openid-configuration': () => answer(document) }

  test('the web server sibling exchanges its code by its own grant type', async () => {
    const { run, net, visited } = world({
      replies,
      tokens: { access_token: 'AT', token_type: 'Bearer', ...sessions },
    })
    const credential = await run({ flow: 'hybrid', provider: salesforceProvider, target })
    expect(new URL(visited[0]?.[0] ?? '').searchParams.get('response_type')).toBe('code')
    expect(fields(net.requests.find(({ url }) => url === `${host}/token`))[0]).toEqual([
      'grant_type',
      'hybrid_auth_code',
    ])
    expect(credential.grant).toBe('hybrid_auth_code')
    expect(JSON.parse(credential.tokens.answer.expose())).toMatchObject(sessions)
  })

  test('the user-agent sibling takes the sessions from the fragment', async () => {
    const { run, visited, listened } = world({
      replies,
      received: () => Promise.resolve({ ...fragment, ...sessions }),
    })
    const credential = await run({
      flow: 'hybrid-user-agent',
      provider: salesforceProvider,
      target,
    })
    expect(new URL(visited[0]?.[0] ?? '').searchParams.get('response_type')).toBe('hybrid_token')
    expect([credential.grant, listened[0]?.answerIn]).toEqual(['hybrid_token', 'fragment'])
    expect(JSON.parse(credential.tokens.answer.expose())).toMatchObject(sessions)
  })
})
