import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { OAuthResponseError } from '../../../src/kernel/errors.js'
import { accessTokenRequest, processAccessToken } from '../../../src/oauth/oauth1-access-token.js'
import {
  processRequestToken,
  requestTokenRequest,
} from '../../../src/oauth/oauth1-request-token.js'
import { verifierOf } from '../../../src/oauth/oauth1-verifier.js'
import { answer } from '../../support/fakes.js'
import { faultOf, plain } from '../store/fixtures.js'

const client = { id: 'key', secret: new Secret('secret') }
const moment = { nonce: 'n', timestamp: epochSeconds(7) }
const silent = (): undefined => undefined
const refusing = (): OAuthResponseError =>
  new OAuthResponseError('request_refused', 'the server said no', {
    error: '1',
    description: undefined,
    status: 400,
  })
const good = 'oauth_token=T%2F1&oauth_token_secret=S%2B1'
const token = { token: new Secret('T/1'), secret: new Secret('S+1') }

test('the steps carry what is theirs: the callback, then the token and its verifier', () => {
  const first = requestTokenRequest('https://org.example/r', client, 'oob', moment)
  const second = accessTokenRequest(
    'https://org.example/a',
    client,
    { token, verifier: 'V' },
    moment,
  )
  const names = (header = ''): readonly string[] =>
    [...header.matchAll(/(\w+)="/g)].map((match) => match[1] ?? '')
  expect([first.url, names(first.headers['authorization'])]).toEqual([
    'https://org.example/r',
    [
      'oauth_consumer_key',
      'oauth_signature_method',
      'oauth_timestamp',
      'oauth_nonce',
      'oauth_callback',
      'oauth_signature',
    ],
  ])
  expect([second.url, names(second.headers['authorization'])]).toEqual([
    'https://org.example/a',
    [
      'oauth_consumer_key',
      'oauth_token',
      'oauth_signature_method',
      'oauth_timestamp',
      'oauth_nonce',
      'oauth_verifier',
      'oauth_signature',
    ],
  ])
})

describe('a token answer', () => {
  test.each([
    good,
    `${good}&oauth_callback_confirmed=true`,
    `oauth_callback_confirmed=true&${good}&more=1\n`,
  ])('gives the token and its secret: %s', (text) => {
    expect(plain(processRequestToken(answer(text), silent))).toEqual(plain(token))
    expect(plain(processAccessToken(answer(text), silent))).toEqual(plain(token))
  })

  test.each([
    ['nothing', ''],
    ['no secret', 'oauth_token=T'],
    ['an empty token', 'oauth_token=&oauth_token_secret=S'],
    ['a token twice', `${good}&oauth_token=U`],
    ['a line end in the token', 'oauth_token=T%0D%0AX&oauth_token_secret=S'],
    ['a token of any length', `oauth_token=${'T'.repeat(5000)}&oauth_token_secret=S`],
    ['a page', '<html>Maintenance</html>'],
  ])('with %s is a bad one', async (_what, text) => {
    const fault = await faultOf(() => processRequestToken(answer(text), silent))
    expect([fault.code, fault.message]).toEqual([
      'bad_answer',
      'login.salesforce.com did not answer with a request token',
    ])
  })

  test('that does not confirm the callback is of a server that cannot tell whose approval it is', async () => {
    const text = `${good}&oauth_callback_confirmed=false`
    const fault = await faultOf(() => processRequestToken(answer(text), silent))
    expect(fault.code).toBe('unsupported_by_server')
  })

  test('that refuses is told in the words of the server, with status 200 too', async () => {
    for (const status of [200, 400, 401, 500]) {
      const fault = await faultOf(() => processAccessToken(answer('no', { status }), refusing))
      expect([status, fault.message]).toEqual([status, 'the server said no'])
    }
  })

  test.each([
    [302, 'unexpected_redirect'],
    [401, 'bad_answer'],
    [429, 'rate_limited'],
    [503, 'server_error'],
  ])('of status %i without a word is %s', async (status, code) => {
    const fault = await faultOf(() => processAccessToken(answer(good, { status }), silent))
    expect(fault.code).toBe(code)
  })
})

describe('a verifier', () => {
  test('comes out of the callback', () => {
    expect(verifierOf({ oauth_token: 'T', oauth_verifier: 'V-1' })).toBe('V-1')
  })

  test.each([
    [{ oauth_token: 'T' }, 'access_denied'],
    [{ oauth_verifier: '' }, 'access_denied'],
    [{ oauth_verifier: 'two words' }, 'usage'],
    [{ oauth_verifier: 'a\u0000' }, 'usage'],
    [{ oauth_verifier: 'v'.repeat(513) }, 'usage'],
  ])('is not in %j: %s', async (parameters, code) => {
    expect((await faultOf(() => verifierOf(parameters))).code).toBe(code)
  })
})
