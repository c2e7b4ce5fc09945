import { describe, expect, test } from 'vitest'
import { explainError, explainEverything } from '../../../src/flows/explain.js'
import { AuthError, exitStatusOf } from '../../../src/kernel/errors.js'

function refusal(text: string): AuthError {
  try {
    explainError(text)
  } catch (error) {
    if (error instanceof AuthError) return error
    throw error
  }
  throw new Error('it was explained')
}

const canary = 'aPrxCANARY7f3k9'
const callback = 'http://localhost:1717/OauthRedirect'
const dead = 'expired access/refresh token'

describe('explain finds the error in', () => {
  test.each([
    ['a code', 'invalid_client', 'invalid_client', undefined],
    ['a code in another case', 'INVALID_CLIENT', 'invalid_client', undefined],
    ['a code with a hyphen', 'access-denied', 'access_denied', undefined],
    ['a code with a space', 'invalid grant', 'invalid_grant', undefined],
    ['a description', dead, 'invalid_grant', dead],
    [
      'a description in another case, with a period',
      `${dead.toUpperCase()}.`,
      'invalid_grant',
      dead,
    ],
    [
      'a description with a typographic apostrophe',
      'user hasn’t approved this consumer',
      'invalid_grant',
      "user hasn't approved this consumer",
    ],
    [
      'a part of a description',
      'not supported on this domain',
      'invalid_grant',
      'request not supported on this domain',
    ],
    ['a description inside a line', `login failed: ${dead} (400)`, 'invalid_grant', dead],
    ['a code inside a line', 'HTTP 403: Bad_OAuth_Token!', 'Bad_OAuth_Token', undefined],
    ['code and description', `invalid_grant: ip restricted`, 'invalid_grant', 'ip restricted'],
    [
      'the longer of two codes',
      'it says invalid_client_id here',
      'invalid_client_id',
      'client identifier invalid',
    ],
    [
      'a callback URL',
      `${callback}?error=OAUTH_APP_BLOCKED&error_description=this+app+is+blocked+by+admin&state=x`,
      'OAUTH_APP_BLOCKED',
      'this app is blocked by admin',
    ],
    [
      'a fragment',
      `${callback}#error=access_denied&error_description=end-user%20denied%20authorization`,
      'access_denied',
      'end-user denied authorization',
    ],
    [
      'a query',
      '?error_description=ip%20restricted&error=invalid_grant',
      'invalid_grant',
      'ip restricted',
    ],
    [
      'a form',
      'error=unsupported_token_type&error_description=this%20token%20type%20is%20not%20supported',
      'unsupported_token_type',
      'this token type is not supported',
    ],
    [
      'a description with a broken escape',
      'error=invalid_grant&error_description=%zz',
      'invalid_grant',
      undefined,
    ],
    [
      'an answer',
      '{"error":"invalid_grant","error_description":"audience is invalid"}',
      'invalid_grant',
      'audience is invalid',
    ],
    [
      'an answer over several lines',
      '{\n  "error": "invalid_client"\n}\n',
      'invalid_client',
      undefined,
    ],
    [
      'an answer of the REST API',
      '[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]',
      'INVALID_SESSION_ID',
      'Session expired or invalid',
    ],
    [
      'an answer of a headless endpoint',
      '{"status_code":"invalid_otp","otp_error":"invalid OTP","status":"failed"}',
      'invalid_otp',
      'invalid OTP',
    ],
    [
      'an answer whose member is the code',
      '{"invalid_request":"uvid invalid"}',
      'invalid_request',
      'uvid invalid',
    ],
    [
      'our error line',
      '{"error":"login_required","oauth_error":"invalid_grant","oauth_error_description":"inactive user","exit_status":4}',
      'invalid_grant',
      'inactive user',
    ],
    [
      'our error line behind a warning',
      'warning: old clock\n{"error":"store_locked","error_description":"x","hint":"","exit_status":8,"retryable":false}\n',
      'store_locked',
      undefined,
    ],
    [
      'our error sentence',
      `error: login.salesforce.com refused: ${dead}.\nTry: log in again`,
      'invalid_grant',
      dead,
    ],
    [
      'an unknown code with a known description',
      '{"error":"odd","error_description":"ip restricted"}',
      'invalid_grant',
      'ip restricted',
    ],
    ['an OAuth 1 number', '1708', '1708', 'Failed: IP Address Not Allowed'],
    [
      'a plain word that differs from a code by its spelling',
      'Invalid_Scope',
      'Invalid_Scope',
      undefined,
    ],
    ['and the code', 'invalid_scope', 'invalid_scope', undefined],
    ['a plain word', 'bad_id', 'Bad_Id', undefined],
    ['a scope', 'Refresh_Token', 'refresh_token', undefined],
  ])('%s', (_, text, error, description) => {
    const { explanation } = explainError(text)
    expect([explanation.error, explanation.description]).toEqual([error, description])
  })

  test('a code alone names the descriptions that say more', () => {
    const { variants } = explainError('invalid_grant')
    expect(variants).toContain(dead)
    expect(variants.length).toBeGreaterThan(14)
    expect(explainError(dead).variants).toEqual([])
  })

  test('every own error code', () => {
    for (const code of Object.keys(exitStatusOf)) {
      const line = JSON.stringify({ error: code, oauth_error: '', exit_status: 1 })
      expect(explainError(line).explanation.error).toBe(code)
    }
  })
})

