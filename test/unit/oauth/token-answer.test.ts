import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/kernel/json.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { lifetimeOf, readTokenAnswer, withoutIdToken } from '../../../src/oauth/token-answer.js'
import { tokenSet } from '../../support/values.js'
import { codeOf, faultOf, plain } from '../store/fixtures.js'

const arrival = epochSeconds(1_700_000_000)
const body = { access_token: 'AT', token_type: 'Bearer' }

function jwt(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
}

test('everything in an answer is kept', () => {
  const full = {
    access_token: 'AT',
    token_type: 'bearer',
    refresh_token: 'RT',
    id_token: 'ID',
    scope: 'openid  offline_access',
    expires_in: 3600,
    'cookie-sid_Client': 'x',
    nested: { a: [1, null] },
  }
  expect(plain(readTokenAnswer(full, arrival, undefined))).toEqual({
    accessToken: { secret: 'AT' },
    tokenType: 'bearer',
    refreshToken: { secret: 'RT' },
    idToken: { secret: 'ID' },
    scopes: ['openid', 'offline_access'],
    issuedAt: arrival,
    expiry: { at: 1_700_003_600, source: 'server' },
    instanceUrl: undefined,
    answer: { secret: JSON.stringify(full) },
  })
})

test('an answer that says little leaves the rest undefined', () => {
  expect(plain(readTokenAnswer(body, arrival, undefined))).toEqual({
    accessToken: { secret: 'AT' },
    tokenType: 'Bearer',
    refreshToken: undefined,
    idToken: undefined,
    scopes: undefined,
    issuedAt: arrival,
    expiry: undefined,
    instanceUrl: undefined,
    answer: { secret: '{"access_token":"AT","token_type":"Bearer"}' },
  })
})

describe('a lifetime is a whole number of seconds up to a year, or not known', () => {
  test.each([
    ['3600', 3600],
    [3600, 3600],
    [1, 1],
    [31_536_000, 31_536_000],
    [31_536_001, undefined],
    [0, undefined],
    ['0', undefined],
    [-1, undefined],
    ['-1', undefined],
    [3600.5, undefined],
    ['3600.0', undefined],
    [1e308, undefined],
    [2 ** 53, undefined],
    ['0x10', undefined],
    [[3600], undefined],
    [true, undefined],
    [null, undefined],
    [undefined, undefined],
    ['1h', undefined],
    ['', undefined],
    [' 3600', undefined],
    ['1e3', undefined],
    [{ seconds: 3600 }, undefined],
  ])('expires_in %j is %j', (value, seconds) => {
    const said = { ...body, ...(value === undefined ? {} : { expires_in: value }) } as JsonObject
    expect([lifetimeOf(said), readTokenAnswer(said, arrival, undefined).expiry]).toEqual([
      seconds,
      seconds === undefined ? undefined : { at: arrival + seconds, source: 'server' },
    ])
  })

  test('NaN, which JSON cannot say, is not known either', () => {
    expect(lifetimeOf({ expires_in: Number.NaN })).toBe(undefined)
  })
})

describe('where the server says no lifetime, a JWT says it itself (N15: by our clock, if that is slow)', () => {
  test.each([
    [{ exp: 1_700_009_999 }, { at: 1_700_009_999, source: 'jwt' }],
    [{ exp: 1_700_009_999.9 }, { at: 1_700_009_999, source: 'jwt' }],
    [
      { exp: 1_700_009_999, iat: arrival - 3600 },
      { at: 1_700_009_999, source: 'jwt' },
    ],
    [
      { exp: 1_700_009_999, iat: arrival + 10 },
      { at: 1_700_009_999, source: 'jwt' },
    ],
    [
      { exp: 1_700_009_999, iat: arrival + 600 },
      { at: 1_700_009_399, source: 'jwt' },
    ],
    [{ exp: '1700009999' }, undefined],
    [{ exp: -5 }, undefined],
    [{ exp: 1e300 }, undefined],
    [{ exp: 253_402_300_800 }, undefined],
    [{}, undefined],
  ])('%j', (claims, expiry) => {
    const answer = { ...body, access_token: jwt(claims) }
    expect(readTokenAnswer(answer, arrival, undefined).expiry).toEqual(expiry)
  })

  test.each(['00D000000000001!AQ.aQ.x', 'a.b', 'a.b.c.d', 'a.!!!.c', 'a..c', 'e30.W10.c2ln'])(
    '%s is no JWT',
    (token) => {
      expect(readTokenAnswer({ ...body, access_token: token }, arrival, undefined).expiry).toBe(
        undefined,
      )
    },
  )

  test("the server's word comes first", () => {
    const answer = { ...body, access_token: jwt({ exp: 1_700_009_999 }), expires_in: 5 }
    expect(readTokenAnswer(answer, arrival, undefined).expiry).toEqual({
      at: arrival + 5,
      source: 'server',
    })
  })
})

describe('only a bearer token is a token', () => {
  test.each(['Bearer', 'bearer', 'BEARER'])('%s is taken', (token_type) => {
    expect(readTokenAnswer({ ...body, token_type }, arrival, undefined).tokenType).toBe(token_type)
  })

  test.each(['mac', 'DPoP', 'N_A', 'Bearer '])('%s is refused', async (token_type) => {
    const fault = await faultOf(() => readTokenAnswer({ ...body, token_type }, arrival, undefined))
    expect([fault.code, fault.message]).toEqual([
      'bad_answer',
      `the server gave a token of type ${token_type}, not Bearer`,
    ])
  })

  test.each([undefined, null, '', 1])('a type of %j is refused', async (value) => {
    const answer = { access_token: 'AT', token_type: value } as JsonObject
    expect(await codeOf(() => readTokenAnswer(answer, arrival, undefined))).toBe('bad_answer')
  })
})

