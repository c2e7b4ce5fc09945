import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import {
  processRevocation,
  revocationRequest,
  tokenKind,
} from '../../../src/salesforce/revocation.js'
import { answer } from '../../support/fakes.js'
import { secretClient } from '../../support/values.js'
import { codeOf, faultOf } from '../store/fixtures.js'

const url = 'https://login.salesforce.com/services/oauth2/revoke'

test('the token goes alone, in the body, without the client secret', () => {
  expect(revocationRequest(url, secretClient, new Secret('5Aep+/='))).toEqual({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: 'token=5Aep%2B%2F%3D',
  })
})

describe('the outcome, in whatever dialect it is told', () => {
  test.each([
    ['an empty 200', '', 200, 'revoked'],
    [
      'urlencoded, unsupported',
      'error=unsupported_token_type&error_description=this%20token%20type%20is%20not%20supported',
      400,
      'unsupported_type',
    ],
    ['urlencoded, invalid', 'error=invalid_token', 400, 'dead_already'],
    ['JSON, invalid', '{"error":"invalid_token","error_description":"x"}', 400, 'dead_already'],
    ['JSON, spaced', '{ "error" : "unsupported_token_type" }', 400, 'unsupported_type'],
  ])('%s', (_dialect, body, status, outcome) => {
    expect(processRevocation(answer(body, { status, url }))).toBe(outcome)
  })

  test.each([
    ['503', '', 503, 'server_error'],
    ['500 that says invalid_token', 'error=invalid_token', 500, 'server_error'],
    ['429', '', 429, 'rate_limited'],
    ['302', '', 302, 'unexpected_redirect'],
    ['another error', 'error=invalid_client&error_description=x', 400, 'invalid_client'],
    ['another error in JSON', '{"error":"invalid_client"}', 400, 'invalid_client'],
    ['404 with a word', 'Bad_Id', 404, 'server_error'],
    ['400 with nothing', '', 400, 'server_error'],
    ['a value that only mentions it', 'note=error%3Dinvalid_token', 400, 'server_error'],
  ])('%s: it may still live', async (_name, body, status, code) => {
    expect(await codeOf(() => processRevocation(answer(body, { status, url })))).toBe(code)
  })

  test('a refusal is told in the words of the server', async () => {
    const body = 'error=invalid_client&error_description=app+is+gone'
    const fault = await faultOf(() => processRevocation(answer(body, { status: 400, url })))
    expect(fault.message).toBe('login.salesforce.com refused: app is gone')
  })
})

test('T66: it tells when the server wants to be asked again', async () => {
  const busy = answer('', { status: 503, headers: { 'retry-after': '30' }, url })
  expect((await faultOf(() => processRevocation(busy))).hint).toBe('try again in 30 seconds')
})

describe('the kind of a token by its look', () => {
  test.each([
    ['5Aep861..x', 'refresh_token'],
    ['00D000000000001!AQ.x', 'access_token'],
    ['00D000000000001EAA!AQ.x', 'access_token'],
    ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln', 'access_token'],
    ['00D000000000001', undefined],
    ['eyJhbGciOiJSUzI1NiJ9', undefined],
    ['opaque', undefined],
    ['', undefined],
  ])('%s', (text, kind) => {
    expect(tokenKind(new Secret(text))).toBe(kind)
  })
})
