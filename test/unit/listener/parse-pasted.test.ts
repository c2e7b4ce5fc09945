import { describe, expect, test } from 'vitest'
import { parsePasted } from '../../../src/listener/parse-pasted.js'
import { state } from './listening.js'

const inQuery = { state, answerIn: 'query' } as const
const inFragment = { state, answerIn: 'fragment' } as const
const salesforce = 'https://login.salesforce.com/services/oauth2/success'

describe('a pasted URL with a code', () => {
  test.each([
    'http://localhost:1717/OauthRedirect',
    'https://app.example/callback',
    salesforce,
    'myapp://cb',
    'com.example.app:/cb',
    'myapp:cb',
    // What browsers leave of it when they copy the address bar.
    'localhost:1717/OauthRedirect',
    'app.example/callback',
    '',
  ])('is read whatever it begins with: %s', (begin) => {
    expect(parsePasted(`${begin}?code=aPrx.a_b%3D%3D&state=${state}`, inQuery)).toEqual({
      code: 'aPrx.a_b==',
      state,
    })
  })

  test('is percent-decoded exactly once', () => {
    const url = `http://localhost/cb?code=a%253D%2Bb+c&state=${state}`
    expect(parsePasted(url, inQuery)).toEqual({ code: 'a%3D+b c', state })
  })

  test('gives every parameter, and nothing of what a browser adds behind #', () => {
    const url = `http://localhost/cb?tenant=a&code=c&state=${state}&sfdc_community_id=0DB#_=_`
    expect(parsePasted(url, inQuery)).toEqual({
      tenant: 'a',
      code: 'c',
      state,
      sfdc_community_id: '0DB',
    })
  })

  test.each([
    ['spaces', ['  ', '\t\r']],
    ['double quotes', ['"', '"']],
    ['single quotes', ["' ", " '"]],
    ['angle brackets', ['<', '>']],
    ['curly quotes', ['\u201c', '\u201d']],
    ['the marks of a terminal', ['\u001b[200~', '\u001b[201~']],
    ['the marks of a terminal and quotes', ['\u001b[200~"', '"\u001b[201~ ']],
  ] as const)('may stand in %s', (_, [before, after]) => {
    const url = `http://localhost/cb?code=c&state=${state}`
    expect(parsePasted(`${before}${url}${after}`, inQuery)).toEqual({ code: 'c', state })
  })

  test('may be an error, with our state or with none, so that a person learns why', () => {
    const begin = 'http://localhost/cb?error=invalid_request&error_description=missing+challenge'
    const error = { error: 'invalid_request', error_description: 'missing challenge' }
    expect(parsePasted(`${begin}&state=${state}`, inQuery)).toEqual({ ...error, state })
    expect(parsePasted(begin, inQuery)).toEqual(error)
  })

  test.each([
    ['http://localhost/cb?code=c&state=another', 'query'],
    ['http://localhost/cb?code=c&state=', 'query'],
    ['http://localhost/cb?error=access_denied&state=another', 'query'],
    [`${salesforce}#access_token=t&state=another`, 'fragment'],
  ] as const)('of another login is refused: %s', (url, answerIn) => {
    expect(() => parsePasted(url, { state, answerIn })).toThrow(
      expect.objectContaining({
        code: 'request_refused',
        message: 'the pasted URL belongs to another login',
      }),
    )
  })

  test.each([
    ['the pasted URL has no state', 'http://localhost/cb?code=c', 'query'],
    ['the pasted URL has no state', 'https://login.salesforce.com/', 'query'],
    ['the pasted URL has no state', `${salesforce}#code=c&state=${state}`, 'query'],
    ['the pasted URL has no state behind its #', `${salesforce}#access_token=t`, 'fragment'],
    ['the pasted URL has no state behind its #', salesforce, 'fragment'],
    [
      'the pasted URL has no state behind its #',
      `${salesforce}?access_token=t&state=${state}`,
      'fragment',
    ],
    [
      'the pasted URL has a parameter twice or one that is malformed',
      `http://localhost/cb?code=c&code=d&state=${state}`,
      'query',
    ],
    [
      'the pasted URL has a parameter twice or one that is malformed',
      `${salesforce}#access_token=c&state=evil&state=${state}`,
      'fragment',
    ],
    [
      'the pasted text has control characters in it',
      `http://localhost/cb?code=c\u001b[Ax&state=${state}`,
      'query',
    ],
    ['the pasted text has control characters in it', 'aPrx\u0000', 'query'],
  ] as const)('is no answer: %s: %s', (message, url, answerIn) => {
    expect(() => parsePasted(url, { state, answerIn })).toThrow(
      expect.objectContaining({
        code: 'usage',
        message,
        hint: expect.stringContaining('paste the whole URL'),
      }),
    )
  })
})

describe('a code that was pasted alone', () => {
  test.each([
    ['aPrx.a_b==', 'aPrx.a_b=='],
    ['aPrx.a_b%3D%3D', 'aPrx.a_b=='],
    ['"aPrx.a_b%3D%3D"', 'aPrx.a_b=='],
    ['4/0AX+b/c-d', '4/0AX+b/c-d'],
    ['abc:def', 'abc:def'],
    ['100%', '100%'],
    ['"', '"'],
  ])('%s is the code %s', (line, code) => {
    expect(parsePasted(line, inQuery)).toEqual({ code })
  })
})

describe('a pasted URL with a token', () => {
  test.each([
    salesforce,
    'myapp://cb',
    'https://test.salesforce.com/services/oauth2/success',
    'http://localhost:1717/cb?tenant=a',
    'login.salesforce.com/services/oauth2/success',
    '',
  ])('is read from behind its #: %s', (begin) => {
    expect(
      parsePasted(
        `${begin}#access_token=00D%21A.b&instance_url=https%3A%2F%2Facme.my.salesforce.com&state=${state}`,
        inFragment,
      ),
    ).toEqual({
      access_token: '00D!A.b',
      instance_url: 'https://acme.my.salesforce.com',
      state,
    })
  })

  test('may be an error behind # or behind ?', () => {
    const error = { error: 'access_denied', state }
    const words = `error=access_denied&state=${state}`
    expect(parsePasted(`${salesforce}#${words}`, inFragment)).toEqual(error)
    expect(parsePasted(`myapp://cb?${words}`, inFragment)).toEqual(error)
  })

  test.each(['00DCANARY!AQEAQ.token', 'eyJCANARY.e30.sig', 'word'])(
    'is asked for when a word came alone, and the word is not repeated: %s',
    (word) => {
      try {
        parsePasted(word, inFragment)
        expect.unreachable()
      } catch (error) {
        expect(error).toMatchObject({
          code: 'usage',
          message: 'a token alone does not say which login it belongs to',
          hint: 'run the command again and paste the whole URL that the browser ended on, from its scheme to its end',
        })
        expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('CANARY')
      }
    },
  )
})
