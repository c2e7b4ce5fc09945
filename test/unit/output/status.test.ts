import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import type { StatusView } from '../../../src/kernel/view.js'
import { codeOf } from '../store/fixtures.js'
import { body, credential, hostile, shown, statusView } from './views.js'

const nothing: StatusView = {
  ...statusView,
  target: undefined,
  credential: undefined,
  state: 'login_needed',
  reason: 'nothing is stored',
  expirySource: undefined,
  refreshable: false,
  store: undefined,
  storeLabel: undefined,
}

const unknown: StatusView = {
  ...statusView,
  credential: { ...credential, tokens: { ...credential.tokens, expiry: undefined } },
  state: 'unknown',
  expirySource: 'assumed',
}

test('a valid login, for people', () => {
  expect(shown(statusView)).toMatchInlineSnapshot(`
    "profile  work
    state    valid
    user     ada@acme.example
    org      00D000000000001EAA
    host     login.salesforce.com
    api      https://acme.my.salesforce.com
    scopes   refresh_token api
    issued   10 min ago
    expires  in 110 min, 2026-09-21T16:13:20Z
    store    macOS Keychain
    "
  `)
})

test('a valid login, for scripts', () => {
  expect(JSON.parse(shown(statusView, 'json'))).toMatchInlineSnapshot(`
    {
      "expires_at": 1790007200,
      "expires_at_iso": "2026-09-21T16:13:20Z",
      "expiry_source": "introspection",
      "grant": "authorization_code",
      "host": "login.salesforce.com",
      "instance_url": "https://acme.my.salesforce.com",
      "issued_at": 1790000000,
      "issuer": "https://login.salesforce.com",
      "org_id": "00D000000000001EAA",
      "profile": "work",
      "refreshable": true,
      "scopes": [
        "refresh_token",
        "api",
      ],
      "server": "salesforce",
      "state": "valid",
      "store": "keychain",
      "user": {
        "user_id": "005000000000001AAA",
        "username": "ada@acme.example",
      },
    }
  `)
})

describe('a refresh that has begun is told to people', () => {
  const at = epochSeconds(statusView.now - 30)

  test.each([
    [{ kind: 'sent', at, lastTry: false } as const, 'sent 30 s ago, no answer so far'],
    [
      { kind: 'answered', at, lastTry: false, arrival: at, answer: new Secret('{}') } as const,
      'sent 30 s ago and answered: the next `oauthctl token` takes it',
    ],
  ])('%j', (pending, words) => {
    const view = { ...statusView, credential: { ...credential, pending } }
    expect(shown(view).split('\n')).toContain(`refresh  ${words}`)
  })
})

test('nothing stored, for people', () => {
  expect(shown(nothing)).toMatchInlineSnapshot(`
    "profile  work
    state    login needed: nothing is stored
    "
  `)
})

test('nothing stored, for scripts: every member is there', () => {
  expect(JSON.parse(shown(nothing, 'json'))).toMatchInlineSnapshot(`
    {
      "expires_at": null,
      "expires_at_iso": null,
      "expiry_source": null,
      "grant": null,
      "host": null,
      "instance_url": null,
      "issued_at": null,
      "issuer": null,
      "org_id": null,
      "profile": "work",
      "refreshable": false,
      "scopes": [],
      "server": null,
      "state": "login_needed",
      "store": null,
      "user": {
        "user_id": null,
        "username": null,
      },
    }
  `)
})

test('an unknown lifetime', () => {
  expect(shown(unknown)).toMatchInlineSnapshot(`
    "profile  work
    state    unknown: the server said no lifetime, and the assumed one is over
    user     ada@acme.example
    org      00D000000000001EAA
    host     login.salesforce.com
    api      https://acme.my.salesforce.com
    scopes   refresh_token api
    issued   10 min ago
    expires  not known: the server gave no lifetime (status --check asks it)
    store    macOS Keychain
    "
  `)
  expect(JSON.parse(shown(unknown, 'json'))).toMatchObject({
    state: 'unknown',
    expires_at: null,
    expires_at_iso: null,
    expiry_source: 'assumed',
  })
})

test('an ended login says why and since when the token has ended', () => {
  const now = epochSeconds(1_790_010_800)
  const view: StatusView = { ...statusView, state: 'login_needed', reason: 'expired', now }
  expect(shown(view)).toMatchInlineSnapshot(`
    "profile  work
    state    login needed: expired
    user     ada@acme.example
    org      00D000000000001EAA
    host     login.salesforce.com
    api      https://acme.my.salesforce.com
    scopes   refresh_token api
    issued   3 h ago
    expires  60 min ago, 2026-09-21T16:13:20Z
    store    macOS Keychain
    "
  `)
})

test('a user of another server is named by the subject', () => {
  const identity = { subject: 's-1', username: undefined, userId: undefined, orgId: undefined }
  const view = { ...statusView, credential: { ...credential, identity } }
  expect(JSON.parse(shown(view, 'json'))).toMatchObject({
    user: { username: null, user_id: 's-1' },
    org_id: null,
  })
})

test('where each setting came from', () => {
  const origins = [{ setting: 'profile', value: 'work', origin: '--profile' }]
  const view = { ...nothing, origins }
  expect(shown(view)).toMatchInlineSnapshot(`
    "profile  work
    state    login needed: nothing is stored
    settings
      profile          work  (--profile)
    "
  `)
  expect(JSON.parse(shown(view, 'json'))).toHaveProperty('origins', origins)
})

describe('status never prints a secret', () => {
  test.each(['text', 'json'] as const)('%s', (format) => {
    const text = shown(statusView, format)
    for (const secret of [body.access_token, body.refresh_token, body.signature, 'CANARY']) {
      expect(text).not.toContain(secret)
    }
  })
})

test('words of the server cannot forge a line', () => {
  const view: StatusView = {
    ...statusView,
    state: 'login_needed',
    reason: hostile,
    storeLabel: hostile,
    credential: {
      ...credential,
      identity: { ...credential.identity, username: hostile, orgId: hostile },
      tokens: { ...credential.tokens, scopes: [hostile] },
    },
    origins: [{ setting: 'a', value: hostile, origin: 'b' }],
  }
  expect(shown(view)).not.toMatch(/[^\x20-\x7e\n]/)
  expect(
    shown(view)
      .split('\n')
      .some((line) => line.startsWith('forged')),
  ).toBe(false)
  expect(shown(view, 'json')).not.toMatch(/[\x00-\x09\x0b-\x1f]/)
})

test.each(['token', 'header', 'env', 'powershell', 'fish', 'dotenv'] as const)(
  '%s is no format of a status',
  async (format) => {
    expect(await codeOf(() => shown(statusView, format))).toBe('usage')
  },
)
