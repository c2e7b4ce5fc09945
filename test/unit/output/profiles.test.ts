import { expect, test } from 'vitest'
import { hostile, otherProfile, profile, shown } from './views.js'

const list = { kind: 'profiles', profiles: [profile, otherProfile], current: 'idp' } as const

test('the list marks the one that is used', () => {
  expect(shown(list)).toMatchInlineSnapshot(`
    "  work  https://acme.my.salesforce.com
    * idp   https://idp.example/tenant
    "
  `)
})

test('the list, for scripts', () => {
  expect(JSON.parse(shown(list, 'json'))).toMatchInlineSnapshot(`
    {
      "profiles": [
        {
          "auth_method": "post",
          "client_id": "3MVG9.consumer",
          "current": false,
          "grant": "authorization_code",
          "host": "https://acme.my.salesforce.com",
          "name": "work",
          "redirect_uri": "http://localhost:1717/OauthRedirect",
          "rotation_reuse": null,
          "scopes": [
            "api",
            "refresh_token",
          ],
          "server": "salesforce",
          "session_timeout": 7200,
        },
        {
          "auth_method": null,
          "client_id": "client-1",
          "current": true,
          "grant": "authorization_code",
          "issuer": "https://idp.example/tenant",
          "name": "idp",
          "redirect_uri": null,
          "rotation_reuse": null,
          "scopes": [],
          "server": "openid",
          "session_timeout": null,
        },
      ],
    }
  `)
})

test('no profiles yet', () => {
  const none = { ...list, profiles: [] }
  expect([shown(none), shown(none, 'json')]).toEqual([
    'No profiles yet. `oauthctl login` makes one.\n',
    '{"profiles":[]}\n',
  ])
})

test('one profile, with what was set', () => {
  expect(shown({ kind: 'profile', profile, done: 'shown' })).toMatchInlineSnapshot(`
    "profile    work
    host       https://acme.my.salesforce.com
    client id  3MVG9.consumer
    grant      authorization_code
    auth       post
    scopes     api refresh_token
    redirect   http://localhost:1717/OauthRedirect
    timeout    7200 s
    "
  `)
  expect(shown({ kind: 'profile', profile: otherProfile, done: 'shown' })).toMatchInlineSnapshot(`
    "profile    idp
    issuer     https://idp.example/tenant
    client id  client-1
    grant      authorization_code
    "
  `)
})

test.each([
  ['used', 'Profile work is now the profile used when none is named.\n'],
  ['set', 'Profile work is changed.\n'],
  ['removed', 'Profile work is removed, with its credential.\n'],
] as const)('what was done to a profile: %s', (done, text) => {
  expect(shown({ kind: 'profile', profile, done })).toBe(text)
})

test('whatever was done, scripts get the profile', () => {
  for (const done of ['shown', 'used', 'set', 'removed'] as const) {
    expect(JSON.parse(shown({ kind: 'profile', profile, done }, 'json'))).toEqual({
      name: 'work',
      server: 'salesforce',
      host: 'https://acme.my.salesforce.com',
      client_id: '3MVG9.consumer',
      grant: 'authorization_code',
      auth_method: 'post',
      scopes: ['api', 'refresh_token'],
      redirect_uri: 'http://localhost:1717/OauthRedirect',
      session_timeout: 7200,
      rotation_reuse: null,
    })
  }
})

test('what the server does with a replaced refresh token is shown where it was set', () => {
  const graceful = { ...otherProfile, rotationReuse: { kind: 'grace', seconds: 30 } } as const
  const view = { kind: 'profile', profile: graceful, done: 'shown' } as const
  expect(shown(view)).toBe(
    `${shown({ ...view, profile: otherProfile })}${'reuse'.padEnd(10)} grace:30\n`,
  )
  expect(JSON.parse(shown(view, 'json'))).toMatchObject({ rotation_reuse: 'grace:30' })
})

test('a hand-edited file cannot forge a line', () => {
  const evil = { ...profile, name: hostile, clientId: hostile, redirectUri: hostile }
  for (const view of [
    { ...list, profiles: [evil] },
    { kind: 'profile', profile: evil, done: 'shown' } as const,
  ]) {
    expect(shown(view)).not.toMatch(/[^\x20-\x7e\n]/)
    expect(
      shown(view)
        .split('\n')
        .some((line) => line.startsWith('forged')),
    ).toBe(false)
  }
})
