import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/kernel/json.js'
import type { CorsView, RegistrationView } from '../../../src/kernel/server-views.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { corsJson, corsText } from '../../../src/output/cors.js'
import { authConfigurationText, discoveryText, keySetText } from '../../../src/output/discovery.js'
import {
  deregistrationJson,
  deregistrationText,
  registrationJson,
  registrationText,
} from '../../../src/output/registration.js'
import { plain } from '../../../src/output/style.js'

const org = { kind: 'salesforce', url: 'https://acme.my.salesforce.com' } as const
const hostile = 'a\u001b]0;x\u0007\u202eb\nc'

describe('discover', () => {
  const told = (document: JsonObject, remarks: readonly string[] = []): string =>
    discoveryText({ kind: 'discovery', target: org, document, remarks }, plain)

  test('lists endpoints short on the issuer and whole elsewhere, and lists compact', () => {
    expect(
      told(
        {
          issuer: 'https://acme.my.salesforce.com/',
          token_endpoint: 'https://acme.my.salesforce.com/services/oauth2/token',
          jwks_uri: 'https://keys.example/jwks',
          op_policy_uri: 'https://acme.example/policy',
          scopes_supported: ['api', 'web'],
          grant_types_supported: [],
        },
        ['no revocation_endpoint: nothing can be revoked'],
      ),
    ).toBe(
      [
        'https://acme.my.salesforce.com/',
        'Endpoints',
        '  token  /services/oauth2/token',
        '  jwks   https://keys.example/jwks',
        'Supported',
        '  scopes  api, web',
        'Missing or unusual',
        '  - no revocation_endpoint: nothing can be revoked',
        '',
      ].join('\n'),
    )
  })

  test('breaks a long list between its words', () => {
    const scopes = Array.from({ length: 30 }, (_, index) => `scope_number_${index}`)
    const lines = told({ issuer: org.url, scopes_supported: scopes }).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100)
    expect(lines.slice(2).join('').replaceAll(/\s+/g, '').slice('scopes'.length)).toBe(
      scopes.join(','),
    )
  })

  test('T24: nothing a server says moves a cursor or forges a line', () => {
    const text = told({ issuer: hostile, token_endpoint: hostile, scopes_supported: [hostile] }, [
      hostile,
    ])
    expect(text).not.toMatch(/[\u001b\u0007\u202e]|\nc/)
  })

  test('--auth names the page and the ways in, and a command that can be pasted', () => {
    const view = {
      kind: 'auth-configuration',
      target: org,
      orgId: '00D2o000000i6mB',
      url: org.url,
      pageType: 'standard',
      pageUrl: undefined,
      takesPassword: true,
      certificateLogin: false,
      providers: [
        { kind: 'saml', name: 'a;rm -rf ~', url: 'https://okta.example/sso' },
        { kind: 'auth_provider', name: 'Google', url: undefined },
      ],
      document: {},
    } as const
    expect(authConfigurationText(view, plain)).toBe(
      [
        'acme.my.salesforce.com',
        '  org         00D2o000000i6mB',
        '  url         https://acme.my.salesforce.com',
        '  login page  standard',
        '  password    yes',
        'SAML',
        '  a;rm -rf ~  https://okta.example/sso',
        'Authentication providers',
        '  Google  (no address given)',
        'Straight to one of them: oauthctl login acme.my.salesforce.com --sso-provider Google',
        '',
      ].join('\n'),
    )
  })

  test('--keys shows each key with its thumbprint, and a private one with a warning', () => {
    const key = {
      kid: '1',
      kty: 'RSA',
      alg: 'RS256',
      use: 'sig',
      size: '2048 bits',
      thumbprint: 'T',
      isPrivate: false,
    }
    const bare = {
      kid: undefined,
      kty: 'oct',
      alg: undefined,
      use: undefined,
      size: undefined,
      thumbprint: undefined,
      isPrivate: true,
    }
    const view = {
      kind: 'key-set',
      url: 'https://a/jwks',
      document: {},
      keys: [key, bare],
    } as const
    expect(keySetText(view, plain)).toBe(
      [
        'https://a/jwks  2 keys',
        '  1  RSA, 2048 bits, RS256, use sig',
        '    sha256 T',
        '  (no kid)  oct',
        '    holds a private member: anyone can sign with it',
        '',
      ].join('\n'),
    )
  })
})

