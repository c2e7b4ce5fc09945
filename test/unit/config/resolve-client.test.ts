import { describe, expect, test } from 'vitest'
import {
  requiredClientId,
  resolveClient,
  type ResolvedClient,
} from '../../../src/config/resolve-client.js'
import type { Profile, ServerTarget } from '../../../src/kernel/profile.js'
import type { ServerOptions } from '../../../src/kernel/server-options.js'
import { faultOf } from '../store/fixtures.js'

const nothing: ServerOptions = {
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

const profile: Profile = {
  name: 'work',
  server: { kind: 'salesforce', url: 'https://acme.test' },
  clientId: 'profile-client',
  grant: 'jwt_bearer',
  authMethod: 'basic',
  scopes: ['profile-scope'],
  redirectUri: undefined,
  sessionTimeout: 1,
}

const idpProfile: Profile = { ...profile, server: { kind: 'openid', url: 'https://idp.example' } }

function resolved(
  options: Partial<ServerOptions>,
  env: Record<string, string> = {},
  known?: Profile,
): ResolvedClient {
  const orgUrl = (host: string): string => `https://${host}.test`
  const sources = { env, profileName: 'work', profile: known, orgUrl }
  return resolveClient({ ...nothing, ...options }, sources)
}

const flags: Partial<ServerOptions> = {
  host: 'flag',
  clientId: 'flag-client',
  authMethod: 'post',
  scopes: ['flag-scope'],
  sessionTimeout: 60,
}
const env = {
  OAUTHCTL_HOST: 'env',
  OAUTHCTL_CLIENT_ID: 'env-client',
  OAUTHCTL_AUTH_METHOD: 'private-key-jwt',
  OAUTHCTL_SCOPE: ' env-a  env-b\t',
}

describe('precedence', () => {
  test('flags win over everything', () => {
    expect(resolved(flags, env, profile)).toEqual({
      profile: 'work',
      target: { kind: 'salesforce', url: 'https://flag.test' },
      clientId: 'flag-client',
      authMethod: 'post',
      scopes: ['flag-scope'],
      sessionTimeout: 60,
      kept: undefined,
    })
  })

  test('the environment wins over the profile', () => {
    expect(resolved({}, env, profile)).toEqual({
      profile: 'work',
      target: { kind: 'salesforce', url: 'https://env.test' },
      clientId: 'env-client',
      authMethod: 'private-key-jwt',
      scopes: ['env-a', 'env-b'],
      sessionTimeout: undefined,
      kept: undefined,
    })
  })

  test('the profile wins over the default', () => {
    expect(resolved({}, {}, profile)).toEqual({
      profile: 'work',
      target: profile.server,
      clientId: 'profile-client',
      authMethod: 'basic',
      scopes: ['profile-scope'],
      sessionTimeout: 1,
      kept: profile,
    })
  })

  test('by default it is production, and nothing else is made up', () => {
    expect(resolved({})).toEqual({
      profile: 'work',
      target: { kind: 'salesforce', url: 'https://login.test' },
      clientId: undefined,
      authMethod: undefined,
      scopes: undefined,
      sessionTimeout: undefined,
      kept: undefined,
    })
  })

  test('an empty variable counts as unset', () => {
    const empty = Object.fromEntries(Object.keys(env).map((name) => [name, '']))
    expect(resolved({}, { ...empty, OAUTHCTL_ISSUER: '' }, profile)).toEqual(
      resolved({}, {}, profile),
    )
  })
})

describe('the server', () => {
  test.each<[Partial<ServerOptions>, Record<string, string>, ServerTarget]>([
    [{ issuer: 'https://a.example/x/' }, {}, { kind: 'openid', url: 'https://a.example/x/' }],
    [{}, { OAUTHCTL_ISSUER: 'https://a.example' }, { kind: 'openid', url: 'https://a.example' }],
    [
      { issuer: 'http://127.0.0.1:8080' },
      { OAUTHCTL_HOST: 'env' },
      { kind: 'openid', url: 'http://127.0.0.1:8080' },
    ],
    [
      { host: 'flag' },
      { OAUTHCTL_ISSUER: 'https://a.example' },
      { kind: 'salesforce', url: 'https://flag.test' },
    ],
  ])('%j with %j', (options, variables, target) => {
    expect(resolved(options, variables, profile).target).toEqual(target)
  })

  test.each<[Partial<ServerOptions>, Record<string, string>, string]>([
    [{ host: 'acme', issuer: 'https://a.example' }, {}, 'a host and --issuer name two servers'],
    [
      {},
      { OAUTHCTL_HOST: 'acme', OAUTHCTL_ISSUER: 'https://a.example' },
      'a host and OAUTHCTL_ISSUER name two servers',
    ],
    [{ issuer: 'acme' }, {}, '--issuer is no issuer URL: "acme"'],
    [{ issuer: 'http://a.example' }, {}, '--issuer is no issuer URL: "http://a.example"'],
    [{ issuer: 'https://a.example?b' }, {}, '--issuer is no issuer URL: "https://a.example?b"'],
    [{}, { OAUTHCTL_ISSUER: 'x' }, 'OAUTHCTL_ISSUER is no issuer URL: "x"'],
    [{ authMethod: 'secret' }, {}, '--auth-method is "secret"'],
    [{}, { OAUTHCTL_AUTH_METHOD: 'POST' }, 'OAUTHCTL_AUTH_METHOD is "POST"'],
  ])('%j with %j is a usage error', async (options, variables, message) => {
    const error = await faultOf(() => resolved(options, variables))
    expect([error.code, error.message]).toEqual(['usage', message])
  })

  test.each(['none', 'post', 'basic', 'private-key-jwt'])('%s is a method', (authMethod) => {
    expect(resolved({ authMethod }).authMethod).toBe(authMethod)
  })
})

describe("a profile's defaults belong to its client at its server", () => {
  const withoutDefaults = { authMethod: undefined, scopes: undefined, sessionTimeout: undefined }

  test.each<[string, Partial<ServerOptions>, Profile]>([
    ['the host named again', { host: 'acme' }, profile],
    ['the client named again', { clientId: 'profile-client' }, profile],
    ['the issuer named again', { issuer: 'https://idp.example' }, idpProfile],
  ])('%s changes nothing', (_what, options, known) => {
    expect(resolved(options, {}, known)).toEqual(resolved({}, {}, known))
  })

  test.each<[string, Partial<ServerOptions>, Profile, string | undefined]>([
    ['another client', { clientId: 'other' }, profile, 'other'],
    ['another org, which the same app may serve', { host: 'beta' }, profile, 'profile-client'],
    ['another issuer', { issuer: 'https://other.example' }, idpProfile, undefined],
    ['an issuer with another slash', { issuer: 'https://idp.example/' }, idpProfile, undefined],
    ['an issuer instead of an org', { issuer: 'https://other.example' }, profile, undefined],
    ['an org instead of an issuer', { host: 'acme' }, idpProfile, undefined],
    [
      'the URL of the org as issuer',
      { issuer: 'https://acme.test', clientId: 'profile-client' },
      profile,
      'profile-client',
    ],
  ])('%s starts without them', (_what, options, known, clientId) => {
    expect(resolved(options, {}, known)).toMatchObject({
      clientId,
      kept: undefined,
      ...withoutDefaults,
    })
  })
})

describe('a client id', () => {
  test('that was given is taken', () => {
    expect(requiredClientId(resolved({ clientId: 'x' }))).toBe('x')
  })

  test.each<[Partial<ServerOptions>, RegExp]>([
    [
      {},
      /External Client App Manager with the callback URL http:\/\/localhost:1717\/OauthRedirect/,
    ],
    [{ issuer: 'https://idp.example' }, /redirect URI http:\/\/127\.0\.0\.1\/callback/],
  ])('that is missing is asked for: %j', async (options, hint) => {
    const error = await faultOf(() => requiredClientId(resolved(options)))
    expect([error.code, error.exitStatus]).toEqual(['input_required', 2])
    expect(error.hint).toMatch(hint)
    expect(error.hint).toMatch(/--client-id ID, or OAUTHCTL_CLIENT_ID$/)
  })
})
