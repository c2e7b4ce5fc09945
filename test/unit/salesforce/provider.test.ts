import { describe, expect, test } from 'vitest'
import type { Endpoints } from '../../../src/kernel/credential.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import { salesforce } from '../../support/values.js'
import { faultOf } from '../store/fixtures.js'

describe('whose metadata it is', () => {
  test.each([
    ['https://login.salesforce.com', 'https://login.salesforce.com', true],
    ['https://login.salesforce.com', 'https://login.salesforce.com/', true],
    ['https://acme.my.site.com/portal', 'https://acme.my.site.com/portal', true],
    ['https://acme.my.site.com/portal', 'https://acme.my.site.com/portal/', true],
    ['https://portal.acme.example', 'https://acme.my.salesforce.com', true],
    ['https://portal.acme.example', 'https://portal.acme.example', true],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787', true],
    ['https://login.salesforce.com', 'https://test.salesforce.com', false],
    ['https://login.salesforce.com', 'https://LOGIN.salesforce.com', false],
    ['https://login.salesforce.com', 'https://login.salesforce.com:443', false],
    ['https://login.salesforce.com', 'https://%6cogin.salesforce.com', false],
    ['https://login.salesforce.com', 'https://login.salesforce.com?x', false],
    ['https://login.salesforce.com', 'https://login.salesforce.com#f', false],
    ['https://login.salesforce.com', 'https://login.s\u0430lesforce.com', false],
    ['https://login.salesforce.com', 'https://login.salesforce.com.evil.test', false],
    ['https://login.salesforce.com', 'http://login.salesforce.com', false],
    ['https://acme.my.salesforce.com', 'https://evil.my.salesforce.com', false],
    ['https://acme.my.site.com/portal', 'https://acme.my.site.com', false],
    ['https://portal.acme.example', 'http://acme.my.salesforce.com', false],
    ['https://portal.acme.example', 'https://evil.test', false],
    ['https://portal.acme.example', 'https://x.salesforce.com.evil.test', false],
    ['http://127.0.0.1:8787', 'https://login.salesforce.com', false],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8788', false],
    ['https://login.salesforce.com', '', false],
    ['https://login.salesforce.com', 'login.salesforce.com', false],
  ])('asked %s, it says %s: %s', (url, issuer, accepted) => {
    expect(salesforceProvider.acceptsIssuer(new URL(url), issuer)).toBe(accepted)
  })
})

describe('an endpoint on a strange host is refused by its name', () => {
  test.each(Object.keys(salesforce.endpoints) as (keyof Endpoints)[])('%s', async (member) => {
    const endpoints = {
      ...salesforce.endpoints,
      [member]: 'https://login.salesforce.com.evil.test/',
    }
    const fault = await faultOf(() =>
      salesforceProvider.checkEndpoints({ ...salesforce, endpoints }),
    )
    expect([fault.code, fault.message]).toEqual([
      'untrusted_host',
      `"${member}" points to login.salesforce.com.evil.test, which is not a host of login.salesforce.com`,
    ])
  })

  test('the usual ones pass, absent ones too', () => {
    expect(() => {
      salesforceProvider.checkEndpoints(salesforce)
    }).not.toThrow()
  })
})

test('what differs from the standard', () => {
  const metadata = {
    issuer: salesforce.issuer,
    endpoints: salesforce.endpoints,
    deviceAuthorization: undefined,
    scopesSupported: ['openid', 'offline_access'],
    tokenAuthMethods: ['client_secret_basic'],
    sendsIss: false,
  }
  expect([
    salesforceProvider.defaultRedirectUri,
    salesforceProvider.defaultScopes(metadata),
    salesforceProvider.defaultAuthMethod(metadata),
    salesforceProvider.metadataRequests(new URL('https://acme.my.site.com/p')).map((r) => r.url),
  ]).toEqual([
    'http://localhost:1717/OauthRedirect',
    [],
    'post',
    ['https://acme.my.site.com/p/.well-known/openid-configuration'],
  ])
})
