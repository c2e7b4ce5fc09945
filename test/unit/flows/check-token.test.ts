import { describe, expect, test } from 'vitest'
import { checkToken, type TokenCheck } from '../../../src/flows/check-token.js'
import { learnExpiry } from '../../../src/flows/learn-expiry.js'
import type { Credential, Endpoints } from '../../../src/kernel/credential.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { HttpAnswer } from '../../../src/kernel/ports.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { answer, asItIs, network, never, refusal } from '../../support/fakes.js'
import { idp, publicClient, secretClient, tokenSet } from '../../support/values.js'
import { codeOf, faultOf } from '../store/fixtures.js'

const credential: Credential = {
  grant: 'authorization_code',
  profile: 'work',
  server: idp,
  client: secretClient,
  identity: { subject: undefined, username: undefined, userId: undefined, orgId: undefined },
  tokens: tokenSet(),
  condition: { kind: 'live' },
}
const isPublic: Credential = { ...credential, client: publicClient }

function without(...names: readonly (keyof Endpoints)[]): Credential {
  const absent = Object.fromEntries(names.map((name) => [name, undefined]))
  return { ...credential, server: { ...idp, endpoints: { ...idp.endpoints, ...absent } } }
}

type Replies = Readonly<Record<string, HttpAnswer | Error>>

function net(replies: Replies) {
  return network(({ url }) => {
    const reply = replies[new URL(url).pathname]
    if (reply === undefined || reply instanceof Error) throw reply ?? new Error(`unexpected ${url}`)
    return reply
  })
}

const down = new AuthError('network_error', 'no route')
const alive = answer({ active: true, exp: 1_700_000_000 })
const inactive = answer({ active: false })

describe('whether the access token works', () => {
  async function checked(
    replies: Replies,
    given: Credential = credential,
  ): Promise<readonly [TokenCheck, readonly string[]]> {
    const { fetch, requests } = net(replies)
    const { active, expiresAt } = await checkToken(
      given,
      openidProvider,
      { fetch, prove: asItIs },
      never,
    )
    return [{ active, expiresAt }, requests.map(({ method, url }) => `${method} ${url}`)]
  }
  const introspect = 'POST https://idp.example/introspect'
  const userinfo = 'GET https://idp.example/userinfo'
  const yes: TokenCheck = { active: true, expiresAt: undefined }
  const no: TokenCheck = { active: false, expiresAt: undefined }
  const refused = answer('Bad_OAuth_Token', { status: 403 })

  test.each<[string, Replies, Credential, TokenCheck, readonly string[]]>([
    [
      'introspection says yes, and until when',
      { '/introspect': alive },
      credential,
      { active: true, expiresAt: epochSeconds(1_700_000_000) },
      [introspect],
    ],
    [
      'introspection says no to this client, userinfo says yes',
      { '/introspect': inactive, '/userinfo': answer({}) },
      credential,
      yes,
      [introspect, userinfo],
    ],
    [
      'introspection says no, userinfo too',
      { '/introspect': inactive, '/userinfo': refused },
      credential,
      no,
      [introspect, userinfo],
    ],
    [
      'introspection refuses, userinfo says yes',
      { '/introspect': refusal('invalid_client'), '/userinfo': answer({}) },
      credential,
      yes,
      [introspect, userinfo],
    ],
    ['a public client may not introspect', { '/userinfo': answer({}) }, isPublic, yes, [userinfo]],
    [
      'no introspection endpoint',
      { '/userinfo': refused },
      without('introspection'),
      no,
      [userinfo],
    ],
    ['no userinfo endpoint', { '/introspect': inactive }, without('userinfo'), no, [introspect]],
  ])('%s', async (_what, replies, given, result, sent) => {
    expect(await checked(replies, given)).toEqual([result, sent])
  })

  test('the token travels in a header to userinfo, never in its URL', async () => {
    const { fetch, requests } = net({ '/userinfo': answer({}) })
    await checkToken(isPublic, openidProvider, { fetch, prove: asItIs }, never)
    expect(requests).toEqual([
      {
        method: 'GET',
        url: 'https://idp.example/userinfo',
        headers: { accept: 'application/json', authorization: 'Bearer AT1' },
        body: undefined,
      },
    ])
  })

  test.each([
    ['a broken server', { '/introspect': answer('', { status: 503 }) }, 'server_error'],
    ['no network', { '/introspect': down }, 'network_error'],
    [
      'a busy userinfo',
      { '/introspect': inactive, '/userinfo': answer('', { status: 429 }) },
      'rate_limited',
    ],
    [
      'a broken userinfo',
      { '/introspect': inactive, '/userinfo': answer('', { status: 500 }) },
      'server_error',
    ],
    [
      'a userinfo that redirects',
      { '/introspect': inactive, '/userinfo': answer('', { status: 302 }) },
      'unexpected_redirect',
    ],
  ])('%s is no answer to the question', async (_what, replies, code) => {
    expect(await codeOf(() => checked(replies))).toBe(code)
  })

  test('a server that offers neither way says so', async () => {
    const fault = await faultOf(() => checked({}, without('introspection', 'userinfo')))
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'unsupported_by_server',
      'idp.example offers no way to check a token',
      'run oauthctl status without --check',
    ])
  })

  test('a refused introspection where there is no other way says so', async () => {
    const replies = { '/introspect': refusal('invalid_client') }
    expect(await codeOf(() => checked(replies, without('userinfo')))).toBe('unsupported_by_server')
  })
})

describe('learning when a token ends', () => {
  async function learnt(given: Credential, replies: Replies) {
    const { fetch, requests } = net(replies)
    const learned = await learnExpiry(given, openidProvider, { fetch, prove: asItIs }, never)
    return [learned, requests.length] as const
  }

  test('by introspection, where nothing said so', async () => {
    const expiry = { at: epochSeconds(1_700_000_000), source: 'introspection' as const }
    expect(await learnt(credential, { '/introspect': alive })).toEqual([
      { ...credential, tokens: { ...credential.tokens, expiry } },
      1,
    ])
  })

  test.each<[string, Credential]>([
    [
      'the end is known',
      { ...credential, tokens: tokenSet({ expiry: { at: epochSeconds(1), source: 'server' } }) },
    ],
    ['the client is public', isPublic],
    ['there is no endpoint', without('introspection')],
  ])('nobody is asked where %s', async (_what, given) => {
    expect(await learnt(given, {})).toEqual([given, 0])
  })

  test.each([
    ['an inactive token', inactive],
    ['no end', answer({ active: true })],
    ['an end that is no time', answer({ active: true, exp: 1e300 })],
    ['a refusal', refusal('invalid_client')],
    ['a broken server', answer('', { status: 503 })],
    ['a page', answer('<html>')],
    ['no network', down],
  ])('%s changes nothing', async (_what, reply) => {
    expect(await learnt(credential, { '/introspect': reply })).toEqual([credential, 1])
  })

  test('a person who gives up is heard', async () => {
    const controller = new AbortController()
    const reason = new AuthError('interrupted', 'interrupted')
    const { fetch } = network(() => {
      controller.abort(reason)
      throw down
    })
    expect(
      await faultOf(() =>
        learnExpiry(credential, openidProvider, { fetch, prove: asItIs }, controller.signal),
      ),
    ).toBe(reason)
  })
})
