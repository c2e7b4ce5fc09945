import { describe, expect, test } from 'vitest'
import { OAuthResponseError } from '../../../src/kernel/errors.js'
import { processAuthorizationResponse } from '../../../src/oauth/authorization-response.js'
import { standardRefusal } from '../../../src/oauth/refusal.js'
import { codeOf, faultOf } from '../store/fixtures.js'

function process(parameters: Record<string, string>, sendsIss = false): string {
  const expected = { host: 'idp.example', issuers: ['https://idp.example'], sendsIss }
  return processAuthorizationResponse(parameters, expected, standardRefusal)
}

test('a code is given back as it came', () => {
  expect(process({ code: 'aPrx=.-_~%+/', state: 's' })).toBe('aPrx=.-_~%+/')
})

describe('the issuer in the answer (RFC 9207)', () => {
  test.each([
    [{}, false, 'c'],
    [{ iss: 'https://idp.example' }, false, 'c'],
    [{ iss: 'https://idp.example' }, true, 'c'],
  ])('%j, promised %s, is accepted', (given, promised, code) => {
    expect(process({ code: 'c', ...given }, promised)).toBe(code)
  })

  test.each([
    [{}, true],
    [{ iss: 'https://evil.test' }, false],
    [{ iss: 'https://evil.test' }, true],
    [{ iss: 'https://idp.example/' }, false],
    [{ iss: 'https://IDP.example' }, false],
    [{ iss: '' }, false],
    [{ iss: 'https://idp.example', error: 'access_denied', code: 'c' }, false],
  ])('%j, promised %s, gives no code', async (given, promised) => {
    expect(await codeOf(() => process({ code: 'c', ...given }, promised))).toMatch(
      /^(request_refused|access_denied)$/,
    )
  })

  test('of another server is told before its error is believed', async () => {
    const parameters = { iss: 'https://evil.test', error: 'access_denied' }
    const fault = await faultOf(() => process(parameters))
    expect([fault.code, fault.message]).toEqual([
      'request_refused',
      'the answer came from another server: https://evil.test',
    ])
  })

  test('that is missing where it was promised is told', async () => {
    expect((await faultOf(() => process({ code: 'c' }, true))).message).toBe(
      'the answer does not say that it came from idp.example',
    )
  })
})

test('a refusal keeps the words of the server and says what to do', async () => {
  const fault = await faultOf(() =>
    process({ error: 'access_denied', error_description: 'end-user denied authorization' }),
  )
  expect(fault).toBeInstanceOf(OAuthResponseError)
  expect(Object.assign({}, fault, { message: fault.message })).toEqual({
    name: 'OAuthResponseError',
    code: 'access_denied',
    message: 'idp.example refused: end-user denied authorization',
    hint: 'run the command again and approve, or ask an administrator for access',
    refusal: {
      error: 'access_denied',
      description: 'end-user denied authorization',
      status: undefined,
    },
  })
})

test('an error wins over a code', async () => {
  expect(await codeOf(() => process({ error: 'invalid_scope', code: 'c' }))).toBe('invalid_scope')
})

test.each([{}, { code: '' }, { access_token: 'a' }])('%j holds no code', async (parameters) => {
  expect(await codeOf(() => process(parameters as Record<string, string>))).toBe('bad_answer')
})
