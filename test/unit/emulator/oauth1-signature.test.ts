import { describe, expect, test } from 'vitest'
import { headerParameters } from '../../../src/emulator/oauth1/authorization-header.js'
import { baseString, type Parameter } from '../../../src/emulator/oauth1/base-string.js'
import { hmacSignature } from '../../../src/emulator/oauth1/hmac-signature.js'
import { percentEncode } from '../../../src/emulator/oauth1/percent-encoding.js'

/** RFC 5849 §3.4.1.1 and §3.4.1.3.1. */
const whole = {
  method: 'post',
  url: 'http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b',
  parameters: [
    ['b5', '=%3D'],
    ['a3', 'a'],
    ['c@', ''],
    ['a2', 'r b'],
    ['oauth_consumer_key', '9djdj82h48djs9d2'],
    ['oauth_token', 'kkk9d7dh3k39sjv7'],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', '137131201'],
    ['oauth_nonce', '7d8f3e4a'],
    ['c2', ''],
    ['a3', '2 q'],
  ] satisfies Parameter[],
}

describe('T98: the text that is signed', () => {
  test('is that of RFC 5849 §3.4.1.1', () => {
    expect(baseString(whole)).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q' +
        '%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_' +
        'key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_m' +
        'ethod%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk' +
        '9d7dh3k39sjv7',
    )
  })

  test('names a port only where it is not the usual one (§3.4.1.2)', () => {
    const uriOf = (url: string): string | undefined =>
      baseString({ method: 'GET', url, parameters: [] }).split('&')[1]
    expect(
      [
        'http://EXAMPLE.COM:80/r%20v/X?id=123',
        'https://www.example.net:8080/?q=1',
        'https://example.com:443/#f',
        'http://[::1]:8787/',
      ].map(uriOf),
    ).toEqual(
      [
        'http://example.com/r%20v/X',
        'https://www.example.net:8080/',
        'https://example.com/',
        'http://[::1]:8787/',
      ].map((uri) => encodeURIComponent(uri)),
    )
  })

  test('sorts by encoded bytes: names first, then values', () => {
    const parameters: Parameter[] = [
      ['é', '1'],
      ['b', '2'],
      ['b', '10'],
      ['ab', ''],
      ['a', '~'],
      ['a', ' '],
      ['Z', '1'],
    ]
    expect(
      decodeURIComponent(
        baseString({ method: 'GET', url: 'http://h/', parameters }).split('&')[2]!,
      ),
    ).toBe('%C3%A9=1&Z=1&a=%20&a=~&ab=&b=10&b=2')
  })
})

test('T98: encodes everything but letters, digits and -._~ (§3.6)', () => {
  expect(percentEncode("AZaz09-._~ +%&=*!'()/\n☃")).toBe(
    'AZaz09-._~%20%2B%25%26%3D%2A%21%27%28%29%2F%0A%E2%98%83',
  )
})

describe('T98: the signature', () => {
  const consumer = 'kd94hf93k423kf44'
  const photos = (path: string, more: readonly Parameter[]): Parameters<typeof baseString>[0] => ({
    method: path === '/photos' ? 'GET' : 'POST',
    url: `${path === '/photos' ? 'http' : 'https'}://photos.example.net${path}`,
    parameters: [
      ['oauth_consumer_key', 'dpf43f3p2l4k3l03'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ...more,
    ],
  })

  test.each([
    {
      step: 'temporary credentials',
      parts: photos('/initiate', [
        ['oauth_timestamp', '137131200'],
        ['oauth_nonce', 'wIjqoS'],
        ['oauth_callback', 'http://printer.example.com/ready'],
      ]),
      secret: '',
      signature: '74KNZJeDHnMBp0EMJ9ZHt/XKycU=',
    },
    {
      step: 'token credentials',
      parts: photos('/token', [
        ['oauth_token', 'hh5s93j4hdidpola'],
        ['oauth_timestamp', '137131201'],
        ['oauth_nonce', 'walatlh'],
        ['oauth_verifier', 'hfdp7dh39dks9884'],
      ]),
      secret: 'hdhd0244k9j7ao03',
      signature: 'gKgrFCywp7rO0OXSjdot/IHF7IU=',
    },
    {
      step: 'resource',
      parts: photos('/photos', [
        ['file', 'vacation.jpg'],
        ['size', 'original'],
        ['oauth_token', 'nnch734d00sl2jdk'],
        ['oauth_timestamp', '137131202'],
        ['oauth_nonce', 'chapoH'],
      ]),
      secret: 'pfkkdhi9sl3r4s00',
      signature: 'MdpQcU8iPSUjWoN/UDMsK2sui9I=',
    },
  ])('of RFC 5849 §1.2, $step', ({ parts, secret, signature }) => {
    expect(hmacSignature(baseString(parts), consumer, secret)).toBe(signature)
  })

  test('of RFC 5849 §3.4.1 is that of erratum 2550', () => {
    expect(hmacSignature(baseString(whole), 'j49sk3j29djd', 'dh893hdasih9')).toBe(
      'r6/TJjbCOr97/+UU0NsvSne7s5g=',
    )
  })

  test('encodes the secrets before it joins them', () => {
    expect(hmacSignature('x', 'a&b', 'c')).not.toBe(hmacSignature('x', 'a', 'b&c'))
  })
})

describe('the Authorization header', () => {
  test('is read with any spacing and case of the scheme, without the realm (§3.5.1)', () => {
    const header = 'oauth Realm="a, 100% b",oauth_token="x%2By%3D" , oauth_nonce = "" ,, c%40="%20"'
    expect(headerParameters(header)).toEqual([
      ['oauth_token', 'x+y='],
      ['oauth_nonce', ''],
      ['c@', ' '],
    ])
  })

  test('of another scheme has none', () => {
    expect([null, 'Bearer oauth_token="x"', 'Basic eA=='].map(headerParameters)).toEqual([
      [],
      [],
      [],
    ])
  })

  test.each(['OAuth x', 'OAuth a=b', 'OAuth a="b', 'OAuth a="%ZZ"', 'OAuth a="%"', 'OAuth ="x"'])(
    'that cannot be read is an unexpected parameter: %s',
    (header) => {
      expect(() => headerParameters(header)).toThrow('1717 Failed: Unexpected parameter')
    },
  )
})
