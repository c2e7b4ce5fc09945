import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { tracedFetch } from '../../../src/http/trace.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { HttpAnswer, HttpRequest } from '../../../src/kernel/ports.js'
import { get, never, post } from './servers.js'

const url = 'https://issuer.example/services/oauth2/token'

function shown(name: string, value: string): string {
  const digest = createHash('sha256').update(value).digest('hex').slice(0, 8)
  return `<${name} sha256:${digest} len:${value.length}>`
}

function answering(text: string, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return { status: 200, headers, text, url }
}

/** The trace of these exchanges, with every duration written as `N ms`. */
async function traceOf(
  ...exchanges: readonly (readonly [HttpRequest, HttpAnswer | Error])[]
): Promise<readonly string[]> {
  const lines: string[] = []
  const answers = exchanges.map(([, answer]) => answer)
  const fetch = tracedFetch(
    () => {
      const answer = answers.shift()
      return answer instanceof Error || answer === undefined
        ? Promise.reject(answer ?? new Error('no more answers'))
        : Promise.resolve(answer)
    },
    (line) => lines.push(line),
  )
  for (const [request] of exchanges) await fetch(request, never).catch(() => undefined)
  return lines.map((line) => line.replace(/\d+ ms/, 'N ms'))
}

describe('the trace of an exchange', () => {
  test('shows all that is not secret and a fingerprint of all that is', async () => {
    const refresh = '5Aep861TSESvWeug_xtFfFr-secret'
    const access = '00Dxx0000001gPL!AR8AQ-secret-access'
    const request = post(url, `grant_type=refresh_token&client_id=3MVG9&refresh_token=${refresh}`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Basic czpw' },
    })
    const json = JSON.stringify({
      access_token: access,
      instance_url: 'https://acme.my.salesforce.com',
      signature: 'c2lnbmF0dXJl',
      scope: 'api id',
      issued_at: '1771782123456',
      token_type: 'Bearer',
    })
    const type = 'application/json;charset=UTF-8'
    const answer = answering(json, { 'content-type': type, 'x-other': 'not shown' })
    expect(await traceOf([request, answer])).toEqual([
      `> POST ${url}`,
      '> content-type: application/x-www-form-urlencoded',
      `> authorization: Basic ${shown('authorization', 'czpw')}`,
      '>   grant_type=refresh_token',
      '>   client_id=3MVG9',
      `>   refresh_token=${shown('refresh_token', refresh)}`,
      '< 200 after N ms',
      `< content-type: ${type}`,
      `<   access_token: ${shown('access_token', access)}`,
      '<   instance_url: https://acme.my.salesforce.com',
      `<   signature: ${shown('signature', 'c2lnbmF0dXJl')}`,
      '<   scope: api id',
      '<   issued_at: 1771782123456',
      '<   token_type: Bearer',
    ])
  })

  test('gives the answer and the error on unchanged', async () => {
    const answer = answering('x')
    expect(
      await tracedFetch(
        () => Promise.resolve(answer),
        () => undefined,
      )(get(url), never),
    ).toBe(answer)
    const error = new AuthError('timeout', 'issuer.example did not answer within 30 seconds')
    const failing = tracedFetch(
      () => Promise.reject(error),
      () => undefined,
    )
    await expect(failing(get(url), never)).rejects.toBe(error)
  })

  test('says when there was no answer', async () => {
    const error = new AuthError('timeout', 'issuer.example did not answer within 30 seconds')
    expect(await traceOf([get(url), error])).toEqual([
      `> GET ${url}`,
      '< nothing after N ms: issuer.example did not answer within 30 seconds',
    ])
  })

  test('hides the secrets of queries and of places to go to', async () => {
    const there = `http://localhost:1717/cb?code=the-code-itself&state=the-state-itself&x=1`
    const lines = await traceOf([
      get(
        'https://u:pass@issuer.example/authorize?code_challenge=abc&state=s1&nonce=n1&client_id=c',
      ),
      answering('', { location: there, 'set-cookie': 'sid=very-secret; Secure' }),
    ])
    expect(lines).toEqual([
      `> GET https://issuer.example/authorize?code_challenge=abc&state=${shown('state', 's1')}&nonce=${shown('nonce', 'n1')}&client_id=c`,
      '< 200 after N ms',
      `< location: http://localhost:1717/cb?code=${shown('code', 'the-code-itself')}&state=${shown('state', 'the-state-itself')}&x=1`,
      `< set-cookie: ${shown('set-cookie', 'sid=very-secret; Secure')}`,
    ])
  })

  test('hides a secret that the server repeats somewhere else', async () => {
    const secret = 'the/refresh+token=itself'
    const error = JSON.stringify({
      error: 'invalid_grant',
      error_description: `no such token ${secret}, ${encodeURIComponent(secret)}`,
    })
    const lines = await traceOf(
      [post(url, new URLSearchParams({ refresh_token: secret }).toString()), answering(error)],
      [get(`https://issuer.example/${encodeURIComponent(secret)}`), answering(`<p>${secret}</p>`)],
    )
    expect(lines.join('\n')).not.toContain('itself')
    expect(lines).toContain(
      `<   error_description: no such token ${shown('refresh_token', secret)}, ${shown('refresh_token', secret)}`,
    )
  })
})

