import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { discover } from '../../../src/flows/discover.js'
import { discoverAuth } from '../../../src/flows/discover-auth.js'
import { discoverKeys } from '../../../src/flows/discover-keys.js'
import { discoverRemarks } from '../../../src/flows/discover-remarks.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { answer, never, network } from '../../support/fakes.js'
import { faultOf } from '../store/fixtures.js'

const target = { kind: 'openid', url: 'https://idp.example' } as const
const document = {
  issuer: 'https://idp.example',
  authorization_endpoint: 'https://idp.example/authorize',
  token_endpoint: 'https://idp.example/token',
  jwks_uri: 'https://idp.example/jwks',
}

describe('discover', () => {
  test('gives the document as it came, unknown members and order included, and where it was', async () => {
    const odd = { zeta: [1, { a: null }], ...document }
    const { fetch } = network(() => answer(odd))
    const found = await discover(target, openidProvider, { fetch }, never)
    expect(JSON.stringify(found.document)).toBe(JSON.stringify(odd))
    expect(found.foundAt).toBe('https://idp.example/.well-known/openid-configuration')
    expect(found.server.endpoints.jwks).toBe('https://idp.example/jwks')
  })

  test('takes the OAuth document where there is no OpenID one', async () => {
    const { fetch, requests } = network(({ url }) =>
      url.endsWith('openid-configuration') ? answer('', { status: 404 }) : answer(document),
    )
    const found = await discover(target, openidProvider, { fetch }, never)
    expect(found.foundAt).toBe('https://idp.example/.well-known/oauth-authorization-server')
    expect(requests).toHaveLength(2)
  })

  test('T12, T14: a name given twice and a redirect are refused', async () => {
    const twice = network(() => answer('{"issuer":"https://idp.example","\\u0069ssuer":"x"}'))
    expect(await faultOf(() => discover(target, openidProvider, twice, never))).toMatchObject({
      code: 'bad_metadata',
    })
    const moved = network(() => answer('', { status: 302, headers: { location: '/x' } }))
    expect(await faultOf(() => discover(target, openidProvider, moved, never))).toMatchObject({
      code: 'unexpected_redirect',
    })
  })
})

describe('what is missing or unusual', () => {
  const whole = {
    ...document,
    revocation_endpoint: 'https://idp.example/revoke',
    introspection_endpoint: 'https://idp.example/introspect',
    userinfo_endpoint: 'https://idp.example/userinfo',
    end_session_endpoint: 'https://idp.example/logout',
    registration_endpoint: 'https://idp.example/register',
    device_authorization_endpoint: 'https://idp.example/device',
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
  }
  const without = (name: string): typeof whole =>
    Object.fromEntries(Object.entries(whole).filter(([member]) => member !== name)) as typeof whole

  test('of a server with everything there is nothing to say', () => {
    expect(discoverRemarks(whole, target)).toEqual([])
  })

  test.each([
    ...Object.keys(whole).filter((name) => /revo|intro|userinfo|jwks|end_|regis|device/.test(name)),
  ])('a missing %s is one line that says what cannot be done', (name) => {
    expect(discoverRemarks(without(name), target)).toEqual([
      expect.stringMatching(new RegExp(`^no ${name}: .+`)),
    ])
  })

  test.each([
    ['code_challenge_methods_supported', 'PKCE S256 is not announced'],
    ['grant_types_supported', 'the refresh grant is not announced'],
  ])('a missing %s is one line', (name, words) => {
    expect(discoverRemarks(without(name), target)).toEqual([expect.stringContaining(words)])
  })

  test.each([
    [{ grant_types_supported: ['authorization_code'] }, 'the refresh grant is not announced'],
    [{ dpop_signing_alg_values_supported: ['ES256'] }, 'DPoP is announced'],
    [{ issuer: 'https://other.example' }, 'issuer https://other.example is not the host'],
    [{ jwks_uri: 'https://keys.example/jwks' }, 'on another host: jwks_uri: what is sent'],
  ])('%o is one line', (member, words) => {
    expect(discoverRemarks({ ...whole, ...member }, target)).toEqual([
      expect.stringContaining(words),
    ])
  })

  test('plain http is said once, however many endpoints', () => {
    const local = { kind: 'openid', url: 'http://127.0.0.1:8080' } as const
    const text = JSON.stringify(whole).replaceAll('https://idp.example', local.url)
    expect(discoverRemarks(JSON.parse(text), local)).toEqual([
      '9 endpoints are plain http: fit for this machine only',
    ])
  })

  test('a Salesforce org is not blamed for what none announces and all do', () => {
    const org = { kind: 'salesforce', url: 'https://idp.example' } as const
    const told = discoverRemarks(document, org).join('\n')
    expect(told).toContain('usual at Salesforce')
    expect(told).not.toContain('refresh')
  })
})

