import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/kernel/json.js'
import { parseEndpoint } from '../../../src/oauth/endpoint.js'
import { readMetadata } from '../../../src/oauth/metadata.js'
import { faultOf } from '../store/fixtures.js'

const issuer = new URL('https://idp.example')

const members = [
  'authorization_endpoint',
  'token_endpoint',
  'revocation_endpoint',
  'introspection_endpoint',
  'userinfo_endpoint',
  'jwks_uri',
  'end_session_endpoint',
] as const

/** Values that must never be opened, fetched or shown as a link (threat rows T2, T3, T26). */
const hostile = [
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'smb://evil/share',
  'ms-msdt:/id x',
  'search-ms:query=x',
  'vscode://file/x',
  'ftp://evil.test/',
  'ws://evil.test/',
  'blob:https://evil.test/x',
  'about:blank',
  String.raw`\\evil\share`,
  '//evil.test/token',
  '/token',
  'token',
  'evil.test/token',
  '',
  ' ',
  'http://idp.example/token',
  'http://127.0.0.1:8787/token',
  'http://localhost/token',
  'https://',
  'https://idp.example@evil.test/token',
  'https://:secret@evil.test/token',
  'https://idp.example/token#fragment',
  'https://exa mple/token',
  'https://idp.example:99999/token',
] as const

function metadata(change: JsonObject): JsonObject {
  return {
    issuer: 'https://idp.example',
    authorization_endpoint: 'https://idp.example/authorize',
    token_endpoint: 'https://idp.example/token',
    ...change,
  }
}

describe.each(members)('%s', (member) => {
  test.each(hostile)('refuses %j by the name of the member', async (value) => {
    const fault = await faultOf(() => readMetadata(metadata({ [member]: value }), issuer))
    expect([fault.code, fault.message.includes(`"${member}"`)]).toEqual(['bad_metadata', true])
  })

  test.each([1, true, ['https://idp.example/token'], { url: 'https://idp.example/token' }])(
    'refuses %j, which is no string',
    async (value) => {
      const fault = await faultOf(() => readMetadata(metadata({ [member]: value }), issuer))
      expect([fault.code, fault.message]).toEqual([
        'bad_metadata',
        `"${member}" of the metadata of idp.example is not a string`,
      ])
    },
  )
})

test.each([
  ['file:///etc/passwd', 'is not https'],
  ['http://idp.example/x', 'is not https'],
  ['token', 'is not an absolute URL'],
  ['https://a@evil.test/', 'carries a user name'],
  ['https://idp.example/#a', 'carries a fragment'],
])('says what is wrong with %s', async (value, reason) => {
  const fault = await faultOf(() => parseEndpoint('jwks_uri', value, issuer))
  expect([fault.message, fault.hint]).toEqual([
    `"jwks_uri" of idp.example's metadata ${reason}`,
    'ask whoever runs that server to mend its metadata',
  ])
})

describe('http is for loopback alone', () => {
  test.each([
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787/token', true],
    ['http://127.0.0.1:8787', 'http://localhost:9/token', true],
    ['http://localhost:8787', 'http://[::1]:9/token', true],
    ['http://127.0.0.1:8787', 'http://127.1/token', true],
    ['http://127.0.0.1:8787', 'http://idp.example/token', false],
    ['http://127.0.0.1:8787', 'http://127.0.0.1.evil.test/token', false],
    ['http://127.0.0.1:8787', 'http://localhost.evil.test/token', false],
    ['http://127.0.0.1:8787', 'http://0.0.0.0/token', false],
    ['http://127.0.0.1:8787', 'http://169.254.169.254/token', false],
    ['https://127.0.0.1:8787', 'http://127.0.0.1:8787/token', false],
    ['https://idp.example', 'http://127.0.0.1/token', false],
  ])('issuer %s, endpoint %s: %s', async (from, value, accepted) => {
    const read = (): string => parseEndpoint('token_endpoint', value, new URL(from))
    if (accepted) expect(read()).toBe(new URL(value).href)
    else expect((await faultOf(read)).code).toBe('bad_metadata')
  })
})

test('an endpoint may have a query of its own and another host', () => {
  const value = 'https://login.example/authorize?tenant=a%20b'
  expect(parseEndpoint('authorization_endpoint', value, issuer)).toBe(value)
})
