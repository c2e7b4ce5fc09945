import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { oauth1Lessons } from '../../../src/salesforce/catalogue/oauth1-lessons.js'
import {
  oauth1AuthorizationUrl,
  oauth1Endpoints,
  processSession,
  sessionRequest,
} from '../../../src/salesforce/oauth1.js'
import { oauth1Refusal } from '../../../src/salesforce/oauth1-refusal.js'
import { answer } from '../../support/fakes.js'
import { faultOf, plain } from '../store/fixtures.js'

const server = { url: 'https://login.salesforce.com' }
const token = { token: new Secret('T'), secret: new Secret('S') }
const sessionId = '00D000000000001!AQ.x_y'
const serverUrl = 'https://acme.my.salesforce.com/services/Soap/u/67.0/00D000000000001'

function xml(url = serverUrl, id = sessionId): string {
  return `<?xml version="1.0" encoding="UTF-8"?><response><serverUrl>${url}</serverUrl><sessionId>${id}</sessionId></response>`
}

test('the endpoints stand on the host that was named', () => {
  expect(oauth1Endpoints(server)).toEqual({
    requestToken:
      'https://login.salesforce.com/_nc_external/system/security/oauth/RequestTokenHandler',
    authorization: 'https://login.salesforce.com/setup/secur/RemoteAccessAuthorizationPage.apexp',
    accessToken:
      'https://login.salesforce.com/_nc_external/system/security/oauth/AccessTokenHandler',
  })
})

test('T98: a token with metacharacters stays one parameter of the authorization URL', () => {
  const odd = { token: new Secret('a&b=c#d"e`$(f);%41'), secret: new Secret('S') }
  const url = oauth1AuthorizationUrl('https://login.salesforce.com/p', 'k&k', odd)
  expect([...new URL(url).searchParams]).toEqual([
    ['oauth_token', 'a&b=c#d"e`$(f);%41'],
    ['oauth_consumer_key', 'k&k'],
  ])
  expect(url).toMatch(/^[\w:/.?&=%~-]+$/)
})

test.each([
  ['partner', 'https://login.salesforce.com/services/OAuth/u/67.0'],
  ['enterprise', 'https://login.salesforce.com/services/OAuth/c/67.0'],
] as const)('a session of the %s API is asked for at %s, with an empty body', (kind, url) => {
  const client = { id: 'key', secret: new Secret('secret') }
  const moment = { nonce: 'n', timestamp: epochSeconds(7) }
  const request = sessionRequest(server, { kind, version: '67.0' }, client, token, moment)
  expect({ ...request, headers: Object.keys(request.headers) }).toEqual({
    method: 'POST',
    url,
    headers: ['authorization', 'content-type'],
    body: '',
  })
})

