import { describe, expect, test } from 'vitest'
import { loginCommand, runLogin } from '../../../src/commands/login.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { LoginOptions } from '../../../src/kernel/login-options.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import type { View } from '../../../src/kernel/view.js'
import { faultOf, fullCredential } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

const nothing: LoginOptions = {
  host: undefined,
  issuer: undefined,
  clientId: undefined,
  clientSecretFile: undefined,
  clientSecretStdin: false,
  keyFile: undefined,
  keyId: undefined,
  authMethod: undefined,
  scopes: [],
  flow: 'web-server',
  parameters: [],
  openBrowser: true,
  browser: undefined,
  ports: [],
  redirectUri: undefined,
  callbackCert: undefined,
  callbackKey: undefined,
  prompt: undefined,
  loginHint: undefined,
  ssoProvider: undefined,
  display: undefined,
  immediate: false,
  loginTimeout: 300,
  sessionTimeout: undefined,
  paste: false,
}

describe('what was typed behind login', () => {
  test.each<[readonly string[], Partial<LoginOptions>]>([
    [[], {}],
    [['acme'], { host: 'acme' }],
    [['-r', 'https://acme.my.salesforce.com'], { host: 'https://acme.my.salesforce.com' }],
    [['--instance-url', 'acme'], { host: 'acme' }],
    [['acme', '-r', 'other'], { host: 'acme' }],
    [['--issuer', 'https://idp.example'], { issuer: 'https://idp.example' }],
    [['-i', 'client'], { clientId: 'client' }],
    [['--client-id=client'], { clientId: 'client' }],
    [['--client-secret-file', '-'], { clientSecretFile: '-' }],
    [['--client-secret-stdin'], { clientSecretStdin: true }],
    [['--auth-method', 'basic'], { authMethod: 'basic' }],
    [['--key-file', 'key.pem', '--key-id', 'k1'], { keyFile: 'key.pem', keyId: 'k1' }],
    [['-f', 'key.pem'], { keyFile: 'key.pem' }],
    [['--jwt-key-file', 'key.pem'], { keyFile: 'key.pem' }],
    [['-s', 'api', '-s', 'web id'], { scopes: ['api', 'web', 'id'] }],
    [['-s', ' api\t web ', 'acme'], { scopes: ['api', 'web'], host: 'acme' }],
    [['--scope', ''], { scopes: [] }],
    [
      ['--param', 'a=b', '--param', 'c=d=e', 'acme'],
      { parameters: ['a=b', 'c=d=e'], host: 'acme' },
    ],
    [['--no-browser'], { openBrowser: false }],
    [['--browser', 'firefox'], { browser: 'firefox' }],
    [['--port', '1717', '--port', '0', 'acme'], { ports: [1717, 0], host: 'acme' }],
    [['--redirect-uri', 'http://localhost:1/x'], { redirectUri: 'http://localhost:1/x' }],
    [['--prompt', 'consent', '--login-hint', 'ada'], { prompt: 'consent', loginHint: 'ada' }],
    [['--login-timeout', '0'], { loginTimeout: 0 }],
    [['--hybrid'], { flow: 'hybrid' }],
    [['--user-agent', 'acme'], { flow: 'user-agent', host: 'acme' }],
    [['--hybrid-user-agent'], { flow: 'hybrid-user-agent' }],
    [['--sso-provider', 'AcmeIdP', 'acme'], { ssoProvider: 'AcmeIdP', host: 'acme' }],
    [['--display', 'touch', '--immediate'], { display: 'touch', immediate: true }],
    [
      ['--callback-cert', 'c.pem', '--callback-key', 'k.pem'],
      { callbackCert: 'c.pem', callbackKey: 'k.pem' },
    ],
    [['--session-timeout', '7200'], { sessionTimeout: 7200 }],
    [['--paste'], { paste: true }],
    [['--', 'acme'], { host: 'acme' }],
  ])('%j', async (words, options) => {
    expect(await typed(loginCommand, words)).toEqual({ ...nothing, ...options })
  })

  test('two commands in one process do not share what was collected', async () => {
    await typed(loginCommand, ['-s', 'a', '--port', '1', '--param', 'a=b'])
    expect(await typed(loginCommand, [])).toEqual(nothing)
  })

  test.each([
    [['a', 'b'], /too many arguments/],
    [['--port', '65536'], /It takes a port, 0 to 65535/],
    [['--port', '-1'], /./],
    [['--port', '1e3'], /It takes a port/],
    [['--port', ''], /It takes a port/],
    [['--login-timeout', '2147484'], /It takes a whole number of seconds/],
    [['--login-timeout', '1.5'], /It takes a whole number of seconds/],
    [['--session-timeout', 'x'], /It takes a whole number of seconds/],
    [['--client-secret', 'x'], /unknown option/],
    [['--nope'], /unknown option/],
    [['--issuer'], /argument missing/],
  ])('%j is not understood', async (words, message) => {
    expect(await misunderstood(loginCommand, words)).toMatch(message)
  })

  test.each([
    [['--hybrid', '--user-agent'], '--hybrid and --user-agent are different flows'],
    [['--hybrid-user-agent', '--hybrid'], '--hybrid and --hybrid-user-agent are different flows'],
  ])('%j is two flows', async (words, message) => {
    const fault = await faultOf(() =>
      loginCommand(() => Promise.resolve()).parseAsync([...words], { from: 'user' }),
    )
    expect([fault.code, fault.message]).toEqual(['usage', message])
  })

  test('aliases of other tools work and are not in the help', () => {
    const help = loginCommand(() => Promise.resolve()).helpInformation()
    expect([help.includes('--instance-url'), help.includes('--client-secret-file')]).toEqual([
      false,
      true,
    ])
  })
})

describe('login runs', () => {
  test('resolves, logs in, shows, in that order', async () => {
    const events: unknown[] = []
    const credential = fullCredential()
    const views: View[] = []
    await runLogin(nothing, {
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

  test.each(['resolve', 'login'])('shows nothing when %s fails', async (step) => {
    const failure = new AuthError('access_denied', 'no')
    const fails = (name: string): Promise<void> =>
      name === step ? Promise.reject(failure) : Promise.resolve()
    const shown: View[] = []
    const context = {
      resolve: () => fails('resolve'),
      login: async () => {
        await fails('login')
        return { credential: fullCredential(), store: 'memory' as const }
      },
      now: () => epochSeconds(5),
      show: (view: View) => void shown.push(view),
    }
    expect(await faultOf(() => runLogin(nothing, context))).toBe(failure)
    expect(shown).toEqual([])
  })
})
