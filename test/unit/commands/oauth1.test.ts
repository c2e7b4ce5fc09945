import { describe, expect, test } from 'vitest'
import { oauth1Command, runOauth1, type Oauth1Options } from '../../../src/commands/oauth1.js'
import { AuthError } from '../../../src/kernel/errors.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import type { View } from '../../../src/kernel/view.js'
import { faultOf, fullCredential } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

const nothing: Oauth1Options = {
  host: undefined,
  issuer: undefined,
  clientId: undefined,
  clientSecretFile: undefined,
  clientSecretStdin: false,
  keyFile: undefined,
  keyId: undefined,
  authMethod: undefined,
  scopes: [],
  sessionTimeout: undefined,
  enterprise: false,
  apiVersion: '67.0',
  redirectUri: undefined,
  callbackCert: undefined,
  callbackKey: undefined,
  openBrowser: true,
  browser: undefined,
  loginTimeout: 300,
}

describe('what was typed behind oauth1', () => {
  test.each<[readonly string[], Partial<Oauth1Options>]>([
    [[], {}],
    [['acme'], { host: 'acme' }],
    [['-r', 'acme'], { host: 'acme' }],
    [['-i', 'key', '--client-secret-file', 'f'], { clientId: 'key', clientSecretFile: 'f' }],
    [['--client-secret-stdin'], { clientSecretStdin: true }],
    [['--enterprise'], { enterprise: true }],
    [['--api-version', '60.0'], { apiVersion: '60.0' }],
    [['--api-version', 'v60'], { apiVersion: '60.0' }],
    [['--redirect-uri', 'https://localhost:1/a'], { redirectUri: 'https://localhost:1/a' }],
    [['--callback-cert', 'c', '--callback-key', 'k'], { callbackCert: 'c', callbackKey: 'k' }],
    [['--no-browser'], { openBrowser: false }],
    [['--browser', 'firefox'], { browser: 'firefox' }],
    [['--login-timeout', '60'], { loginTimeout: 60 }],
    [['--session-timeout', '7200'], { sessionTimeout: 7200 }],
  ])('%j', async (words, options) => {
    expect(await typed(oauth1Command, words)).toEqual({ ...nothing, ...options })
  })

  test.each([
    [['a', 'b'], /too many arguments/],
    [['--api-version', '60.1'], /It takes a version such as 67\.0/],
    [['--api-version', '../u'], /It takes a version such as 67\.0/],
    [['--login-timeout', 'x'], /It takes a whole number of seconds/],
    [['--verifier', 'V'], /unknown option/],
    [['--scope', 'api'], /unknown option/],
    [['--issuer', 'https://idp.example'], /unknown option/],
  ])('%j is not understood', async (words, message) => {
    expect(await misunderstood(oauth1Command, words)).toMatch(message)
  })
})

describe('oauth1 runs', () => {
  test('resolves, logs in, shows, in that order', async () => {
    const events: unknown[] = []
    const credential = fullCredential()
    const views: View[] = []
    await runOauth1(nothing, {
      resolve: (options) => {
        events.push(['resolve', options])
        return Promise.resolve('the target')
      },
      login: (target) => {
        events.push(['login', target])
        return Promise.resolve({ credential, store: 'key-file' as const })
      },
      now: () => epochSeconds(5),
      show: (view) => {
        events.push('show')
        views.push(view)
      },
    })
    expect(events).toEqual([['resolve', nothing], ['login', 'the target'], 'show'])
    expect(views).toEqual([
      { kind: 'tokens', told: 'login', credential, store: 'key-file', now: 5 },
    ])
  })

  test('shows nothing when nobody approves', async () => {
    const failure = new AuthError('login_timed_out', 'nobody')
    const shown: View[] = []
    const context = {
      resolve: () => Promise.resolve(),
      login: () => Promise.reject(failure),
      now: () => epochSeconds(5),
      show: (view: View) => void shown.push(view),
    }
    expect([await faultOf(() => runOauth1(nothing, context)), shown]).toEqual([failure, []])
  })
})
