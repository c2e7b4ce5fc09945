import { expect, test } from 'vitest'
import { Secret } from '../../../../src/kernel/secret.js'
import { echoRequest, processEcho } from '../../../../src/salesforce/headless/echo.js'
import { answer } from '../../../support/fakes.js'
import { codeOf } from '../../store/fixtures.js'

const site = 'https://acme.my.site.com'

test('the parameters go to the echo endpoint of the site, whatever host the URL names', () => {
  const url = new Secret('https://evil.example/cb?code=aPrx%3D%3D&state=my+state#_\n')
  expect(echoRequest(site, url)).toEqual({
    method: 'GET',
    url: `${site}/services/oauth2/echo?code=aPrx%3D%3D&state=my+state`,
    headers: { accept: 'application/json' },
    body: undefined,
  })
})

test.each(['', 'code=C', `${site}/cb`, `${site}/cb?`, `${site}/cb#code=C`])(
  '%j has no parameters',
  async (text) => {
    expect(await codeOf(() => Promise.resolve(echoRequest(site, new Secret(text))))).toBe('usage')
  },
)

test('what it returns is given as it came', () => {
  const body = { code: 'C', sfdc_community_url: site, sfdc_community_id: '0DB', state: 's' }
  expect(processEcho(answer(body))).toEqual(body)
})

test.each([
  [answer('', { status: 404 }), 'unsupported_by_server'],
  [answer('', { status: 302, headers: { location: '/login' } }), 'unexpected_redirect'],
  [answer('', { status: 503 }), 'server_error'],
  [answer('<html>'), 'bad_answer'],
])('%j is no echo', async (given, code) => {
  expect(await codeOf(() => Promise.resolve(processEcho(given)))).toBe(code)
})
