import { describe, expect, test } from 'vitest'
import { AuthError, OAuthResponseError } from '../../../src/kernel/errors.js'
import { asAuthError, errorJson, errorText } from '../../../src/output/errors.js'
import { ansi, plain } from '../../../src/output/style.js'
import { hostile } from './views.js'

const refused = new OAuthResponseError(
  'login_required',
  'login.salesforce.com refused: expired access/refresh token',
  { error: 'invalid_grant', description: 'expired access/refresh token', status: 400 },
  { hint: 'log in again: oauthctl login' },
)

test('an error for people is one sentence and one line that says what to try', () => {
  expect(errorText(refused, plain)).toBe(
    'error: login.salesforce.com refused: expired access/refresh token.\n' +
      'Try: log in again: oauthctl login\n',
  )
})

test('without a hint it is one sentence', () => {
  expect(errorText(new AuthError('interrupted', 'interrupted'), plain)).toBe(
    'error: interrupted.\n',
  )
})

test('a sentence that the server ended has one period', () => {
  const words = 'it refused: An unexpected error has occurred. Please try again.'
  expect(errorText(new AuthError('request_refused', words), plain)).toBe(`error: ${words}\n`)
})

test('the word error is red where there are colours', () => {
  expect(errorText(new AuthError('usage', 'no'), ansi)).toBe('\u001b[31merror:\u001b[39m no.\n')
})

test('an error for scripts is one JSON line with every member', () => {
  expect(errorJson(refused)).toBe(
    '{"error":"login_required","error_description":"login.salesforce.com refused: expired access/refresh token",' +
      '"oauth_error":"invalid_grant","oauth_error_description":"expired access/refresh token",' +
      '"hint":"log in again: oauthctl login","exit_status":4,"retryable":false}\n',
  )
})

test('an error that no server caused names no OAuth error', () => {
  expect(JSON.parse(errorJson(new AuthError('network_error', 'no route')))).toEqual({
    error: 'network_error',
    error_description: 'no route',
    hint: '',
    exit_status: 6,
    retryable: true,
  })
})

describe("the server's words", () => {
  const error = new OAuthResponseError(
    'request_refused',
    `it refused: ${hostile}`,
    { error: hostile, description: hostile, status: 400 },
    { hint: `do ${hostile}` },
  )

  test('cannot forge a line for people', () => {
    const text = errorText(error, plain)
    expect(text).not.toMatch(/[^\x20-\x7e\n]/)
    expect(text.split('\n')).toHaveLength(3)
  })

  test('cannot forge a line for scripts', () => {
    const text = errorJson(error)
    expect(text.slice(0, -1)).not.toMatch(/[^\x20-\x7e]/)
    expect(JSON.stringify(JSON.parse(text))).not.toContain(String.raw`\u001b`)
  })

  test('do not show our own secrets when it echoes them', () => {
    const echo = 'bad client_secret s3cret-CANARY and code%3Ds3cret%2DCANARY'
    const told = new OAuthResponseError(
      'invalid_client',
      `it refused: ${echo}`,
      { error: 's3cret-CANARY', description: echo, status: 400 },
      { hint: 'check s3cret-CANARY' },
    )
    for (const text of [
      errorText(told, plain, ['s3cret-CANARY']),
      errorJson(told, ['s3cret-CANARY']),
    ]) {
      expect(text).toContain('«redacted»')
      expect(text).not.toContain('s3cret-CANARY')
    }
  })

  test('do not show the first half of a secret where they are cut', () => {
    const secret = 'CANARY'.repeat(20)
    const long = new AuthError('request_refused', `${'x'.repeat(450)}${secret}`)
    expect(errorText(long, plain, [secret])).not.toContain('CANARY')
  })
})

describe('what is not foreseen is a bug of ours, and says so', () => {
  test.each([
    [
      new TypeError('x is not a function'),
      'something unexpected happened (TypeError: x is not a function)',
    ],
    ['a string', 'something unexpected happened (a string)'],
    [undefined, 'something unexpected happened (undefined)'],
  ])('%s', (thrown, message) => {
    const error = asAuthError(thrown)
    expect([error.code, error.exitStatus, error.message, error.cause]).toEqual([
      'internal',
      1,
      message,
      thrown,
    ])
  })

  test('what is foreseen stays what it is', () => {
    expect(asAuthError(refused)).toBe(refused)
  })
})
