import { describe, expect, test } from 'vitest'
import { orgUrl } from '../../../src/salesforce/org-host.js'
import { faultOf } from '../store/fixtures.js'

describe('every way a person names an org', () => {
  test.each([
    ['login', 'https://login.salesforce.com'],
    ['test', 'https://test.salesforce.com'],
    ['Login', 'https://login.salesforce.com'],
    ['TEST', 'https://test.salesforce.com'],
    ['acme', 'https://acme.my.salesforce.com'],
    ['ACME', 'https://acme.my.salesforce.com'],
    [' acme ', 'https://acme.my.salesforce.com'],
    ['a', 'https://a.my.salesforce.com'],
    ['acme-dev-ed', 'https://acme-dev-ed.my.salesforce.com'],
    ['acme--uat', 'https://acme--uat.sandbox.my.salesforce.com'],
    ['3m', 'https://3m.my.salesforce.com'],
    ['login.salesforce.com', 'https://login.salesforce.com'],
    ['acme-dev-ed.develop.my.salesforce.com', 'https://acme-dev-ed.develop.my.salesforce.com'],
    ['ACME.my.salesforce.com', 'https://acme.my.salesforce.com'],
    ['acme.my.salesforce.com/', 'https://acme.my.salesforce.com'],
    ['acme.my.site.com/portal', 'https://acme.my.site.com/portal'],
    ['https://acme.my.site.com/portal/', 'https://acme.my.site.com/portal'],
    ['https://acme.my.site.com/a/b', 'https://acme.my.site.com/a/b'],
    ['https://acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
    ['HTTPS://Acme.My.Salesforce.com', 'https://acme.my.salesforce.com'],
    ['https://acme.my.salesforce.com:443/', 'https://acme.my.salesforce.com'],
    ['https://acme.my.salesforce.com:8443', 'https://acme.my.salesforce.com:8443'],
    ['https://portal.acme.example', 'https://portal.acme.example'],
    ['portal.acme.example', 'https://portal.acme.example'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://localhost:8787/', 'http://localhost:8787'],
    ['http://[::1]:8787', 'http://[::1]:8787'],
    ['localhost:8787', 'https://localhost:8787'],
    ['https://acme.my.salesforce.com?', 'https://acme.my.salesforce.com'],
  ])('%j is %s', (host, url) => {
    expect(orgUrl(host)).toBe(url)
  })

  test('a look-alike is shown in ASCII', () => {
    expect(orgUrl('https://\u0430cme.my.salesforce.com')).toBe(
      'https://xn--cme-5cd.my.salesforce.com',
    )
  })
})

describe('hosts of the user interface are refused, and the right one is named', () => {
  test.each([
    ['acme.lightning.force.com', 'acme.my.salesforce.com'],
    ['https://acme.lightning.force.com/lightning/page/home', 'acme.my.salesforce.com'],
    ['acme.develop.lightning.force.com', 'acme.develop.my.salesforce.com'],
    ['acme--uat.sandbox.lightning.force.com', 'acme--uat.sandbox.my.salesforce.com'],
    ['acme.my.salesforce-setup.com', 'acme.my.salesforce.com'],
    ['acme.salesforce-setup.com', 'acme.my.salesforce.com'],
    ['acme--uat.sandbox.my.salesforce-setup.com', 'acme--uat.sandbox.my.salesforce.com'],
  ])('%s', async (host, right) => {
    const fault = await faultOf(() => orgUrl(host))
    expect([fault.code, fault.message.endsWith('serves pages, not OAuth'), fault.hint]).toEqual([
      'usage',
      true,
      `use the My Domain host: ${right}`,
    ])
  })
})

describe('what names no org is a usage error', () => {
  test.each([
    ['', 'it is not a host'],
    [' ', 'it is not a host'],
    ['a b', 'it is not a host'],
    [String.raw`https://a\@b`, 'it is not a host'],
    [String.raw`\\evil\share`, 'it is not a host'],
    ['acme.', 'it is not a host'],
    ['acme.my.salesforce.com.', 'it is not a host'],
    ['https://', 'it is not a host'],
    ['https://acme.my.salesforce.com:99999', 'it is not a host'],
    ['salesforce.com@evil.test', 'it carries a user name'],
    ['https://login.salesforce.com@evil.test/', 'it carries a user name'],
    ['https://:p@acme.my.salesforce.com', 'it carries a user name'],
    ['mailto:a@b.test', 'it carries a user name'],
    ['https://acme.my.salesforce.com/?a=b', 'it carries a query or a fragment'],
    ['https://acme.my.salesforce.com/#a', 'it carries a query or a fragment'],
    ['http://acme.my.salesforce.com', 'only https is accepted, and http on loopback'],
    ['http://127.0.0.1.evil.test', 'only https is accepted, and http on loopback'],
    ['ftp://acme.my.salesforce.com', 'only https is accepted, and http on loopback'],
    ['file:///etc/passwd', 'it is not a host'],
    ['javascript:alert(1)', 'it is not a host'],
    ['acme\n.my.salesforce.com', 'it is not a host'],
  ])('%j', async (host, reason) => {
    const fault = await faultOf(() => orgUrl(host))
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'usage',
      `${JSON.stringify(host)} does not name an org: ${reason}`,
      'give login, test, a My Domain name (acme), a host or an https URL',
    ])
  })
})
