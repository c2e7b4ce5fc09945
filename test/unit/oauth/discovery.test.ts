import { describe, expect, test } from 'vitest'
import {
  hasNoDocument,
  openidConfigurationRequest,
  processDiscovery,
  serverMetadataRequest,
} from '../../../src/oauth/discovery.js'
import type { Metadata } from '../../../src/oauth/metadata.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { answer } from '../../support/fakes.js'
import { codeOf, faultOf } from '../store/fixtures.js'

const asked = new URL('https://idp.example')
const document = {
  issuer: 'https://idp.example',
  authorization_endpoint: 'https://idp.example/authorize',
  token_endpoint: 'https://idp.example/token',
}

function processed(body: unknown, url = asked, status = 200, headers = {}): Metadata {
  const given = { status, headers, url: `${url.origin}/.well-known/openid-configuration` }
  return processDiscovery(answer(body, given), url, (issuer) =>
    openidProvider.acceptsIssuer(url, issuer),
  )
}

test('a whole document is read member by member', () => {
  expect(
    processed({
      ...document,
      revocation_endpoint: 'https://idp.example/revoke',
      introspection_endpoint: 'https://idp.example/introspect',
      userinfo_endpoint: 'https://idp.example/userinfo',
      jwks_uri: 'https://keys.example/jwks',
      end_session_endpoint: 'https://idp.example/logout',
      scopes_supported: ['openid', 'offline_access'],
      device_authorization_endpoint: 'https://idp.example/device',
      token_endpoint_auth_methods_supported: ['client_secret_post'],
      code_challenge_methods_supported: ['plain', 'S256'],
      authorization_response_iss_parameter_supported: true,
      registration_endpoint: 'javascript:never read',
    }),
  ).toEqual({
    issuer: 'https://idp.example',
    endpoints: {
      authorization: 'https://idp.example/authorize',
      token: 'https://idp.example/token',
      revocation: 'https://idp.example/revoke',
      introspection: 'https://idp.example/introspect',
      userinfo: 'https://idp.example/userinfo',
      jwks: 'https://keys.example/jwks',
      endSession: 'https://idp.example/logout',
    },
    deviceAuthorization: 'https://idp.example/device',
    scopesSupported: ['openid', 'offline_access'],
    tokenAuthMethods: ['client_secret_post'],
    sendsIss: true,
  })
})

test('a small document leaves the rest undefined', () => {
  expect(processed(document)).toEqual({
    issuer: 'https://idp.example',
    endpoints: {
      authorization: 'https://idp.example/authorize',
      token: 'https://idp.example/token',
      revocation: undefined,
      introspection: undefined,
      userinfo: undefined,
      jwks: undefined,
      endSession: undefined,
    },
    deviceAuthorization: undefined,
    scopesSupported: undefined,
    tokenAuthMethods: undefined,
    sendsIss: false,
  })
})

describe('the issuer must be the one that was asked, byte for byte', () => {
  test.each([
    'https://other.example',
    'https://IDP.example',
    'https://idp.example:443',
    'https://%69dp.example',
    'https://idp.example/tenant',
    'https://idp.example?x',
    'https://idp.example#f',
    'https://id\u0440.example',
    'https://idp.example.',
    'http://idp.example',
    ' https://idp.example',
    'idp.example',
    '',
    1,
    null,
    undefined,
    ['https://idp.example'],
  ])('%j is another one', async (issuer) => {
    expect(await codeOf(() => processed({ ...document, issuer }))).toBe('issuer_mismatch')
  })

  test('it is judged before anything else in the document', async () => {
    const evil = { issuer: 'https://evil.test', token_endpoint: 'file:///x' }
    const fault = await faultOf(() => processed(evil))
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'issuer_mismatch',
      'the metadata of idp.example names another issuer: https://evil.test',
      'use the issuer exactly as the server spells it, with --issuer',
    ])
  })

  test.each([
    ['https://idp.example', 'https://idp.example'],
    ['https://idp.example', 'https://idp.example/'],
    ['https://idp.example/', 'https://idp.example/'],
    ['https://idp.example/tenant', 'https://idp.example/tenant'],
    ['https://idp.example/tenant/', 'https://idp.example/tenant/'],
  ])('asked for %s, %s is it', (url, issuer) => {
    expect(processed({ ...document, issuer }, new URL(url)).issuer).toBe(issuer)
  })

  test.each([
    ['https://idp.example/tenant', 'https://idp.example/tenant/'],
    ['https://idp.example/tenant/', 'https://idp.example/tenant'],
    ['https://idp.example/tenant', 'https://idp.example'],
  ])('asked for %s, %s is another one', async (url, issuer) => {
    expect(await codeOf(() => processed({ ...document, issuer }, new URL(url)))).toBe(
      'issuer_mismatch',
    )
  })
})

