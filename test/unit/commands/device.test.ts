import { describe, expect, test } from 'vitest'
import { deviceCommand, runDevice, type DeviceOptions } from '../../../src/commands/device.js'
import { AuthError } from '../../../src/kernel/errors.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import type { View } from '../../../src/kernel/view.js'
import { faultOf, fullCredential } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

const nothing: DeviceOptions = {
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
  open: false,
  qr: true,
  loginTimeout: undefined,
}

describe('what was typed behind device', () => {
  test.each<[readonly string[], Partial<DeviceOptions>]>([
    [[], {}],
    [['acme'], { host: 'acme' }],
    [['-r', 'acme'], { host: 'acme' }],
    [['--issuer', 'https://idp.example'], { issuer: 'https://idp.example' }],
    [['-i', 'client', '--client-secret-stdin'], { clientId: 'client', clientSecretStdin: true }],
    [['-s', 'api refresh_token'], { scopes: ['api', 'refresh_token'] }],
    [['--session-timeout', '7200'], { sessionTimeout: 7200 }],
    [['--open'], { open: true }],
    [['--no-qr', 'acme'], { qr: false, host: 'acme' }],
    [['--login-timeout', '60'], { loginTimeout: 60 }],
    [['--login-timeout', '0'], { loginTimeout: 0 }],
  ])('%j', async (words, options) => {
    expect(await typed(deviceCommand, words)).toEqual({ ...nothing, ...options })
  })

  test.each([
    [['a', 'b'], /too many arguments/],
    [['--login-timeout', '1.5'], /It takes a whole number of seconds/],
    [['--user-code', 'ABCD'], /unknown option/],
    [['--qr'], /unknown option/],
  ])('%j is not understood', async (words, message) => {
    expect(await misunderstood(deviceCommand, words)).toMatch(message)
  })
})

describe('device runs', () => {
  test('resolves, logs in, shows, in that order', async () => {
    const events: unknown[] = []
    const credential = fullCredential()
    const views: View[] = []
    await runDevice(nothing, {
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
    expect([await faultOf(() => runDevice(nothing, context)), shown]).toEqual([failure, []])
  })
})
