import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { describe, expect, test } from 'vitest'
import { headlessCommand } from '../../../src/commands/headless.js'
import { headlessEchoCommand, runHeadlessEcho } from '../../../src/commands/headless-echo.js'
import {
  headlessForgotPasswordCommand,
  runHeadlessForgotPassword,
} from '../../../src/commands/headless-forgot-password.js'
import { headlessGuestCommand } from '../../../src/commands/headless-guest.js'
import { headlessLoginCommand } from '../../../src/commands/headless-login.js'
import { headlessPasswordlessCommand } from '../../../src/commands/headless-passwordless.js'
import { headlessRegisterCommand } from '../../../src/commands/headless-register.js'
import { runHeadlessLogin, runOneTimePasswordLogin } from '../../../src/commands/run-headless.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { codeOf, fullCredential } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

const server = {
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
}
const unread = { file: undefined, stdin: false }
const headless = { server, redirectUri: undefined, uvid: undefined, uvidTokenFile: undefined }
const access = {
  recaptcha: unread,
  recaptchaSiteKey: undefined,
  recaptchaProject: undefined,
  integrationTokenFile: undefined,
}
const step = { start: false, finish: false, identifier: undefined, oneTimePassword: unread }
const login = {
  ...headless,
  username: undefined,
  password: unread,
  credentialsInBody: false,
  userDiscovery: false,
  loginHint: undefined,
  customData: undefined,
}
const register = {
  ...headless,
  ...access,
  ...step,
  email: undefined,
  firstName: undefined,
  lastName: undefined,
  username: undefined,
  password: unread,
  customData: undefined,
  verification: 'email',
}
const passwordless = {
  ...headless,
  ...access,
  ...step,
  username: undefined,
  verification: 'email',
}
const forgot = { ...access, ...step, site: undefined, username: undefined, newPassword: unread }

describe('what was typed behind headless login', () => {
  test.each<[readonly string[], object]>([
    [[], {}],
    [
      ['acme.my.site.com', '-i', 'id'],
      { server: { ...server, host: 'acme.my.site.com', clientId: 'id' } },
    ],
    [['-u', 'ada', '--password-stdin'], { username: 'ada', password: { ...unread, stdin: true } }],
    [['--password-file', '-'], { password: { ...unread, file: '-' } }],
    [['--credentials-in-body'], { credentialsInBody: true }],
    [['--user-discovery'], { userDiscovery: true }],
    [['--login-hint', 'x'], { userDiscovery: true, loginHint: 'x' }],
    [['--custom-data', '@data.json'], { customData: '@data.json' }],
    [['--uvid', 'U'], { uvid: 'U' }],
    [['--uvid-token-file', '-'], { uvidTokenFile: '-' }],
    [['--redirect-uri', 'app:/cb'], { redirectUri: 'app:/cb' }],
  ])('%j', async (words, options) => {
    expect(await typed(headlessLoginCommand, words)).toEqual({ ...login, ...options })
  })
})

describe('what was typed behind headless register', () => {
  test.each<[readonly string[], object]>([
    [[], {}],
    [
      ['--email', 'a@x.example', '--first-name', 'Ada', '--last-name', 'L', '-u', 'a@y.example'],
      { email: 'a@x.example', firstName: 'Ada', lastName: 'L', username: 'a@y.example' },
    ],
    [['--verification', 'sms', '--start'], { verification: 'sms', start: true }],
    [
      ['--finish', '--identifier', 'I', '--otp-stdin'],
      { finish: true, identifier: 'I', oneTimePassword: { ...unread, stdin: true } },
    ],
    [['--otp-file', 'f'], { oneTimePassword: { ...unread, file: 'f' } }],
    [['--recaptcha-file', 'f'], { recaptcha: { ...unread, file: 'f' } }],
    [
      ['--recaptcha-stdin', '--recaptcha-site-key', 'K', '--recaptcha-project', 'P'],
      {
        recaptcha: { ...unread, stdin: true },
        recaptchaSiteKey: 'K',
        recaptchaProject: 'P',
      },
    ],
    [['--integration-token-file', 'f'], { integrationTokenFile: 'f' }],
    [
      ['--custom-data', 'f', '--password-file', 'p'],
      { customData: 'f', password: { ...unread, file: 'p' } },
    ],
  ])('%j', async (words, options) => {
    expect(await typed(headlessRegisterCommand, words)).toEqual({ ...register, ...options })
  })
})

test.each<[readonly string[], object]>([
  [['-u', 'ada', '--start'], { username: 'ada', start: true }],
  [['--verification', 'sms'], { verification: 'sms' }],
])('what was typed behind headless passwordless: %j', async (words, options) => {
  expect(await typed(headlessPasswordlessCommand, words)).toEqual({ ...passwordless, ...options })
})