describe('a secret is known by its name', () => {
  test.each([
    'access_token',
    'refresh_token',
    'id_token',
    'client_secret',
    'code',
    'code_verifier',
    'assertion',
    'client_assertion',
    'password',
    'new_password',
    'token',
    'subject_token',
    'actor_token',
    'device_code',
    'signature',
    'state',
    'nonce',
    'sid',
    'lightning_sid',
    'parent_sid',
    'csrf_token',
    'cookie-sid_Client',
    'cookie-clientSrc',
    'otp',
    'SAMLResponse',
    'accessToken',
    'id_token_hint',
    'registration_access_token',
    'oauth_token_secret',
    'oauth_verifier',
    'oauth_signature',
    'frontdoor_uri',
  ])('%s', async (name) => {
    const secret = 'CANARY-5e1d0c'
    const lines = await traceOf(
      [post(url, new URLSearchParams({ [name]: secret }).toString()), answering('')],
      [
        post(url, JSON.stringify({ [name]: secret }), { headers: {} }),
        answering(JSON.stringify({ outer: [{ [name]: secret }], [name]: secret })),
      ],
      [get(`${url}?${encodeURIComponent(name)}=${secret}`), answering('')],
      [get(url), answering('', { location: `https://a.example/?${name}=${secret}` })],
    )
    expect(lines.join('\n')).not.toContain('CANARY')
    expect(lines.join('\n').split(shown(name, secret)).length - 1).toBe(6)
  })

  test.each(['authorization', 'Authorization', 'cookie', 'proxy-authorization', 'dpop'])(
    'in the header %s',
    async (name) => {
      const lines = await traceOf([
        get(url, { headers: { [name]: 'Bearer CANARY' } }),
        answering(''),
      ])
      expect(lines[1]).toBe(`> ${name}: Bearer ${shown(name, 'CANARY')}`)
    },
  )

  test('and what only sounds like one stays readable', async () => {
    const open = {
      token_type: 'Bearer',
      token_endpoint: 'https://issuer.example/token',
      code_challenge_methods_supported: ['S256'],
      error_code: 'x',
      scope: 'api',
    }
    const lines = await traceOf([get(url), answering(JSON.stringify(open))])
    expect(lines.slice(2)).toEqual([
      '<   token_type: Bearer',
      '<   token_endpoint: https://issuer.example/token',
      '<   code_challenge_methods_supported: ["S256"]',
      '<   error_code: x',
      '<   scope: api',
    ])
  })
})

describe('a body that is not JSON', () => {
  test('is shown by its size and its beginning, without anything that looks like a token', async () => {
    const token = '00Dxx0000001gPL!AR8AQ.abc_def-ghi'
    const html = `<html>${token} ${'word '.repeat(100)}</html>`
    const lines = await traceOf([get(url), answering(html, { 'content-type': 'text/html' })])
    expect(lines).toHaveLength(4)
    expect(lines[3]).toMatch(
      /^< {3}\d+ bytes of text\/html: <html><text sha256:\w{8} len:33> word /,
    )
    expect(lines[3]!.length).toBeLessThan(250)
  })

  test('is the same for JSON that is broken, too deep or no object', async () => {
    for (const text of [
      '{"access_token":"CANARY-0123456789abcdef',
      '["CANARY-0123456789abcdef"]',
    ]) {
      const lines = await traceOf([get(url), answering(text)])
      expect(lines.join('\n')).not.toContain('CANARY')
    }
    const deep = '{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000)
    expect(await traceOf([get(url), answering(deep)])).toHaveLength(3)
  })

  test('a JWT is hidden wherever it stands', async () => {
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl'
    const lines = await traceOf([
      get(url),
      answering(JSON.stringify({ message: `got ${jwt}.`, list: [jwt] })),
    ])
    expect(lines.join('\n')).not.toContain('eyJ')
  })
})

test('no line can move a cursor, forge another line or hide text', async () => {
  const hostile = 'a\u001b]0;x\u0007b\r\n< 200 forged\u0085\u202ec\u200bd\u2028e'
  const lines = await traceOf(
    [
      get(`${url}?${encodeURIComponent(hostile)}=${encodeURIComponent(hostile)}`),
      answering(JSON.stringify({ [hostile]: hostile, list: [{ [hostile]: hostile }] })),
    ],
    [post(url, hostile, { headers: {} }), answering(hostile, { location: hostile })],
    [get(url), new Error(hostile)],
  )
  for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  expect(lines.filter((line) => line.startsWith('< 200 forged'))).toEqual([])
})