describe('a session answer', () => {
  const session = { serverUrl, instanceUrl: 'https://acme.my.salesforce.com' }

  test.each([
    xml(),
    ` ${xml()}\n`,
    `<r xmlns="urn:x"><a/><serverUrl>${serverUrl}</serverUrl><other><sessionId>no</sessionId></other><sessionId>${sessionId}</sessionId></r>`,
    `<r>\n <serverUrl>${serverUrl.replaceAll('/', '&#47;')}</serverUrl>\n <sessionId>${sessionId.replace('!', '&#x21;')}</sessionId>\n</r>`,
  ])('gives the session and where it lives: %s', (text) => {
    expect(plain(processSession(answer(text), server))).toEqual({
      ...session,
      sessionId: { secret: sessionId },
      orgId: '00D000000000001',
    })
  })

  test.each([
    ['no XML', '{"sessionId":"x"}'],
    ['no session', '<r><serverUrl>https://acme.my.salesforce.com</serverUrl></r>'],
    ['an empty session', xml(serverUrl, '')],
    ['a session twice', xml().replace('</response>', '<sessionId>b</sessionId></response>')],
    ['a session deeper inside', `<r><x>${xml().slice(38)}</x></r>`],
    ['a prefix', xml().replaceAll('sessionId', 'x:sessionId')],
    ['a line end in the session', xml(serverUrl, 'a&#10;b')],
    ['a NUL', xml(serverUrl, 'a&#0;b')],
    ['a character beyond Unicode', xml(serverUrl, 'a&#xfffffff;b')],
    ['an entity of its own', xml(serverUrl, '&lol;')],
    [
      'a document type',
      `<!DOCTYPE r [<!ENTITY s SYSTEM "file:///etc/passwd">]>${xml(serverUrl, '&s;')}`,
    ],
    ['CDATA', xml(serverUrl, '<![CDATA[a]]>')],
    ['a comment', xml(serverUrl, 'a<!-- b -->c')],
    ['a second root', `${xml()}<r/>`],
    ['text before the root', `x${xml()}`],
    ['tags that cross', '<r><serverUrl>a</r></serverUrl>'],
    ['an end only', '</r>'],
    ['an open end', xml().slice(0, -3)],
    ['nesting without end', '<a>'.repeat(20_000)],
    ['a tag without end', `<a ${' '.repeat(60_000)}`],
    ['references without end', xml(serverUrl, '&amp'.repeat(10_000))],
    ['more than any session needs', xml(serverUrl, 'a'.repeat(70_000))],
  ])('with %s is a bad one, at once', async (_what, text) => {
    const started = performance.now()
    const fault = await faultOf(() => processSession(answer(text), server))
    expect([fault.code, fault.message]).toEqual([
      'bad_answer',
      'login.salesforce.com did not answer with a session',
    ])
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  test.each([
    'https://evil.example/services/Soap/u/67.0',
    'http://acme.my.salesforce.com/x',
    'https://salesforce.com.evil.example/x',
    'https://u:p@acme.my.salesforce.com/x',
    'http://127.0.0.1:1/x',
    'nowhere',
  ])('T4: with a session at %s is not trusted', async (url) => {
    const fault = await faultOf(() => processSession(answer(xml(url)), server))
    expect([fault.code, fault.message.startsWith('"serverUrl" points to ')]).toEqual([
      'untrusted_host',
      true,
    ])
  })

  test.each([
    [401, '', 'login_required'],
    [401, '1703 Failed: Invalid Access Token', 'login_required'],
    [401, '1701 Failed: Nonce Replay Detected', 'request_refused'],
    [403, '1716 Failed: OAuth Api Access Disabled', 'request_refused'],
    [200, '<error>1703</error>', 'login_required'],
    [404, 'Not found', 'bad_answer'],
    [503, '', 'server_error'],
    [302, '', 'unexpected_redirect'],
  ])('of status %i and %j is %s', async (status, text, code) => {
    const fault = await faultOf(() => processSession(answer(text, { status }), server))
    expect(fault.code).toBe(code)
  })
})

describe('a refusal', () => {
  test.each(
    oauth1Lessons
      .filter(({ error }) => error.startsWith('17'))
      .map((one) => [one.error, one] as const),
  )('%s is known by its number and by its words, with the hint of its lesson', (_, one) => {
    const bodies = [
      one.error,
      `${one.error} ${one.description ?? ''}`,
      one.description ?? '',
      `oauth_problem=${(one.description ?? '').replaceAll(' ', '+')}`,
      `<html><body>${one.error}: ${one.description ?? ''}</body></html>`,
    ]
    for (const body of bodies) {
      const refusal = oauth1Refusal(answer(body, { status: 401 }))
      expect([refusal?.refusal, refusal?.message, refusal?.hint]).toEqual([
        { error: one.error, description: one.description, status: 401 },
        `login.salesforce.com refused: ${one.description ?? ''}`,
        one.hint,
      ])
    }
  })

  test.each([
    ['1714 Failed: Signature Invalid', 'invalid_client', '1714', 'Failed: Signature Invalid'],
    [
      'Failed: Signature Invalid',
      'invalid_client',
      'invalid_signature',
      'Failed: Signature Invalid',
    ],
    ['1713', 'invalid_client', '1713', 'Failed: Consumer Deleted'],
    ['1715 Failed: Invalid Token', 'request_refused', '1715', 'Failed: Invalid Token'],
    ['1799', 'request_refused', '1799', undefined],
  ])('%s is %s', (body, code, error, description) => {
    const refusal = oauth1Refusal(answer(body, { status: 401 }))
    expect([refusal?.code, refusal?.refusal]).toEqual([code, { error, description, status: 401 }])
  })

  test.each(['', 'Not found', 'width="1701px" #1701 a1701 17012 1701.5', '<html></html>'])(
    'is not found in %j',
    (body) => {
      expect(oauth1Refusal(answer(body, { status: 400 }))).toBeUndefined()
    },
  )
})
