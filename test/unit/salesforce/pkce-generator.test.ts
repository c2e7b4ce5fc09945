import { describe, expect, test } from 'vitest'
import {
  pkceGeneratorRequest,
  processPkceGenerator,
} from '../../../src/salesforce/pkce-generator.js'
import { answer, refusal } from '../../support/fakes.js'
import { codeOf, plain } from '../store/fixtures.js'

const url = 'https://acme.my.salesforce.com/services/oauth2/pkce/generator'
// RFC 7636 Appendix B.
const pair = {
  code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
}

test.each(['https://acme.my.salesforce.com', 'https://acme.my.salesforce.com/'])(
  'it is asked for at %s without any secret',
  (host) => {
    expect(pkceGeneratorRequest(host)).toEqual({
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
      body: undefined,
    })
  },
)

test('a site keeps its path', () => {
  expect(pkceGeneratorRequest('https://acme.my.site.com/partners').url).toBe(
    'https://acme.my.site.com/partners/services/oauth2/pkce/generator',
  )
})

test('a pair that holds is given, its verifier as a secret', () => {
  expect(plain(processPkceGenerator(answer(pair, { url })))).toEqual({
    verifier: { secret: pair.code_verifier },
    challenge: pair.code_challenge,
  })
})

test('a verifier above 128 characters is fine at Salesforce', () => {
  const long = {
    code_verifier: 'a'.repeat(171),
    code_challenge: 'R7QVMM_3tIEFlZQ4xzNTT7fQldbyaI3_bSPUZCzXlmk',
    code_challenge_method: 'S256',
  }
  expect(processPkceGenerator(answer(long, { url })).challenge).toBe(long.code_challenge)
})

describe('anything else is refused', () => {
  test.each([
    ['a challenge of another verifier', { ...pair, code_challenge: 'x'.repeat(43) }, 'bad_answer'],
    ['method plain', { ...pair, code_challenge_method: 'plain' }, 'bad_answer'],
    ['no challenge', { code_verifier: pair.code_verifier }, 'bad_answer'],
    ['no verifier', { code_challenge: pair.code_challenge }, 'bad_answer'],
    ['T13: a number', { ...pair, code_verifier: 5 }, 'bad_answer'],
    [
      'T24: a verifier with escapes',
      { ...pair, code_verifier: '\u001b[2J'.repeat(20) },
      'bad_answer',
    ],
    ['a page', '<html>', 'bad_answer'],
  ])('%s', async (_what, body, code) => {
    expect(await codeOf(() => processPkceGenerator(answer(body, { url })))).toBe(code)
  })

  test.each([
    ['404', answer('', { status: 404, url }), 'unsupported_by_server'],
    ['503', answer('', { status: 503, url }), 'server_error'],
    ['302', answer('', { status: 302, url }), 'unexpected_redirect'],
    ['a refusal', { ...refusal('invalid_request', 'x'), url }, 'request_refused'],
  ])('HTTP %s', async (_what, given, code) => {
    expect(await codeOf(() => processPkceGenerator(given))).toBe(code)
  })
})
