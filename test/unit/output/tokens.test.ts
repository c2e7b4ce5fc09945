import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import type { BareTokenView, OutputFormat, TokenView } from '../../../src/kernel/view.js'
import { codeOf } from '../store/fixtures.js'
import { body, credential, hostile, shown, tokenView } from './views.js'

const bare: BareTokenView = {
  kind: 'bare-token',
  accessToken: new Secret(body.access_token),
  profile: 'work',
}
const noInstance = {
  ...tokenView,
  credential: { ...credential, tokens: { ...credential.tokens, instanceUrl: undefined } },
}

describe('a token in every format', () => {
  test.each<[OutputFormat, string]>([
    ['text', '00D000000000001!AQ.access\n'],
    ['token', '00D000000000001!AQ.access\n'],
    ['header', 'Authorization: Bearer 00D000000000001!AQ.access\n'],
    [
      'env',
      "export ACCESS_TOKEN='00D000000000001!AQ.access'\nexport INSTANCE_URL='https://acme.my.salesforce.com'\n",
    ],
    [
      'fish',
      "set -gx ACCESS_TOKEN '00D000000000001!AQ.access'\nset -gx INSTANCE_URL 'https://acme.my.salesforce.com'\n",
    ],
    [
      'powershell',
      "$Env:ACCESS_TOKEN = '00D000000000001!AQ.access'\n$Env:INSTANCE_URL = 'https://acme.my.salesforce.com'\n",
    ],
    [
      'dotenv',
      'ACCESS_TOKEN="00D000000000001!AQ.access"\nINSTANCE_URL="https://acme.my.salesforce.com"\n',
    ],
  ])('%s', (format, text) => {
    expect(shown(tokenView, format)).toBe(text)
  })

  test('json is the answer as it came, in its order, with profile and expiry behind', () => {
    const text = shown(tokenView, 'json')
    const { access_token } = body
    expect([text.endsWith('}\n'), text.slice(0, 17 + access_token.length)]).toEqual([
      true,
      `{"access_token":"${access_token}`,
    ])
    expect(Object.entries(JSON.parse(text))).toEqual([
      ...Object.entries(body),
      ['profile', 'work'],
      ['expires_at', 1_790_007_200],
      ['expires_at_iso', '2026-09-21T16:13:20Z'],
    ])
  })

  test('json says no expiry where the server said no lifetime', () => {
    const { tokens } = credential
    const view = {
      ...tokenView,
      credential: { ...credential, tokens: { ...tokens, expiry: undefined } },
    }
    expect(JSON.parse(shown(view, 'json'))).toEqual({ ...body, profile: 'work' })
  })

  test.each(['env', 'fish', 'powershell', 'dotenv'] as const)(
    '%s names no instance where there is none',
    (format) => {
      expect(shown(noInstance, format).split('\n')).toHaveLength(2)
      expect(shown(bare, format).split('\n')).toHaveLength(2)
    },
  )
})

describe('--redact leaves no secret in any format', () => {
  const formats = [
    'text',
    'json',
    'token',
    'header',
    'env',
    'powershell',
    'fish',
    'dotenv',
  ] as const

  test.each(formats)('%s', (format) => {
    for (const told of ['token', 'login', 'refresh'] as const) {
      const text = shown({ ...tokenView, told }, format, true)
      for (const secret of [body.access_token, body.refresh_token, body.signature, 'CANARY']) {
        expect(text).not.toContain(secret)
      }
    }
    expect(shown(bare, format, true)).not.toContain(body.access_token)
  })

  test('but a fingerprint, so that tokens can be told apart', () => {
    expect(shown(tokenView, 'header', true)).toMatch(/^Authorization: Bearer sha256:[0-9a-f]{8}\n$/)
  })
})

describe('text tells the story of a login or a refresh, without a secret', () => {
  test('login', () => {
    expect(shown({ ...tokenView, told: 'login' })).toMatchInlineSnapshot(`
      "Logged in to acme.my.salesforce.com
        profile  work
        user     ada@acme.example
        org      00D000000000001EAA
        scopes   refresh_token api
        expires  in 110 min
        stored   sealed, key from keychain
      "
    `)
  })

  test('refresh of a token without a known end or a name, in memory', () => {
    const { tokens, identity } = credential
    const view: TokenView = {
      ...tokenView,
      told: 'refresh',
      store: 'memory',
      credential: {
        ...credential,
        identity: { ...identity, username: undefined, orgId: undefined },
        tokens: { ...tokens, expiry: undefined, scopes: undefined, instanceUrl: undefined },
      },
    }
    expect(shown(view)).toMatchInlineSnapshot(`
      "Refreshed the token for login.salesforce.com
        profile  work
        user     https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA
        stored   nowhere: --no-store
      "
    `)
  })

  test.each(['login', 'refresh'] as const)('%s shows no secret', (told) => {
    const text = shown({ ...tokenView, told })
    for (const secret of [body.access_token, body.refresh_token, body.signature, 'CANARY']) {
      expect(text).not.toContain(secret)
    }
  })

  test('words of the server cannot forge a line', () => {
    const identity = { ...credential.identity, username: hostile, orgId: hostile }
    const tokens = { ...credential.tokens, scopes: [hostile] }
    const text = shown({
      ...tokenView,
      told: 'login',
      credential: { ...credential, identity, tokens },
    })
    expect(text).not.toMatch(/[^\x20-\x7e\n]/)
    expect(text.split('\n').filter((line) => line.startsWith('forged'))).toEqual([])
  })
})

describe('a token of the environment, of which only the token is known', () => {
  test.each<[OutputFormat, string]>([
    ['text', '00D000000000001!AQ.access\n'],
    ['token', '00D000000000001!AQ.access\n'],
    ['header', 'Authorization: Bearer 00D000000000001!AQ.access\n'],
    ['env', "export ACCESS_TOKEN='00D000000000001!AQ.access'\n"],
    [
      'json',
      '{"access_token":"00D000000000001!AQ.access","token_type":"Bearer","profile":"work"}\n',
    ],
  ])('%s', (format, text) => {
    expect(shown(bare, format)).toBe(text)
  })

  test.each(['text', 'token', 'header', 'env', 'powershell', 'fish', 'dotenv'] as const)(
    'with a line break in it prints nothing as %s',
    async (format) => {
      const view = { ...bare, accessToken: new Secret('a\r\nX-Evil: 1') }
      expect(await codeOf(() => shown(view, format))).toBe('bad_answer')
    },
  )

  test('with a line break in it is escaped in JSON', () => {
    const view = { ...bare, accessToken: new Secret('a\nb') }
    expect(JSON.parse(shown(view, 'json'))).toHaveProperty('access_token', 'a\nb')
  })
})
