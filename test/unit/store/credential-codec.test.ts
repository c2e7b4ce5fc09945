import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { decodeCredential, encodeCredential } from '../../../src/store/credential-codec.js'
import type { RefreshState } from '../../../src/store/refresh-state-codec.js'
import { faultOf, fullCredential, plain } from './fixtures.js'

type Tree = Record<string, unknown>

function encoded(): Tree {
  return JSON.parse(encodeCredential(fullCredential()))
}

function without(tree: Tree, path: readonly string[]): Tree {
  const [first = '', ...rest] = path
  if (rest.length === 0) {
    return Object.fromEntries(Object.entries(tree).filter(([name]) => name !== first))
  }
  return { ...tree, [first]: without(Object(tree[first]) as Tree, rest) }
}

function changed(tree: Tree, path: readonly string[], value: unknown): Tree {
  const [first = '', ...rest] = path
  const inner = rest.length === 0 ? value : changed(Object(tree[first]) as Tree, rest, value)
  return { ...tree, [first]: inner }
}

describe('a credential', () => {
  test('comes back equal', () => {
    const credential = fullCredential()
    expect(plain(decodeCredential(encodeCredential(credential)))).toEqual(plain(credential))
  })

  test('comes back equal when everything optional is missing and the server said less', () => {
    const full = fullCredential()
    const credential = {
      ...full,
      server: {
        ...full.server,
        kind: 'openid' as const,
        endpoints: {
          ...full.server.endpoints,
          revocation: undefined,
          introspection: undefined,
          userinfo: undefined,
          jwks: undefined,
          endSession: undefined,
        },
      },
      client: { id: 'public', secret: undefined, authMethod: 'none' as const, key: undefined },
      identity: { subject: undefined, username: undefined, userId: undefined, orgId: undefined },
      condition: { kind: 'dead' as const, reason: 'revoked', since: epochSeconds(5) },
      tokens: {
        ...full.tokens,
        refreshToken: undefined,
        idToken: undefined,
        scopes: undefined,
        expiry: undefined,
        instanceUrl: undefined,
      },
    }
    expect(plain(decodeCredential(encodeCredential(credential)))).toEqual(plain(credential))
  })

  test('keeps tokens that the answer says otherwise or not at all', () => {
    const full = fullCredential()
    for (const answer of ['', 'not JSON', '[]', '{}', '{"access_token":7,"id_token":null}']) {
      const credential = { ...full, tokens: { ...full.tokens, answer: new Secret(answer) } }
      expect(plain(decodeCredential(encodeCredential(credential)))).toEqual(plain(credential))
    }
  })

  test('writes a token that the answer holds only once', () => {
    const text = encodeCredential(fullCredential())
    for (const token of ['access-CANARY', 'refresh-CANARY', 'id-CANARY']) {
      expect(text.split(token)).toHaveLength(2)
    }
  })

  const sent = { kind: 'sent', at: epochSeconds(7), lastTry: false } as const
  const answered = {
    ...sent,
    kind: 'answered',
    lastTry: true,
    arrival: epochSeconds(8),
    answer: new Secret('not even JSON'),
  } as const
  test.each<[string, Partial<RefreshState>]>([
    ['nothing of a refresh', {}],
    ['a request that was sent', { pending: sent }],
    ['an answer that was not judged', { pending: answered, rotates: true }],
    ['the token before', { previous: new Secret('previous-CANARY'), rotates: false }],
  ])('comes back with %s, and what is absent stays absent', (_, state) => {
    const credential = { ...fullCredential(), ...state }
    const again = decodeCredential(encodeCredential(credential))
    expect(plain(again)).toEqual(plain(credential))
    expect(Object.keys(again).sort()).toEqual(Object.keys(credential).sort())
  })

  test('members that a newer version added do not disturb', () => {
    const text = JSON.stringify({ ...encoded(), colour: 'blue' })
    expect(plain(decodeCredential(text))).toEqual(plain(fullCredential()))
  })
})

describe('a record that is sealed well but is no credential is refused, naming the member', () => {
  test.each([
    'profile',
    'grant',
    'server',
    'server.kind',
    'server.url',
    'server.issuer',
    'server.endpoints',
    'server.endpoints.authorization',
    'server.endpoints.token',
    'client',
    'client.id',
    'client.authMethod',
    'identity',
    'condition',
    'condition.kind',
    'tokens',
    'tokens.answer',
    'tokens.issuedAt',
  ])('%s is missing', async (path) => {
    const text = JSON.stringify(without(encoded(), path.split('.')))
    const fault = await faultOf(() => decodeCredential(text))
    expect(fault.code).toBe('store_damaged')
    expect(fault.message).toContain(`"${path.split('.').at(-1) ?? ''}"`)
  })

  test.each<[string, unknown]>([
    ['profile', 7],
    ['server.kind', 'ldap'],
    ['server.endpoints.jwks', {}],
    ['client.authMethod', 'magic'],
    ['client.secret', true],
    ['identity.username', []],
    ['condition', { kind: 'dead' }],
    ['condition', { kind: 'dead', reason: 'x', since: 1.5 }],
    ['tokens.scopes', ['a', 1]],
    ['tokens.expiry', { at: 'soon', source: 'jwt' }],
    ['tokens.expiry', { at: 1, source: 'assumed' }],
    ['tokens.refreshToken', 1],
    ['tokens.accessToken', null],
  ])('%s is %j', async (path, value) => {
    const text = JSON.stringify(changed(encoded(), path.split('.'), value))
    expect((await faultOf(() => decodeCredential(text))).code).toBe('store_damaged')
  })

  const pending = { kind: 'answered', at: 1, lastTry: false, arrival: 2, answer: '{}' }
  test.each<[string, string, unknown]>([
    ['pending', 'pending', 'sent'],
    ['pending', 'pending', []],
    ['kind', 'pending', { ...pending, kind: 'lost' }],
    ['kind', 'pending', {}],
    ['at', 'pending', { ...pending, at: '1' }],
    ['lastTry', 'pending', { ...pending, lastTry: 0 }],
    ['lastTry', 'pending', { kind: 'sent', at: 1 }],
    ['arrival', 'pending', { ...pending, arrival: 1.5 }],
    ['answer', 'pending', { ...pending, answer: null }],
    ['answer', 'pending', { ...pending, answer: {} }],
    ['previous', 'previous', 7],
    ['rotates', 'rotates', 'yes'],
    ['rotates', 'rotates', null],
  ])('"%s" when %s is %j', async (named, member, value) => {
    const text = JSON.stringify({ ...encoded(), [member]: value })
    const fault = await faultOf(() => decodeCredential(text))
    expect(fault.code).toBe('store_damaged')
    expect(fault.message).toContain(`"${named}"`)
  })

  test('it is not JSON, not an object, or nested without end', async () => {
    for (const text of ['', '[]', 'null', '{"a":'.repeat(99) + '1' + '}'.repeat(99)]) {
      expect((await faultOf(() => decodeCredential(text))).code).toBe('store_damaged')
    }
  })
})

test('P10: a grant this version does not know says that a newer version wrote it', async () => {
  const text = JSON.stringify({ ...encoded(), grant: 'telepathy' })
  const fault = await faultOf(() => decodeCredential(text))
  expect(fault.code).toBe('store_damaged')
  expect(fault.message).toContain('newer version')
  expect(fault.hint).toContain('update oauthctl')
})
