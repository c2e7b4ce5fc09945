import { describe, expect, test } from 'vitest'
import { OAuthResponseError } from '../../../src/kernel/errors.js'
import { processPlainUserinfo } from '../../../src/salesforce/userinfo.js'
import { answer, refusal } from '../../support/fakes.js'
import { codeOf, faultOf } from '../store/fixtures.js'

const url = 'https://acme.my.salesforce.com/services/oauth2/userinfo'
const word = (text: string, status = 403) =>
  answer(text, { status, url, headers: { 'content-type': 'text/html;charset=UTF-8' } })

test('the document is kept as it came', () => {
  const document = { sub: 'https://login.salesforce.com/id/a/b', urls: { rest: '{version}' } }
  expect(processPlainUserinfo(answer(document, { url }))).toEqual(document)
})

describe('a refusal in one plain word is translated', () => {
  test.each([
    ['Bad_OAuth_Token', 403, 'token_invalid', 7, /expired, was revoked/, /oauthctl refresh/],
    ['Missing_OAuth_Token', 403, 'token_invalid', 7, /no access token arrived/, /proxy/],
    ['Wrong_Org', 403, 'request_refused', 5, /another org/, /oauthctl login/],
    ['Bad_Id', 404, 'request_refused', 5, /no such user/, /own host/],
    ['Inactive', 404, 'access_denied', 5, /not active/, /administrator/],
    ['No_Access', 403, 'access_denied', 5, /may not show/, /scope/],
    ['HTTPS_Required', 403, 'request_refused', 5, /https/, /https/],
    ['Some_New_Word', 403, 'request_refused', 5, /Some_New_Word/, /-v/],
    ['constructor', 403, 'request_refused', 5, /constructor/, /-v/],
  ])('%s', async (text, status, code, exitStatus, message, hint) => {
    const fault = await faultOf(() => processPlainUserinfo(word(`${text}\n`, status)))
    expect([fault.code, fault.exitStatus]).toEqual([code, exitStatus])
    expect(fault.message).toMatch(message)
    expect(fault.hint).toMatch(hint)
    expect(fault instanceof OAuthResponseError && fault.refusal).toMatchObject({
      error: text,
      status,
    })
  })
})

test.each([
  ['JSON', refusal('invalid_token', 'x', 401), 'token_invalid'],
  ['a page', answer('<html>Bad_OAuth_Token</html>', { status: 403 }), 'bad_answer'],
  ['nothing', answer('', { status: 403 }), 'bad_answer'],
  ['503 with a word', answer('Busy', { status: 503 }), 'server_error'],
  ['429 with a word', answer('Busy', { status: 429 }), 'rate_limited'],
  ['a word with 200', answer('Bad_OAuth_Token'), 'bad_answer'],
  ['a redirect', answer('Found', { status: 302 }), 'unexpected_redirect'],
])('%s is judged as anywhere else', async (_what, given, code) => {
  expect(await codeOf(() => processPlainUserinfo({ ...given, url }))).toBe(code)
})