describe('a token is visible ASCII of a sensible length', () => {
  const bad = [
    'a\r\nX-Evil: 1',
    'a b',
    'a\tb',
    'a\0',
    'a\u007f',
    'tökén',
    'a\u2028b',
    ' a',
    'a\n',
    '',
    'a'.repeat(16_385),
  ]

  test.each(bad)('an access token %j is refused by name', async (value) => {
    const fault = await faultOf(() =>
      readTokenAnswer({ ...body, access_token: value }, arrival, undefined),
    )
    expect([
      fault.code,
      fault.message.startsWith('"access_token" of the token answer is not'),
    ]).toEqual(['bad_answer', true])
  })

  test.each(bad.filter((value) => value !== ''))(
    'a refresh token %j is refused by name',
    async (value) => {
      const fault = await faultOf(() =>
        readTokenAnswer({ ...body, refresh_token: value }, arrival, undefined),
      )
      expect([fault.code, fault.message]).toEqual([
        'bad_answer',
        '"refresh_token" of the token answer is not a token',
      ])
    },
  )

  test('of the longest length it is taken', () => {
    const longest = { access_token: 'a'.repeat(16_384), refresh_token: 'r'.repeat(4_096) }
    const read = readTokenAnswer({ ...body, ...longest }, arrival, undefined)
    expect([read.accessToken.expose().length, read.refreshToken?.expose().length]).toEqual([
      16_384, 4_096,
    ])
  })

  test.each([undefined, null, 1, true, ['AT'], { token: 'AT' }])(
    'an access token %j is none',
    async (value) => {
      const answer = { token_type: 'Bearer', access_token: value } as JsonObject
      expect(await codeOf(() => readTokenAnswer(answer, arrival, undefined))).toBe('bad_answer')
    },
  )

  test('hidden in __proto__ it is none', async () => {
    const answer = JSON.parse(`{"token_type":"Bearer","__proto__":{"access_token":"AT"}}`)
    expect(await codeOf(() => readTokenAnswer(answer, arrival, undefined))).toBe('bad_answer')
  })
})

describe('a refresh', () => {
  const earlier = tokenSet({
    scopes: ['api'],
    instanceUrl: 'https://acme.my.salesforce.com',
    idToken: new Secret('ID1'),
    expiry: { at: epochSeconds(5), source: 'introspection' },
    answer: new Secret(
      '{"access_token":"AT1","token_type":"Bearer","refresh_token":"RT1","scope":"api","id_token":"ID1","x":"old"}',
    ),
  })

  test('keeps what the new answer does not repeat, and nothing of the old lifetime', () => {
    const answer = { access_token: 'AT2', token_type: 'Bearer', new: true }
    expect(plain(readTokenAnswer(answer, arrival, earlier))).toEqual({
      accessToken: { secret: 'AT2' },
      tokenType: 'Bearer',
      refreshToken: { secret: 'RT1' },
      idToken: undefined,
      scopes: ['api'],
      issuedAt: arrival,
      expiry: undefined,
      instanceUrl: 'https://acme.my.salesforce.com',
      answer: {
        secret:
          '{"access_token":"AT2","token_type":"Bearer","refresh_token":"RT1","scope":"api","id_token":"ID1","x":"old","new":true}',
      },
    })
  })

  test.each([
    ['a new one', 'RT2', 'RT2'],
    ['the same one', 'RT1', 'RT1'],
    ['none', undefined, 'RT1'],
    ['an empty one', '', 'RT1'],
    ['null', null, 'RT1'],
    ['a number', 5, 'RT1'],
  ])('that brings %s as refresh token', (_what, value, kept) => {
    const answer = {
      access_token: 'AT2',
      token_type: 'Bearer',
      ...(value === undefined ? {} : { refresh_token: value }),
    } as JsonObject
    const read = readTokenAnswer(answer, arrival, earlier)
    expect([
      read.refreshToken?.expose(),
      (JSON.parse(read.answer.expose()) as JsonObject)['refresh_token'],
    ]).toEqual([kept, kept])
  })

  test('that narrows the scope is believed', () => {
    const answer = { access_token: 'AT2', token_type: 'Bearer', scope: '' }
    expect(readTokenAnswer(answer, arrival, earlier).scopes).toEqual([])
  })

  test('without its id_token has the earlier one back, in the answer too', () => {
    const answer = { access_token: 'AT2', token_type: 'Bearer', id_token: 'ID2' }
    const read = withoutIdToken(readTokenAnswer(answer, arrival, earlier), earlier)
    expect([read.idToken?.expose(), JSON.parse(read.answer.expose())]).toEqual([
      'ID1',
      {
        access_token: 'AT2',
        token_type: 'Bearer',
        refresh_token: 'RT1',
        scope: 'api',
        id_token: 'ID1',
        x: 'old',
      },
    ])
  })

  test('without its id_token has none where there was none', () => {
    const before = tokenSet()
    const answer = { access_token: 'AT2', token_type: 'Bearer', id_token: 'ID2' }
    const read = withoutIdToken(readTokenAnswer(answer, arrival, before), before)
    expect([read.idToken, JSON.parse(read.answer.expose())]).toEqual([
      undefined,
      { access_token: 'AT2', token_type: 'Bearer', refresh_token: 'RT1' },
    ])
  })
})
