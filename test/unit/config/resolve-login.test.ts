import { describe, expect, test } from 'vitest'
import { resolveLogin, type ResolvedLogin } from '../../../src/config/resolve-login.js'
import type { LoginOptions } from '../../../src/kernel/login-options.js'
import type { Profile } from '../../../src/kernel/profile.js'
import { faultOf } from '../store/fixtures.js'

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

const profile: Profile = {
  name: 'work',
  server: { kind: 'salesforce', url: 'https://acme.my.salesforce.com' },
  clientId: 'profile-client',
  grant: 'authorization_code',
  authMethod: 'basic',
  scopes: ['profile-scope'],
  redirectUri: 'http://localhost:1/profile',
  sessionTimeout: 1,
}

const idpProfile: Profile = { ...profile, server: { kind: 'openid', url: 'https://idp.example' } }

function resolved(
  options: Partial<LoginOptions>,
  env: Record<string, string> = {},
  known?: Profile,
): ResolvedLogin {
  const sources = {
    env,
    profileName: 'work',
    profile: known,
    orgUrl: (host: string) => `https://${host}.test`,
  }
  return resolveLogin({ ...nothing, ...options }, sources)
}

test('everything from flags', () => {
  const options = {
    issuer: 'https://idp.example',
    clientId: 'flag-client',
    authMethod: 'post',
    scopes: ['a', 'b'],
    parameters: ['audience=https://api.example/?a=b', 'empty='],
    browser: 'firefox',
    redirectUri: 'http://127.0.0.1:1/flag',
    sessionTimeout: 60,
  }
  const env = {
    OAUTHCTL_HOST: 'env',
    OAUTHCTL_CLIENT_ID: 'env-client',
    OAUTHCTL_AUTH_METHOD: 'none',
    OAUTHCTL_SCOPE: 'env-scope',
    OAUTHCTL_BROWSER: 'env-browser',
    BROWSER: 'system-browser',
  }
  expect(resolved(options, env, profile)).toEqual({
    profile: 'work',
    target: { kind: 'openid', url: 'https://idp.example' },
    clientId: 'flag-client',
    authMethod: 'post',
    scopes: ['a', 'b'],
    redirectUri: 'http://127.0.0.1:1/flag',
    extra: [
      ['audience', 'https://api.example/?a=b'],
      ['empty', ''],
    ],
    sessionTimeout: 60,
    browser: 'firefox',
  })
})

test('everything from the environment', () => {
  const env = {
    OAUTHCTL_HOST: 'env',
    OAUTHCTL_CLIENT_ID: 'env-client',
    OAUTHCTL_AUTH_METHOD: 'none',
    OAUTHCTL_SCOPE: ' env-scope  other\n',
    OAUTHCTL_BROWSER: 'env-browser',
    BROWSER: 'system-browser',
  }
  expect(resolved({}, env, profile)).toEqual({
    profile: 'work',
    target: { kind: 'salesforce', url: 'https://env.test' },
    clientId: 'env-client',
    authMethod: 'none',
    scopes: ['env-scope', 'other'],
    redirectUri: undefined,
    extra: [],
    sessionTimeout: undefined,
    browser: 'env-browser',
  })
})

test('everything from the profile', () => {
  expect(resolved({}, {}, profile)).toEqual({
    profile: 'work',
    target: profile.server,
    clientId: 'profile-client',
    authMethod: 'basic',
    scopes: ['profile-scope'],
    redirectUri: 'http://localhost:1/profile',
    extra: [],
    sessionTimeout: 1,
    kept: profile,
    browser: undefined,
  })
})

test('everything else by default', () => {
  expect(resolved({ clientId: 'c' })).toEqual({
    profile: 'work',
    target: { kind: 'salesforce', url: 'https://login.test' },
    clientId: 'c',
    authMethod: undefined,
    scopes: undefined,
    redirectUri: undefined,
    extra: [],
    sessionTimeout: undefined,
    browser: undefined,
  })
})

