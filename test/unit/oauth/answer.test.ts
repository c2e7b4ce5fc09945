import { describe, expect, test } from 'vitest'
import type { HttpAnswer } from '../../../src/kernel/ports.js'
import { jsonOf, refuseRedirect } from '../../../src/oauth/answer.js'
import { standardRefusal } from '../../../src/oauth/refusal.js'
import { answer } from '../../support/fakes.js'
import { codeOf, faultOf } from '../store/fixtures.js'

const url = 'https://idp.example/token'

function read(body: unknown, status = 200, headers: Record<string, string> = {}): unknown {
  return jsonOf(answer(body, { status, headers, url }), 'the token answer', standardRefusal)
}

test('a JSON object with status 200 is given as it came', () => {
  expect(read({ access_token: 'a', extra: [1] })).toEqual({ access_token: 'a', extra: [1] })
})

describe('what is no answer', () => {
  test.each([
    ['201', { access_token: 'a' }, 201],
    ['204', '', 204],
    ['206', { access_token: 'a' }, 206],
    ['empty', '', 200],
    ['a page', '<html>maintenance</html>', 200],
    ['an array', '[]', 200],
    ['truncated', '{"access_token":"a', 200],
    ['two objects', '{"access_token":"a"}{}', 200],
    ['a name twice', '{"access_token":"a","access_token":"b"}', 200],
    ['400 without an error', { message: 'no' }, 400],
    ['400 with an error that is no string', { error: { code: 1 } }, 400],
    ['400 with an empty error', { error: '' }, 400],
    ['403 with one word', 'Bad_OAuth_Token', 403],
    ['404', '<html>', 404],
  ])('%s', async (_what, body, status) => {
    expect(await codeOf(() => read(body, status))).toBe('bad_answer')
  })

  test('names the server, not what it said', async () => {
    const fault = await faultOf(() => read('<html>CANARY</html>'))
    expect([fault.message, fault.message.includes('CANARY'), fault.hint]).toEqual([
      'the token answer of idp.example is not JSON',
      false,
      'the server may be under maintenance; try again in a minute, with -v to see its answer',
    ])
  })
})

describe('a server that is busy or broken is not believed, whatever it says', () => {
  test.each([500, 502, 503, 504])('HTTP %i', async (status) => {
    const fault = await faultOf(() => read({ error: 'invalid_grant' }, status))
    expect([fault.code, fault.message, fault.hint, fault.retryable]).toEqual([
      'server_error',
      `idp.example answered HTTP ${status}`,
      'try again in a minute',
      true,
    ])
  })

  test.each([
    ['30', 'try again in 30 seconds'],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 'try again in a minute'],
    ['-1', 'try again in a minute'],
    ['', 'try again in a minute'],
    ['1e9', 'try again in a minute'],
  ])('HTTP 429, Retry-After %j', async (wait, hint) => {
    const fault = await faultOf(() => read({ error: 'slow' }, 429, { 'retry-after': wait }))
    expect([fault.code, fault.hint]).toEqual(['rate_limited', hint])
  })
})

describe('a refusal', () => {
  test.each([
    ['access_denied', 'access_denied', 5],
    ['invalid_client', 'invalid_client', 5],
    ['unauthorized_client', 'invalid_client', 5],
    ['invalid_scope', 'invalid_scope', 5],
    ['invalid_grant', 'request_refused', 5],
    ['invalid_request', 'request_refused', 5],
    ['unsupported_grant_type', 'request_refused', 5],
    ['server_error', 'server_error', 6],
    ['temporarily_unavailable', 'server_error', 6],
    ['login_required', 'login_required', 4],
    ['interaction_required', 'login_required', 4],
    ['consent_required', 'login_required', 4],
    ['something_new', 'request_refused', 5],
    ['__proto__', 'request_refused', 5],
    ['constructor', 'request_refused', 5],
  ])('%s is %s, exit status %i, and says what to do', async (error, code, status) => {
    const fault = await faultOf(() => read({ error }, 400))
    expect([fault.code, fault.exitStatus, typeof fault.hint]).toEqual([code, status, 'string'])
  })

  test('is told in the words of the server', async () => {
    const fault = await faultOf(() =>
      read({ error: 'invalid_grant', error_description: 'expired access/refresh token' }, 401),
    )
    expect(Object.assign({}, fault, { message: fault.message })).toEqual({
      name: 'OAuthResponseError',
      code: 'request_refused',
      message: 'idp.example refused: expired access/refresh token',
      hint: 'log in again: oauthctl login; a grant without a person needs its key, token or assertion checked',
      refusal: {
        error: 'invalid_grant',
        description: 'expired access/refresh token',
        status: 401,
      },
    })
  })

  test('without a description is told by its code', async () => {
    expect((await faultOf(() => read({ error: 'invalid_grant' }, 400))).message).toBe(
      'idp.example refused: invalid_grant',
    )
  })
})

describe('a redirect is never followed', () => {
  function redirect(location: string | undefined, status = 302): HttpAnswer {
    const headers = location === undefined ? {} : { location }
    return answer('', { status, headers, url })
  }

  test.each([300, 301, 302, 303, 304, 307, 308, 399])('HTTP %i', async (status) => {
    expect(await codeOf(() => refuseRedirect(redirect('https://acme.example/x', status)))).toBe(
      'unexpected_redirect',
    )
  })

  test.each([199, 200, 400])('HTTP %i is none', (status) => {
    expect(() => {
      refuseRedirect(redirect('https://acme.example', status))
    }).not.toThrow()
  })

  const stay = 'check the host; a proxy or a sign-in wall may stand in between'
  test.each([
    [
      'https://acme.example/token',
      'idp.example redirects /token to acme.example, and redirects are not followed',
      'log in to that host instead: oauthctl login https://acme.example',
    ],
    [
      '//acme.example:8443/x',
      'idp.example redirects /token to acme.example:8443, and redirects are not followed',
      'log in to that host instead: oauthctl login https://acme.example:8443',
    ],
    ['/login', 'idp.example redirects /token, and redirects are not followed', stay],
    ['https://idp.example/x', 'idp.example redirects /token, and redirects are not followed', stay],
    [undefined, 'idp.example redirects /token, and redirects are not followed', stay],
    ['http://[', 'idp.example redirects /token, and redirects are not followed', stay],
    ['javascript:alert(1)', 'idp.example redirects /token, and redirects are not followed', stay],
    ['data:text/html,x', 'idp.example redirects /token, and redirects are not followed', stay],
  ])('to %s, the host to use is named', async (location, message, hint) => {
    const fault = await faultOf(() => refuseRedirect(redirect(location)))
    expect([fault.message, fault.hint]).toEqual([message, hint])
  })

  test.each(['https://a$(touch${IFS}x).test/', 'https://a`id`.test/', "https://a';id;'.test/"])(
    'the hint never carries a command of the server: %s',
    async (location) => {
      const fault = await faultOf(() => refuseRedirect(redirect(location)))
      expect(fault.hint).toBe(stay)
    },
  )
})
