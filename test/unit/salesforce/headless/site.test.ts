import { expect, test } from 'vitest'
import { echoUrl, siteUrl } from '../../../../src/salesforce/headless/site.js'
import { codeOf } from '../../store/fixtures.js'

test.each([
  'https://acme.my.site.com',
  'https://acme.my.site.com/partners',
  'https://acme.force.com/shop',
  'https://shop.acme.example',
  'http://127.0.0.1:8790',
  'https://notsalesforce.com',
])('%s may be a site', (url) => {
  expect(siteUrl({ kind: 'salesforce', url })).toBe(url)
})

test.each([
  'https://login.salesforce.com',
  'https://test.salesforce.com',
  'https://acme.my.salesforce.com',
  'https://acme--uat.sandbox.my.salesforce.com',
  'https://salesforce.com',
])('%s is none', async (url) => {
  expect(await codeOf(() => Promise.resolve(siteUrl({ kind: 'salesforce', url })))).toBe('usage')
})

test('another server has none', async () => {
  const target = { kind: 'openid', url: 'https://idp.example' } as const
  expect(await codeOf(() => Promise.resolve(siteUrl(target)))).toBe('usage')
})

test('the echo endpoint is below the path of the site', () => {
  expect(echoUrl('https://acme.my.site.com/partners')).toBe(
    'https://acme.my.site.com/partners/services/oauth2/echo',
  )
})