describe('an answer that is no metadata says so', () => {
  test.each([
    ['404', 404, 'bad_metadata'],
    ['403', 403, 'bad_metadata'],
    ['201', 201, 'bad_metadata'],
    ['429', 429, 'rate_limited'],
    ['500', 500, 'server_error'],
    ['503', 503, 'server_error'],
  ])('HTTP %s', async (_name, status, code) => {
    expect(await codeOf(() => processed(document, asked, status))).toBe(code)
  })

  test.each([
    ['a page', '<html>sign in</html>'],
    ['an array', '[]'],
    ['two issuers', '{"issuer":"https://evil.test","issuer":"https://idp.example"}'],
    [
      'two issuers, one escaped',
      String.raw`{"issuer":"https://idp.example","\u0069ssuer":"https://evil.test"}`,
    ],
  ])('%s', async (_what, body) => {
    expect(await codeOf(() => processed(body))).toBe('bad_metadata')
  })

  test.each(['authorization_endpoint', 'token_endpoint'])('no %s', async (member) => {
    const fault = await faultOf(() => processed({ ...document, [member]: undefined }))
    expect([fault.code, fault.message]).toEqual([
      'bad_metadata',
      `"${member}" of the metadata of idp.example is not a string`,
    ])
  })

  test('endpoints hidden in a __proto__ member are not there', async () => {
    const { issuer, ...endpoints } = document
    const text = `{"issuer":"${issuer}","__proto__":${JSON.stringify(endpoints)}}`
    expect(await codeOf(() => processed(text))).toBe('bad_metadata')
  })
})

describe('a redirect is not followed', () => {
  test.each([301, 302, 303, 307, 308])('HTTP %i', async (status) => {
    const headers = { location: 'https://evil.test/.well-known/openid-configuration' }
    expect(await codeOf(() => processed(document, asked, status, headers))).toBe(
      'unexpected_redirect',
    )
  })
})

describe('PKCE is never less than S256', () => {
  test.each([[['plain']], [['plain', 's256']]])('%j is refused', async (methods) => {
    const fault = await faultOf(() =>
      processed({ ...document, code_challenge_methods_supported: methods }),
    )
    expect([fault.code, fault.message]).toEqual([
      'bad_metadata',
      'idp.example offers PKCE without S256',
    ])
  })

  test.each([[undefined], [[]], [['S256']], [['plain', 'S256']]])('%j is accepted', (methods) => {
    expect(
      processed({ ...document, code_challenge_methods_supported: methods }).endpoints.token,
    ).toBe('https://idp.example/token')
  })
})

test.each(['true', 1, {}, 'yes'])('an iss promise of %j is none', (value) => {
  const body = { ...document, authorization_response_iss_parameter_supported: value }
  expect(processed(body).sendsIss).toBe(false)
})

describe('where the document is looked for', () => {
  test.each([
    ['https://idp.example', 'https://idp.example/.well-known/openid-configuration'],
    ['https://idp.example/', 'https://idp.example/.well-known/openid-configuration'],
    ['https://idp.example/a/b', 'https://idp.example/a/b/.well-known/openid-configuration'],
    ['https://idp.example/a/', 'https://idp.example/a/.well-known/openid-configuration'],
  ])('OpenID Connect, %s', (issuer, url) => {
    expect(openidConfigurationRequest(new URL(issuer))).toEqual({
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
      body: undefined,
      maxBytes: 1_048_576,
    })
  })

  test.each([
    ['https://idp.example', 'https://idp.example/.well-known/oauth-authorization-server'],
    ['https://idp.example/a/b', 'https://idp.example/.well-known/oauth-authorization-server/a/b'],
    ['https://idp.example/a/', 'https://idp.example/.well-known/oauth-authorization-server/a'],
  ])('RFC 8414, %s', (issuer, url) => {
    expect(serverMetadataRequest(new URL(issuer)).url).toBe(url)
  })

  test.each([
    [404, true],
    [401, true],
    [403, true],
    [200, false],
    [302, false],
    [500, false],
  ])('after HTTP %i the next place is tried: %s', (status, next) => {
    expect(hasNoDocument(answer('', { status }))).toBe(next)
  })
})
