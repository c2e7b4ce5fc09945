import { describe, expect, test } from 'vitest'
import { OAuthResponseError, type AuthError } from '../../../../src/kernel/errors.js'
import type { HttpAnswer } from '../../../../src/kernel/ports.js'
import { headlessJson, processInit } from '../../../../src/salesforce/headless/answers.js'
import type { HeadlessStep } from '../../../../src/salesforce/headless/verdicts.js'
import { answer } from '../../../support/fakes.js'
import { codeOf, faultOf } from '../../store/fixtures.js'

const url = 'https://acme.my.site.com/services/auth/headless/x'

function refusedWith(body: unknown, step: HeadlessStep, status = 400): Promise<AuthError> {
  return faultOf(() => Promise.resolve(headlessJson(answer(body, { status, url }), step)))
}

describe('a refusal', () => {
  test.each<[string, unknown, HeadlessStep, string, RegExp, RegExp]>([
    [
      'a wrong one-time password',
      { status_code: 'invalid_otp', otp_error: 'invalid OTP', status: 'failed' },
      'forgot-password',
      'access_denied',
      /^the one-time password is wrong, expired or used \(acme\.my\.site\.com: invalid OTP\)$/,
      /--start/,
    ],
    [
      'the same at the second step of a login',
      { error: 'invalid_grant', error_description: 'authentication failure' },
      'one-time-password',
      'access_denied',
      /^the one-time password is wrong/,
      /--start/,
    ],
    [
      'an expired one-time password',
      { error: 'otp_error', error_description: 'OTP expired' },
      'one-time-password',
      'access_denied',
      /^the one-time password could not be checked/,
      /an hour/,
    ],
    [
      'one that is worth nothing',
      { status_code: 'regenerate_otp' },
      'forgot-password',
      'access_denied',
      /^the one-time password is worth nothing/,
      /--start/,
    ],
    [
      'the wrong way to send it',
      { error: 'invalid_request', error_description: 'invalid headers' },
      'one-time-password',
      'request_refused',
      /another way/,
      /--verification/,
    ],
    [
      'a weak password',
      { status_code: 'password_policy_check_failure', password_error: 'too short' },
      'forgot-password',
      'request_refused',
      /password policy of the org \(acme\.my\.site\.com: too short\)/,
      /--password-file/,
    ],
    [
      'a wrong password',
      { error: 'login_error', error_description: 'authentication failure' },
      'login',
      'access_denied',
      /^the site knows no external user/,
      /pre-authorised/,
    ],
    [
      'a wrong reCAPTCHA, its code the name of the member',
      { invalid_request: 'invalid recaptcha' },
      'registration',
      'access_denied',
      /^the site wants a valid reCAPTCHA token/,
      /--recaptcha-file/,
    ],
    [
      'a dead token of an integration user, as the REST API tells it',
      [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
      'passwordless',
      'access_denied',
      /integration user's token/,
      /--integration-token-file/,
    ],
    [
      'a wrong visitor id, as a form',
      'error=invalid_request&error_description=uvid+invalid',
      'guest',
      'request_refused',
      /visitor id/,
      /JWT-based/,
    ],
    [
      'no guests',
      { error: 'unauthorized_client', error_description: 'guest flow not enabled' },
      'guest',
      'access_denied',
      /allows no guests/,
      /Guest Users/,
    ],
    [
      'credentials where the app does not look for them',
      { error: 'invalid_basic_auth_header', error_description: 'x' },
      'login',
      'request_refused',
      /from the header/,
      /--credentials-in-body/,
    ],
    [
      'a user that cannot be made',
      { error: 'registration_error', error_description: 'duplicate username' },
      'one-time-password',
      'request_refused',
      /did not make the user/,
      /--username/,
    ],
    [
      'a callback URL that the app does not have',
      { error: 'redirect_uri_mismatch', error_description: 'must match' },
      'login',
      'request_refused',
      /callback URL/,
      /services\/oauth2\/echo/,
    ],
    [
      'a flow that is blocked in the org, or at a host that is no site',
      { error: 'unsupported_response_type', error_description: 'response type not supported' },
      'login',
      'access_denied',
      /^this host gives no code for credentials/,
      /Experience Cloud site/,
    ],
    [
      'an app without the flow',
      { error: 'unauthorized_client', error_description: 'code and credentials flow not enabled' },
      'login',
      'access_denied',
      /^the app gives no code for credentials/,
      /OAuth settings of the app/,
    ],
    [
      'what Salesforce says everywhere',
      { error: 'invalid_client_id', error_description: 'client identifier invalid' },
      'login',
      'invalid_client',
      /^acme\.my\.site\.com refused: client identifier invalid$/,
      /./,
    ],
  ])('%s has its own sentence and hint', async (_, body, step, code, sentence, hint) => {
    const error = await refusedWith(body, step)
    expect(error).toBeInstanceOf(OAuthResponseError)
    expect(error).toMatchObject({
      code,
      exitStatus: 5,
      message: expect.stringMatching(sentence),
      hint: expect.stringMatching(hint),
    })
  })

  test('a refusal with status 200 is one too', async () => {
    const body = { status_code: 'invalid_otp', otp_error: 'invalid OTP' }
    expect((await refusedWith(body, 'forgot-password', 200)).code).toBe('access_denied')
  })

  test('a dead code at the token endpoint is no wrong password', async () => {
    const error = await refusedWith({ error: 'invalid_grant' }, 'token')
    expect(error.message).not.toMatch(/password|user/)
  })
})

test.each<[string, Partial<HttpAnswer>, string]>([
  ['a page', { text: '<html></html>' }, 'bad_answer'],
  ['a page where nothing is', { status: 404, text: '<html></html>' }, 'unsupported_by_server'],
  ['a refusal without words', { status: 400, text: '' }, 'bad_answer'],
  [
    'a redirect',
    { status: 302, headers: { location: 'https://evil.example' } },
    'unexpected_redirect',
  ],
  ['a pause', { status: 429, text: '{"error":"x"}' }, 'rate_limited'],
  ['a broken server', { status: 503, text: '{"error":"x"}' }, 'server_error'],
])('%s is no answer', async (_, given, code) => {
  const got = { ...answer({}, { url }), ...given }
  expect(await codeOf(() => Promise.resolve(headlessJson(got, 'login')))).toBe(code)
})

describe('the identifier', () => {
  test('is kept as it came', () => {
    const body = { status: 'success', email: 'a@x.example', identifier: 'MFF0=/+' }
    expect(processInit(answer(body, { url }), 'registration').expose()).toBe('MFF0=/+')
  })

  test.each([undefined, null, '', 7, 'a:b', 'a b', 'a\r\nb', 'a\0', 'a\u2028b', 'x'.repeat(4097)])(
    'T78: %j would break the header or the line it stands in',
    async (identifier) => {
      const body = { status: 'success', identifier }
      expect(
        await codeOf(() => Promise.resolve(processInit(answer(body, { url }), 'passwordless'))),
      ).toBe('bad_answer')
    },
  )
})