test.each<[readonly string[], object]>([
  [['acme.my.site.com'], { site: 'acme.my.site.com' }],
  [['-r', 'acme.my.site.com'], { site: 'acme.my.site.com' }],
  [['-u', 'ada', '--password-stdin'], { username: 'ada', newPassword: { ...unread, stdin: true } }],
])('what was typed behind headless forgot-password: %j', async (words, options) => {
  expect(await typed(headlessForgotPasswordCommand, words)).toEqual({ ...forgot, ...options })
})

test('what was typed behind headless guest and echo', async () => {
  expect(await typed(headlessGuestCommand, ['--uvid', 'U'])).toEqual({ ...headless, uvid: 'U' })
  expect(await typed(headlessEchoCommand, ['s', '--callback-url', '-'])).toEqual({
    site: 's',
    callbackUrl: '-',
  })
})

describe('what is not understood', () => {
  test.each<[(run: () => Promise<void>) => CommandUnknownOpts, readonly string[], RegExp]>([
    [headlessRegisterCommand, ['--verification', 'post'], /Allowed choices are email, sms/],
    [headlessPasswordlessCommand, ['--otp', '123456'], /unknown option/],
    [headlessLoginCommand, ['--password', 'x'], /unknown option/],
    [headlessLoginCommand, ['a', 'b'], /too many arguments/],
    [headlessGuestCommand, ['--uvid-token-file', 'x'], /unknown option/],
    [headlessForgotPasswordCommand, ['--client-id', 'x'], /unknown option/],
  ])('%o %j', async (command, words, message) => {
    expect(await misunderstood(command, words)).toMatch(message)
  })

  test('headless alone is no command', async () => {
    const parent = (run: () => Promise<void>): CommandUnknownOpts =>
      headlessCommand([headlessGuestCommand(run)])
    expect(await misunderstood(parent, [])).toMatch(/help/i)
  })
})

describe('headless runs', () => {
  const credential = fullCredential()
  const tokens = {
    kind: 'tokens',
    told: 'login',
    credential,
    store: 'key-file',
    now: epochSeconds(1),
  }
  const started = {
    kind: 'headless-started',
    identifier: new Secret('I'),
    verification: 'sms',
  } as const

  function context(views: unknown[]): Parameters<typeof runOneTimePasswordLogin>[1] {
    return {
      start: () => Promise.resolve(started),
      login: () => Promise.resolve({ credential, store: 'key-file' }),
      now: () => epochSeconds(1),
      show: (view) => void views.push(view),
    }
  }

  test('a login shows its tokens', async () => {
    const views: unknown[] = []
    await runHeadlessLogin({ start: false }, context(views))
    expect(views).toEqual([tokens])
  })

  test.each([
    [true, started],
    [false, tokens],
  ])('with --start %j it shows what that gave', async (start, view) => {
    const views: unknown[] = []
    await runOneTimePasswordLogin({ start }, context(views))
    expect(views).toEqual([view])
  })

  test('forgot-password shows where it stands', async () => {
    const views: unknown[] = []
    const reset = { kind: 'headless-reset', username: 'a', host: 'h', document: {} } as const
    const both = {
      start: () => Promise.resolve(started),
      change: () => Promise.resolve(reset),
      show: (view: unknown) => void views.push(view),
    }
    await runHeadlessForgotPassword({ ...forgot, start: true }, both)
    await runHeadlessForgotPassword(forgot, both)
    expect(views).toEqual([started, reset])
  })
})

describe('headless echo runs', () => {
  test.each<[string | undefined, string]>([
    [undefined, 'input_required'],
    ['https://acme.my.site.com/services/oauth2/echo?code=C', 'secret_on_argv'],
    ['app:/cb?code=C', 'secret_on_argv'],
  ])('a callback URL %j is asked of nobody', async (callbackUrl, code) => {
    const echo = (): Promise<never> => Promise.reject(new Error('it asked'))
    const run = (): Promise<void> =>
      runHeadlessEcho({ site: 's', callbackUrl }, { echo, show: () => undefined })
    expect(await codeOf(run)).toBe(code)
  })

  test('shows what came back', async () => {
    const shown: unknown[] = []
    await runHeadlessEcho(
      { site: 's', callbackUrl: 'f' },
      {
        echo: (site, place) => Promise.resolve({ site: site ?? '', place }),
        show: (view) => void shown.push(view),
      },
    )
    expect(shown).toEqual([{ kind: 'headless-echo', document: { site: 's', place: 'f' } }])
  })
})