test('an empty variable counts as unset', () => {
  const env = {
    OAUTHCTL_HOST: '',
    OAUTHCTL_ISSUER: '',
    OAUTHCTL_CLIENT_ID: '',
    OAUTHCTL_AUTH_METHOD: '',
    OAUTHCTL_SCOPE: '',
    OAUTHCTL_BROWSER: '',
    BROWSER: '',
  }
  expect(resolved({}, env, profile)).toEqual(resolved({}, {}, profile))
})

test('BROWSER counts where no other is named', () => {
  expect(resolved({ clientId: 'c' }, { BROWSER: 'w3m' }).browser).toBe('w3m')
})

describe('which server', () => {
  test.each([
    ['a host', { host: 'acme' }, {}, { kind: 'salesforce', url: 'https://acme.test' }],
    [
      'a host, whatever issuer the environment names',
      { host: 'acme' },
      { OAUTHCTL_ISSUER: 'https://idp.example' },
      { kind: 'salesforce', url: 'https://acme.test' },
    ],
    [
      'an issuer, whatever host the environment names',
      { issuer: 'https://idp.example' },
      { OAUTHCTL_HOST: 'acme' },
      { kind: 'openid', url: 'https://idp.example' },
    ],
    [
      'an issuer of the environment',
      {},
      { OAUTHCTL_ISSUER: 'https://idp.example/' },
      { kind: 'openid', url: 'https://idp.example/' },
    ],
    [
      'an issuer byte for byte',
      { issuer: 'https://IDP.example:443/a/' },
      {},
      { kind: 'openid', url: 'https://IDP.example:443/a/' },
    ],
    [
      'http on loopback',
      { issuer: 'http://127.0.0.1:9' },
      {},
      { kind: 'openid', url: 'http://127.0.0.1:9' },
    ],
  ])('%s', (_what, options, env, target) => {
    expect(resolved({ clientId: 'c', ...options }, env).target).toEqual(target)
  })

  test.each([
    [{ host: 'acme', issuer: 'https://idp.example' }, {}, 'a host and --issuer name two servers'],
    [
      {},
      { OAUTHCTL_HOST: 'acme', OAUTHCTL_ISSUER: 'https://idp.example' },
      'a host and OAUTHCTL_ISSUER name two servers',
    ],
  ])('two at once are a usage error', async (options, env, message) => {
    const fault = await faultOf(() => resolved({ clientId: 'c', ...options }, env))
    expect([fault.code, fault.message]).toEqual(['usage', message])
  })

  test.each([
    'idp.example',
    'http://idp.example',
    'http://127.0.0.1.evil.test',
    'ftp://idp.example',
    'file:///x',
    'https://a@idp.example',
    'https://:p@idp.example',
    'https://idp.example?x',
    'https://idp.example#x',
    '',
  ])('%j is no issuer', async (issuer) => {
    const fault = await faultOf(() => resolved({ clientId: 'c', issuer }))
    expect([fault.code, fault.message]).toEqual([
      'usage',
      `--issuer is no issuer URL: ${JSON.stringify(issuer)}`,
    ])
  })
})

describe('what a profile remembers is for its server and client alone', () => {
  const defaults = {
    authMethod: undefined,
    scopes: undefined,
    redirectUri: undefined,
    sessionTimeout: undefined,
  }

  test.each([
    ['another host', { host: 'other' }, {}],
    ['another client', { clientId: 'other' }, {}],
    ['another client of the environment', {}, { OAUTHCTL_CLIENT_ID: 'other' }],
    ['another server', { issuer: 'https://idp.example', clientId: 'profile-client' }, {}],
  ])('%s starts without', (_what, options, env) => {
    expect(resolved(options, env, profile)).toMatchObject(defaults)
  })

  test('one app may serve another org, so its id stays', () => {
    expect(resolved({ host: 'other' }, {}, profile).clientId).toBe('profile-client')
  })

  test.each([
    ['an org for another server', { issuer: 'https://idp.example' }, profile],
    ['another server for an org', { host: 'acme' }, idpProfile],
    ['one server for another', { issuer: 'https://other.example' }, idpProfile],
  ])('the id of %s is never sent', async (_what, options, known) => {
    expect((await faultOf(() => resolved(options, {}, known))).code).toBe('input_required')
  })
})

