import { expect, test } from 'vitest'
import type { HttpAnswer } from '../../../../src/kernel/ports.js'
import { processCodeCredentials } from '../../../../src/salesforce/headless/authorize-answer.js'
import { answer } from '../../../support/fakes.js'
import { codeOf, faultOf } from '../../store/fixtures.js'

const site = 'https://acme.my.site.com'
const echo = `${site}/services/oauth2/echo`
const url = `${site}/services/oauth2/authorize`
const expected = { redirectUri: echo, state: 'STATE', step: 'login' } as const

function redirected(location: string): HttpAnswer {
  return answer('', { status: 302, headers: { location }, url })
}

test.each<[string, HttpAnswer, string]>([
  [
    'where it is redirected to',
    redirected(`${echo}?code=aPrx%3D%3D&sfdc_community_url=https%3A%2F%2Fx&state=STATE`),
    'aPrx==',
  ],
  ['with a fragment behind it', redirected(`${echo}?code=C&state=STATE#_`), 'C'],
  [
    'in the JSON of the echo endpoint',
    answer({ code: 'C', state: 'STATE', sfdc_community_id: '0DB' }, { url }),
    'C',
  ],
])('the code is read %s', (_, given, code) => {
  expect(processCodeCredentials(given, expected)).toBe(code)
})

test('a callback URL may be that of a native app and have a query of its own', () => {
  const uri = 'com.acme.app:/callback?app=1'
  const given = redirected('com.acme.app:/callback?app=1&code=C&state=STATE')
  expect(processCodeCredentials(given, { ...expected, redirectUri: uri })).toBe('C')
})

test.each<[string, HttpAnswer, string]>([
  ['a page to log in on', redirected(`${site}/login?code=C&state=STATE`), 'unexpected_redirect'],
  [
    'another host',
    redirected(`https://evil.example/services/oauth2/echo?code=C&state=STATE`),
    'unexpected_redirect',
  ],
  ['a redirect to nowhere', redirected(''), 'unexpected_redirect'],
  ['another state', redirected(`${echo}?code=C&state=OTHER`), 'request_refused'],
  ['no state', redirected(`${echo}?code=C`), 'request_refused'],
  ['no code', redirected(`${echo}?state=STATE`), 'bad_answer'],
  ['a page', answer('<html></html>', { url }), 'bad_answer'],
])('%s is no answer', async (_, given, code) => {
  expect(await codeOf(() => Promise.resolve(processCodeCredentials(given, expected)))).toBe(code)
})

test('an error in the redirect is told like one in the body', async () => {
  const location = `${echo}?error=login_error&error_description=authentication+failure`
  const error = await faultOf(() =>
    Promise.resolve(processCodeCredentials(redirected(location), expected)),
  )
  expect(error).toMatchObject({
    code: 'access_denied',
    message: expect.stringMatching(/^the site knows no external user.*authentication failure\)$/),
  })
})