describe('register', () => {
  const document = {
    client_id: 'c1',
    client_secret: 'SECRET-ONE',
    registration_access_token: 'SECRET-TWO',
    registration_client_uri: 'https://idp.example/register/c1',
    client_name: 'Mine',
    redirect_uris: ['http://localhost:1717/OauthRedirect'],
    token_endpoint_auth_method: 'client_secret_post',
    scopes: ['api', 'openid'],
  }
  const view: RegistrationView = {
    kind: 'registration',
    told: 'registered',
    profile: 'work',
    host: 'acme.my.salesforce.com',
    document,
    hasSecret: true,
    secretExpiresAt: epochSeconds(1_790_086_400),
    managed: true,
    store: 'keychain',
    now: epochSeconds(1_790_000_000),
  }

  test('the text tells the client and what to do next, and no secret', () => {
    expect(registrationText(view, plain)).toBe(
      [
        'Registered Mine at acme.my.salesforce.com',
        '  client id  c1',
        '  secret     sealed in profile work, expires 2026-09-22T14:13:20Z (in 24 h)',
        '  auth       client_secret_post',
        '  redirects  http://localhost:1717/OauthRedirect',
        '  scopes     api, openid',
        '  profile    work',
        'Log in with it: oauthctl login -p work',
        'Later: oauthctl register show, update or delete -p work',
        '',
      ].join('\n'),
    )
  })

  test('the text of a client that is not kept does not promise a login', () => {
    const text = registrationText({ ...view, store: 'memory' }, plain)
    expect(text).toContain('kept nowhere')
    expect(text).not.toContain('oauthctl login')
    expect(text).not.toContain('SECRET')
  })

  test('the JSON is the document as it came; redacted, every secret is a fingerprint', () => {
    expect(registrationJson(view, false)).toEqual(document)
    expect(registrationJson(view, true)).toEqual({
      ...document,
      client_secret: expect.stringMatching(/^sha256:[0-9a-f]{8}$/) as string,
      registration_access_token: expect.stringMatching(/^sha256:[0-9a-f]{8}$/) as string,
    })
  })

  test('T24: a hostile client is shown harmless', () => {
    const text = registrationText(
      { ...view, document: { ...document, client_name: hostile, redirect_uris: [hostile] } },
      plain,
    )
    expect(text).not.toMatch(/[\u001b\u0007\u202e]|\nc\n/)
  })

  test('a client that is gone is told by its id', () => {
    const gone = {
      kind: 'deregistration',
      profile: 'work',
      host: 'h.example',
      clientId: 'c1',
    } as const
    expect(deregistrationJson(gone)).toEqual({ client_id: 'c1', deleted: true })
    expect(deregistrationText(gone, plain)).toBe(
      'Removed the client c1 at h.example; profile work keeps its settings\n',
    )
  })
})

describe('cors', () => {
  const view: CorsView = {
    kind: 'cors',
    origin: 'https://app.example',
    target: org,
    endpoints: [
      { path: '/a', verdict: 'allowed', expected: 'allowed' },
      { path: '/services/oauth2/token', verdict: 'allow_list', expected: 'setting' },
      { path: '/r', verdict: 'refused', expected: 'never' },
    ],
  }

  test('the JSON is that of the contract', () => {
    expect(corsJson(view)).toEqual({
      origin: 'https://app.example',
      host: 'acme.my.salesforce.com',
      endpoints: view.endpoints,
    })
  })

  test('the text is one line for each endpoint and under it what to do', () => {
    expect(corsText(view, plain)).toBe(
      [
        'https://app.example at acme.my.salesforce.com',
        '  /a                      allowed       meant for every origin',
        '  /services/oauth2/token  not listed    meant for listed origins, once CORS is on for OAuth endpoints',
        '  /r                      refused       never for web pages',
        'To do:',
        '  - Setup > CORS > Allowed Origins List > New: https://app.example',
        '  - Setup > CORS > Cross-Origin Resource Sharing (CORS) Policy Settings > Edit: Enable CORS for OAuth endpoints',
        '',
      ].join('\n'),
    )
  })

  test('a pool names the host to use instead', () => {
    const endpoints = [{ path: '/a', verdict: 'wrong_host', expected: 'wrong_host' }] as const
    expect(corsText({ ...view, endpoints }, plain)).toContain('use the My Domain of the org')
  })

  test('another server than Salesforce is not sent to Setup', () => {
    const endpoints = [{ path: '/a', verdict: 'refused', expected: 'allowed' }] as const
    const target = { kind: 'openid', url: 'https://idp.example' } as const
    const text = corsText({ ...view, endpoints, target }, plain)
    expect(text).toContain('allow the origin for the client')
    expect(text).not.toContain('Setup')
  })
})
