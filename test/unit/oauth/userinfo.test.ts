import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import { processUserinfo, signedUserinfo, userinfoRequest } from '../../../src/oauth/userinfo.js'
import { answer, refusal } from '../../support/fakes.js'
import { codeOf, faultOf } from '../store/fixtures.js'

const url = 'https://idp.example/userinfo'

test('the token travels in a header, never in the URL', () => {
  expect(userinfoRequest(url, new Secret('AT1'))).toEqual({
    method: 'GET',
    url,
    headers: { accept: 'application/json', authorization: 'Bearer AT1' },
    body: undefined,
  })
})

test('the document is kept as it came', () => {
  const document = { sub: 'ada', 'https://x.example/role': ['admin'], n: null }
  expect(processUserinfo(answer(document, { url }))).toEqual(document)
})

describe('a refusal', () => {
  const challenge = (text: string, status = 401) =>
    answer('', { status, headers: { 'www-authenticate': text } })
  test.each([
    [
      'in the challenge',
      challenge('Bearer realm="x", error="invalid_token", error_description="it has expired"'),
      'token_invalid',
      'it has expired',
    ],
    ['a challenge without words', challenge('Bearer'), 'token_invalid', 'invalid_token'],
    ['a 401 without a challenge', answer('no', { status: 401 }), 'token_invalid', 'invalid_token'],
    [
      'the scope is too small',
      challenge('Bearer error="insufficient_scope", scope="openid"', 403),
      'access_denied',
      'insufficient_scope',
    ],
    ['in a JSON body', refusal('invalid_token', 'gone', 401), 'token_invalid', 'gone'],
    [
      'another code',
      refusal('invalid_request', 'two tokens', 400),
      'request_refused',
      'two tokens',
    ],
    [
      'a code that is a name of every object',
      challenge('Bearer error="constructor"'),
      'request_refused',
      'constructor',
    ],
  ])('%s', async (_where, given, code, words) => {
    const fault = await faultOf(() => processUserinfo({ ...given, url }))
    expect([fault.code, fault.message]).toEqual([code, `idp.example refused: ${words}`])
    expect(fault.hint).toBeDefined()
  })

  test.each([
    ['503', answer('', { status: 503 }), 'server_error'],
    ['429', answer('', { status: 429 }), 'rate_limited'],
    ['T14: a redirect', answer('', { status: 307 }), 'unexpected_redirect'],
    ['403 without words', answer('', { status: 403 }), 'bad_answer'],
    ['a page', answer('<html>'), 'bad_answer'],
    ['T12: a member twice', answer('{"sub":"a","sub":"b"}'), 'bad_answer'],
    ['a list', answer('[]'), 'bad_answer'],
  ])('%s', async (_what, given, code) => {
    expect(await codeOf(() => processUserinfo({ ...given, url }))).toBe(code)
  })
})

describe('a signed answer', () => {
  const type = (value: string, status = 200) =>
    answer(' a.b.c\n', { status, headers: { 'content-type': value } })
  test.each([
    [type('application/jwt'), 'a.b.c'],
    [type('Application/JWT; charset=utf-8'), 'a.b.c'],
    [type('application/json'), undefined],
    [type('application/jwt', 401), undefined],
  ])('is known by its content type', (given, jwt) => {
    expect(signedUserinfo(given)?.expose()).toBe(jwt)
  })
})