describe('without a client id', () => {
  test.each([
    [{}, /External Client App Manager .* http:\/\/localhost:1717\/OauthRedirect/],
    [{ issuer: 'https://idp.example' }, /native client .* http:\/\/127\.0\.0\.1\/callback/],
  ])('it says where to make one', async (options, hint) => {
    const fault = await faultOf(() => resolved(options))
    expect([fault.code, fault.exitStatus, fault.message]).toEqual([
      'input_required',
      2,
      'no client id was given, and none is built in',
    ])
    expect(fault.hint).toMatch(hint)
    expect(fault.hint).toContain('--client-id ID, or OAUTHCTL_CLIENT_ID')
  })
})

describe('--auth-method', () => {
  test.each([
    [{ authMethod: 'tls' }, {}, '--auth-method is "tls"'],
    [{}, { OAUTHCTL_AUTH_METHOD: 'POST' }, 'OAUTHCTL_AUTH_METHOD is "POST"'],
  ])('that is none is refused by where it came from', async (options, env, message) => {
    const fault = await faultOf(() => resolved({ clientId: 'c', ...options }, env))
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'usage',
      message,
      'use one of none, post, basic, private-key-jwt',
    ])
  })
})

describe('--param', () => {
  test.each(['audience', '=x', ''])('%j is not k=v', async (text) => {
    const fault = await faultOf(() => resolved({ clientId: 'c', parameters: [text] }))
    expect([fault.code, fault.message]).toEqual([
      'usage',
      `--param ${JSON.stringify(text)} is not k=v`,
    ])
  })

  test.each([
    'state',
    'nonce',
    'code_challenge',
    'code_challenge_method',
    'response_type',
    'redirect_uri',
    'client_id',
    'client_secret',
  ])('cannot weaken a login by %s, and does not repeat the value', async (name) => {
    const fault = await faultOf(() => resolved({ clientId: 'c', parameters: [`${name}=CANARY`] }))
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'usage',
      `--param ${name} would replace what oauthctl makes itself`,
      `leave --param ${name} out`,
    ])
  })
})

describe('parameters that have a flag', () => {
  const client = { clientId: 'c' }

  test.each<[Partial<LoginOptions>, Partial<ResolvedLogin>]>([
    [{ display: 'touch' }, { extra: [['display', 'touch']] }],
    [
      { ssoProvider: 'AcmeIdP', parameters: ['a=b'] },
      {
        extra: [
          ['sso_provider', 'AcmeIdP'],
          ['a', 'b'],
        ],
      },
    ],
    [{ immediate: true }, { prompt: undefined, extra: [['immediate', 'true']] }],
    [{ prompt: 'login consent' }, { prompt: 'login consent', extra: [] }],
    [
      { issuer: 'https://idp.example', immediate: true },
      { prompt: 'none', extra: [] },
    ],
    [
      { issuer: 'https://idp.example', flow: 'user-agent', display: 'page' },
      { extra: [['display', 'page']] },
    ],
  ])('%j', (options, wanted) => {
    expect(resolved({ ...client, ...options })).toMatchObject(wanted)
  })

  test.each<[Partial<LoginOptions>, string]>([
    [{ display: 'tv' }, '--display "tv" is not a kind of pages'],
    [{ immediate: true, prompt: 'login' }, '--immediate and --prompt contradict each other'],
    [
      { issuer: 'https://idp.example', ssoProvider: 'x' },
      "--sso-provider is Salesforce's own, and --issuer names another server",
    ],
    [
      { issuer: 'https://idp.example', flow: 'hybrid' },
      "--hybrid is Salesforce's own, and --issuer names another server",
    ],
    [
      { issuer: 'https://idp.example', flow: 'hybrid-user-agent' },
      "--hybrid-user-agent is Salesforce's own, and --issuer names another server",
    ],
  ])('%j is refused', async (options, message) => {
    const fault = await faultOf(() => resolved({ ...client, ...options }))
    expect([fault.code, fault.message]).toEqual(['usage', message])
  })
})
