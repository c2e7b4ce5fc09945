import { expect, test } from 'vitest'
import type { Server } from '../../../src/kernel/credential.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { assertionAudience, isLoginPool } from '../../../src/salesforce/assertion-audience.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import { idp, salesforce } from '../../support/values.js'

const production = 'https://login.salesforce.com'
const sandbox = 'https://test.salesforce.com'

function at(url: string): Server {
  return { ...salesforce, url, issuer: 'https://issuer.example' }
}

test.each([
  ['https://login.salesforce.com', production],
  ['https://acme.my.salesforce.com', production],
  ['https://acme-dev-ed.develop.my.salesforce.com', production],
  ['https://acme.trailblaze.my.salesforce.com', production],
  ['https://test.salesforce.com', sandbox],
  ['https://acme--uat.sandbox.my.salesforce.com', sandbox],
  ['https://acme--uat.my.salesforce.com', sandbox],
  ['https://acme--uat.cs42.my.salesforce.com', sandbox],
  ['https://wise-koala-1234.scratch.my.salesforce.com', sandbox],
  ['https://acme.my.site.com', 'https://acme.my.site.com'],
  ['https://acme.my.site.com/partners', 'https://acme.my.site.com/partners'],
  [
    'https://acme--uat.sandbox.my.site.com/partners',
    'https://acme--uat.sandbox.my.site.com/partners',
  ],
  ['https://auth.acme.example', 'https://auth.acme.example'],
  ['https://auth.acme.example/path', 'https://auth.acme.example'],
  ['https://auth.acme.example:8443', 'https://auth.acme.example:8443'],
  ['https://ac--me.example', 'https://ac--me.example'],
  ['http://localhost:8788', 'http://localhost:8788'],
  ['http://127.0.0.1:8790/site', 'http://127.0.0.1:8790'],
  // Look-alikes of the pools are other hosts.
  ['https://login.salesforce.com.evil.test', 'https://login.salesforce.com.evil.test'],
  ['https://xmy.salesforce.com', 'https://xmy.salesforce.com'],
  ['https://acme.example/x.my.site.com', 'https://acme.example'],
])('the audience of an assertion for %s is %s', (url, audience) => {
  expect(assertionAudience(at(url))).toBe(audience)
  expect(salesforceProvider.assertionAudience(at(url))).toBe(audience)
})

test('at any other server it is the issuer, for both kinds of assertion', () => {
  const server = { ...idp, issuer: 'https://idp.example/tenant/' }
  expect([
    openidProvider.assertionAudience(server),
    openidProvider.clientAssertionAudience(server),
  ]).toEqual(['https://idp.example/tenant/', 'https://idp.example/tenant/'])
})

test('at Salesforce a client proves itself to the token endpoint', () => {
  expect(salesforceProvider.clientAssertionAudience(at('https://acme.my.salesforce.com'))).toBe(
    'https://login.salesforce.com/services/oauth2/token',
  )
})

test.each([
  ['https://login.salesforce.com', true],
  ['https://test.salesforce.com', true],
  ['https://acme.my.salesforce.com', false],
  ['https://login.salesforce.com.evil.test', false],
  ['http://localhost:8788', false],
])('%s as login pool: %s', (url, expected) => {
  expect(isLoginPool({ url })).toBe(expected)
})