describe('explain refuses', () => {
  test('what it does not know, and names what comes near', () => {
    const error = refusal('invalid_gant')
    expect([error.exitStatus, error.message, error.hint]).toEqual([
      2,
      'nothing is known of "invalid_gant"',
      'explain what comes near: invalid_grant, invalid_client, invalid_otp; see all there is: oauthctl explain --list',
    ])
  })

  test('what nothing comes near to, and names the list', () => {
    expect(refusal('qqqqqqqqqqqqqqqq').hint).toBe('see all there is: oauthctl explain --list')
  })

  test('a part of several descriptions, and names them', () => {
    const error = refusal('audience')
    expect([error.exitStatus, error.hint]).toEqual([
      2,
      'give more of one of them: "audience is invalid", "Audience validation failed"',
    ])
  })

  test('an inherited member name like any other unknown word', () => {
    expect(refusal('__proto__').exitStatus).toBe(2)
    expect(refusal('{"error":"constructor"}').exitStatus).toBe(2)
  })
})

describe('T24: control characters do not reach the sentence', () => {
  test.each(['bad\u001b[2J\nword', 'b\u202ead', '\u0000\u0007nothing\u2028known'])('%j', (text) => {
    expect(refusal(text).message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u)
  })

  test('and do not hide an error', () => {
    expect(explainError('\u001b[31mip\nrestricted\u001b[0m').explanation.description).toBe(
      'ip restricted',
    )
  })
})

describe('T67: a secret is never repeated', () => {
  test.each([
    `${callback}?code=${canary}&state=s`,
    `${callback}#access_token=00D000000000001!${canary}`,
    `{"access_token":"${canary}","id":"x"}`,
    `{"active":true,"token":"${canary}"}`,
    `error=odd&error_description=${canary}&code=${canary}`,
    `{"error":"${canary}"}`,
    canary,
    `5Aep861${canary}`,
    `Authorization: Bearer ${canary}`,
  ])('%s', (text) => {
    const error = refusal(text)
    expect([error.exitStatus, `${error.message} ${error.hint ?? ''}`.includes('CANARY')]).toEqual([
      2,
      false,
    ])
  })

  test('also when the error beside it is known', () => {
    const text = `${callback}?error=access_denied&error_description=${canary}&code=${canary}`
    expect(JSON.stringify(explainError(text))).not.toContain('CANARY')
  })
})

describe('the list', () => {
  test('has every own error code, and more than a hundred errors of servers', () => {
    const { groups, scopes } = explainEverything()
    const own = groups.at(-1)?.explanations.map(({ error }) => error)
    expect(own).toEqual(Object.keys(exitStatusOf))
    expect(groups.flatMap(({ explanations }) => explanations).length).toBeGreaterThan(
      100 + own!.length,
    )
    expect(scopes).toHaveLength(36)
  })
})
