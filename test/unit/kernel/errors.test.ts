import { expect, test } from 'vitest'
import { AuthError, exitStatusOf, OAuthResponseError } from '../../../src/kernel/errors.js'

test('every code has the exit status that scripts rely on', () => {
  const codes = Object.entries(exitStatusOf)
  const byStatus = Object.fromEntries(
    codes.map(([, status]) => [
      status,
      codes.filter(([, other]) => other === status).map(([code]) => code),
    ]),
  )
  expect(byStatus).toMatchInlineSnapshot(`
    {
      "1": [
        "internal",
        "output_failed",
      ],
      "10": [
        "login_timed_out",
      ],
      "130": [
        "interrupted",
      ],
      "137": [
        "keychain_hung",
      ],
      "143": [
        "terminated",
      ],
      "2": [
        "usage",
        "secret_on_argv",
        "input_required",
      ],
      "3": [
        "unknown_profile",
        "bad_configuration",
        "bad_metadata",
        "issuer_mismatch",
        "untrusted_host",
        "unexpected_redirect",
        "unsupported_by_server",
        "port_in_use",
      ],
      "4": [
        "login_required",
      ],
      "5": [
        "access_denied",
        "request_refused",
        "invalid_client",
        "invalid_scope",
      ],
      "6": [
        "network_error",
        "proxy_error",
        "tls_error",
        "timeout",
        "server_error",
        "rate_limited",
        "outcome_unknown",
        "bad_answer",
      ],
      "7": [
        "token_invalid",
      ],
      "8": [
        "store_unavailable",
        "store_locked",
        "store_damaged",
        "store_wrong_key",
      ],
      "9": [
        "partly_done",
      ],
    }
  `)
})

test('an error carries its code, status, hint and cause', () => {
  const cause = new Error('below')
  const error = new AuthError('port_in_use', 'port 1717 is taken', { hint: 'free it', cause })
  expect({
    ...Object.fromEntries(Object.entries(error)),
    message: error.message,
    cause: error.cause,
    status: error.exitStatus,
  }).toEqual({
    name: 'AuthError',
    code: 'port_in_use',
    message: 'port 1717 is taken',
    hint: 'free it',
    cause,
    status: 3,
  })
})

test('an error without a cause has no cause member', () => {
  expect('cause' in new AuthError('usage', 'no')).toBe(false)
})

test('only what may heal by itself is retryable', () => {
  const retryable = Object.keys(exitStatusOf).filter(
    (code) => new AuthError(code as keyof typeof exitStatusOf, '').retryable,
  )
  expect(retryable).toEqual([
    'network_error',
    'proxy_error',
    'tls_error',
    'timeout',
    'server_error',
    'rate_limited',
    'outcome_unknown',
    'bad_answer',
  ])
})

test("a server's refusal keeps the server's own words", () => {
  const refusal = { error: 'invalid_grant', description: 'expired', status: 400 }
  const error = new OAuthResponseError('login_required', 'it refused', refusal, { hint: 'log in' })
  expect(error).toBeInstanceOf(AuthError)
  expect([error.refusal, error.exitStatus, error.hint]).toEqual([refusal, 4, 'log in'])
})
