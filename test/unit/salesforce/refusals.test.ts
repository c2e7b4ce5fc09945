import { describe, expect, test } from 'vitest'
import { isBusyRefresh, readRefusal } from '../../../src/salesforce/refusals.js'

/** Every error Salesforce is known to give for a login or a refresh, and what it is to a script. */
const known: readonly (readonly [string, string | undefined, string, number])[] = [
  ['invalid_client', 'invalid client credentials', 'invalid_client', 5],
  ['invalid_client_id', 'client identifier invalid', 'invalid_client', 5],
  ['invalid_client_credentials', undefined, 'request_refused', 5],
  ['unauthorized_client', undefined, 'invalid_client', 5],
  ['redirect_uri_mismatch', 'redirect_uri must match configuration', 'request_refused', 5],
  ['redirect_uri_missing', undefined, 'request_refused', 5],
  ['invalid_grant', 'expired access/refresh token', 'login_required', 4],
  ['invalid_grant', 'EXPIRED access/refresh token', 'login_required', 4],
  ['invalid_grant', 'expired authorization code', 'request_refused', 5],
  ['invalid_grant', 'invalid authorization code', 'request_refused', 5],
  ['invalid_grant', 'ip restricted', 'access_denied', 5],
  ['invalid_grant', 'inactive user', 'access_denied', 5],
  ['invalid_grant', 'invalid code verifier', 'request_refused', 5],
  ['invalid_grant', 'no valid scopes defined', 'request_refused', 5],
  ['invalid_grant', undefined, 'request_refused', 5],
  ['inactive_user', undefined, 'access_denied', 5],
  ['inactive_org', undefined, 'access_denied', 5],
  ['access_denied', 'end-user denied authorization', 'access_denied', 5],
  ['invalid_scope', undefined, 'invalid_scope', 5],
  ['immediate_unsuccessful', undefined, 'login_required', 4],
  ['rate_limit_exceeded', undefined, 'rate_limited', 6],
  ['invalid_app_access', 'user is not admin approved to access this app', 'access_denied', 5],
  ['OAUTH_APP_ACCESS_DENIED', undefined, 'access_denied', 5],
  ['OAUTH_APP_BLOCKED', 'this app is blocked by admin', 'access_denied', 5],
  ['OAUTH_AUTHORIZATION_BLOCKED', undefined, 'access_denied', 5],
  [
    'OAUTH_EC_APP_NOT_FOUND',
    'External client app is not installed in this org',
    'invalid_client',
    5,
  ],
  ['OAUTH_APPROVAL_ERROR_GENERIC', 'An unexpected error has occurred', 'request_refused', 5],
  ['invalid_request', 'missing required code challenge', 'request_refused', 5],
  ['unsupported_grant_type', 'grant type not supported', 'request_refused', 5],
  ['unsupported_response_type', 'response type not supported', 'request_refused', 5],
  ['server_error', undefined, 'server_error', 6],
  ['unknown_error', 'retry your request', 'server_error', 6],
  ['never_seen_before', undefined, 'request_refused', 5],
  ['__proto__', undefined, 'request_refused', 5],
]

describe('every refusal has a code and says what to do', () => {
  test.each(known)('%s "%s" is %s', (error, description, code) => {
    const verdict = readRefusal({ error, description, status: 400 })
    expect(verdict.code).toBe(code)
    expect(verdict.hint).toMatch(/^[a-z].{10,}[^.]$/)
  })
})

describe('a refresh that is under way elsewhere is no dead token', () => {
  test.each([
    ['invalid_grant', 'token request is already being processed', true],
    ['invalid_grant', 'Token request is already being processed', true],
    ['invalid_grant', 'expired authorization code', true],
    ['invalid_grant', 'expired access/refresh token', false],
    ['invalid_grant', undefined, false],
    ['invalid_client', 'token request is already being processed', false],
  ])('%s "%s": %s', (error, description, busy) => {
    expect(isBusyRefresh({ error, description, status: 400 })).toBe(busy)
  })
})
