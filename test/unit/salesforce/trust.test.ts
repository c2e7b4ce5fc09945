import { describe, expect, test } from 'vitest'
import { isSalesforceHost, trustedUrl } from '../../../src/salesforce/trust.js'
import { faultOf } from '../store/fixtures.js'

const login = new URL('https://login.salesforce.com')
const custom = new URL('https://portal.acme.example')
const loopback = new URL('http://127.0.0.1:8787')

describe('a host is Salesforce by its last labels', () => {
  test.each([
    ['salesforce.com', true],
    ['login.salesforce.com', true],
    ['acme.my.salesforce.com', true],
    ['acme.my.site.com', true],
    ['acme.force.com', true],
    ['evilsalesforce.com', false],
    ['login.salesforce.com.evil.test', false],
    ['salesforce.com.evil.test', false],
    ['x.my.salesforce.com.', false],
    ['salesforce.co', false],
    ['notsite.com', false],
    ['xn--slesforce-76g.com', false],
    ['', false],
  ])('%s: %s', (hostname, is) => {
    expect(isSalesforceHost(hostname)).toBe(is)
  })
})

describe('a URL of an answer is trusted', () => {
  test.each([
    [login, 'https://acme.my.salesforce.com'],
    [login, 'https://acme.my.salesforce.com/'],
    [login, 'https://acme.my.site.com/portal'],
    [login, 'HTTPS://ACME.my.salesforce.com'],
    [login, 'https://acme.my.salesforce.com:443'],
    [custom, 'https://portal.acme.example/x'],
    [custom, 'https://acme.my.salesforce.com'],
    [loopback, 'http://127.0.0.1:8788'],
    [loopback, 'http://localhost:1'],
    [loopback, 'http://[::1]:8790/portal'],
    [loopback, 'https://127.0.0.1:8787'],
    [new URL('https://acme.example:8443'), 'https://acme.example:8443/x'],
  ])('by %s: %s', (called, value) => {
    expect(trustedUrl('instance_url', value, called).href).toBe(new URL(value).href)
  })
})

describe('a URL of an answer is not trusted', () => {
  test.each([
    [login, 'https://evil.test', 'evil.test'],
    [login, 'http://acme.my.salesforce.com', 'acme.my.salesforce.com'],
    [login, '//evil.test', 'no URL'],
    [login, 'acme.my.salesforce.com', 'no URL'],
    [login, '', 'no URL'],
    [login, 'https://x.my.salesforce.com.evil.test', 'x.my.salesforce.com.evil.test'],
    [login, 'https://login.salesforce.com.evil.test', 'login.salesforce.com.evil.test'],
    [login, 'https://evilsalesforce.com', 'evilsalesforce.com'],
    [login, 'https://salesforce.com@evil.test', 'evil.test'],
    [login, 'https://a@acme.my.salesforce.com', 'acme.my.salesforce.com'],
    [login, 'https://:p@acme.my.salesforce.com', 'acme.my.salesforce.com'],
    [login, String.raw`https://a\@b.salesforce.com`, 'a'],
    [login, 'https://x.my.salesforce.com.', 'x.my.salesforce.com.'],
    [login, 'https://s\u0430lesforce.com', 'xn--slesforce-0yh.com'],
    [login, 'https://acme.my.salesforce.com:8443', 'acme.my.salesforce.com:8443'],
    [login, 'http://127.0.0.1:8787', '127.0.0.1:8787'],
    [login, 'https://169.254.169.254', '169.254.169.254'],
    [login, 'javascript:alert(1)', ''],
    [login, 'file:///etc/passwd', ''],
    [custom, 'https://acme.example', 'acme.example'],
    [custom, 'https://x.portal.acme.example', 'x.portal.acme.example'],
    [custom, 'https://portal.acme.example:8443', 'portal.acme.example:8443'],
    [loopback, 'https://acme.my.salesforce.com', 'acme.my.salesforce.com'],
    [loopback, 'http://127.0.0.1.evil.test', '127.0.0.1.evil.test'],
    [loopback, 'http://0.0.0.0:8787', '0.0.0.0:8787'],
    [loopback, 'http://a@127.0.0.1:8787', '127.0.0.1:8787'],
    [loopback, 'ws://127.0.0.1:8787', '127.0.0.1:8787'],
  ])('by %s: %s, shown as "%s"', async (called, value, shown) => {
    const fault = await faultOf(() => trustedUrl('instance_url', value, called))
    expect([fault.code, fault.exitStatus, fault.message]).toEqual([
      'untrusted_host',
      3,
      `"instance_url" points to ${shown}, which is not a host of ${called.host}`,
    ])
  })
})