describe('discover --keys', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const keys = [
    { ...rsa.publicKey.export({ format: 'jwk' }), kid: '1', alg: 'RS256', use: 'sig' },
    { ...ec.privateKey.export({ format: 'jwk' }), use: 'enc' },
  ]

  test('gives the set as it came, and of each key its size and thumbprint', async () => {
    const { fetch, requests } = network(({ url }) =>
      url.endsWith('/jwks') ? answer({ keys }) : answer(document),
    )
    const found = await discoverKeys(target, openidProvider, { fetch }, never)
    const thumbprint = expect.stringMatching(/^[\w-]{43}$/) as string
    expect(found).toEqual({
      url: 'https://idp.example/jwks',
      document: { keys },
      keys: [
        {
          kid: '1',
          kty: 'RSA',
          alg: 'RS256',
          use: 'sig',
          size: '2048 bits',
          thumbprint,
          isPrivate: false,
        },
        {
          kid: undefined,
          kty: 'EC',
          alg: undefined,
          use: 'enc',
          size: 'P-256',
          thumbprint,
          isPrivate: true,
        },
      ],
    })
    expect(requests).toHaveLength(2)
  })

  test('a server that names no keys says so', async () => {
    const nowhere = network(() => answer({ ...document, jwks_uri: undefined }))
    expect(await faultOf(() => discoverKeys(target, openidProvider, nowhere, never))).toMatchObject(
      {
        code: 'unsupported_by_server',
      },
    )
  })
})

describe('discover --auth', () => {
  test('login and test are refused before anything is asked', async () => {
    const { fetch, requests } = network(() => answer())
    for (const host of ['login', 'test']) {
      const url = new URL(`https://${host}.salesforce.com`)
      expect(await faultOf(() => discoverAuth(url, { fetch }, never))).toMatchObject({
        code: 'usage',
      })
    }
    expect(requests).toEqual([])
  })

  test('reads page and providers of a site below its path, and keeps the document', async () => {
    const body = {
      OrgId: '00D2o000000i6mB',
      Url: 'https://acme.my.site.com/partners',
      LoginPage: {
        LoginPageUrl: 'https://acme.my.site.com/partners/in',
        UsernamePasswordEnabled: false,
      },
      SamlProviders: [{ Name: 'Okta', SsoUrl: 'https://okta.example/sso' }, null],
      AuthProviders: [{ Name: 'Google' }],
      CertificateLogin: {},
      LoginPageType: 'custom',
    }
    const { fetch, requests } = network(() => answer(body))
    const url = new URL('https://acme.my.site.com/partners')
    expect(await discoverAuth(url, { fetch }, never)).toEqual({
      orgId: '00D2o000000i6mB',
      url: 'https://acme.my.site.com/partners',
      pageType: 'custom',
      pageUrl: 'https://acme.my.site.com/partners/in',
      takesPassword: false,
      certificateLogin: true,
      providers: [
        { kind: 'saml', name: 'Okta', url: 'https://okta.example/sso' },
        { kind: 'auth_provider', name: 'Google', url: undefined },
      ],
      document: body,
    })
    expect(requests.map((request) => request.url)).toEqual([
      'https://acme.my.site.com/partners/.well-known/auth-configuration',
    ])
  })

  test('a host without one says which hosts have one', async () => {
    const url = new URL('https://app.example')
    const fault = await faultOf(() =>
      discoverAuth(
        url,
        network(() => answer('', { status: 404 })),
        never,
      ),
    )
    expect(fault).toMatchObject({ code: 'bad_metadata' })
    expect(fault.hint).toContain('My Domain')
  })
})
