import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import type { FormField } from '../../../src/oauth/form-request.js'
import { signatureBaseString } from '../../../src/oauth/oauth1-base-string.js'
import { percentEncode } from '../../../src/oauth/oauth1-encode.js'
import { newNonce, signedRequest } from '../../../src/oauth/oauth1-request.js'
import { hmacSha1Signature } from '../../../src/oauth/oauth1-signature.js'

describe('text is percent-encoded as RFC 5849 §3.6 says (OAuth Core 1.0a, test cases of its wiki)', () => {
  test.each([
    ['abcABC123', 'abcABC123'],
    ['-._~', '-._~'],
    ['%', '%25'],
    ['+', '%2B'],
    ['&=*', '%26%3D%2A'],
    ["!'()*", '%21%27%28%29%2A'],
    ['\n', '%0A'],
    [' ', '%20'],
    ['\u007f', '%7F'],
    ['\u0080', '%C2%80'],
    ['\u3001', '%E3%80%81'],
    ['😀', '%F0%9F%98%80'],
    ['\ud800', '%EF%BF%BD'],
    ['', ''],
  ])('%j is %s', (text, encoded) => {
    expect(percentEncode(text)).toBe(encoded)
  })
})

/** RFC 5849 §3.4.1.1 and §3.4.1.3.1: names that repeat, empty values, and what is encoded twice. */
const rfcParameters: readonly FormField[] = [
  ['oauth_consumer_key', '9djdj82h48djs9d2'],
  ['oauth_token', 'kkk9d7dh3k39sjv7'],
  ['oauth_signature_method', 'HMAC-SHA1'],
  ['oauth_timestamp', '137131201'],
  ['oauth_nonce', '7d8f3e4a'],
  ['c2', ''],
  ['a3', '2 q'],
]
const rfcBaseString =
  'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7'

describe('T98: the base string', () => {
  test('is that of RFC 5849 §3.4.1.1', () => {
    const url = 'http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b'
    expect(signatureBaseString('post', url, rfcParameters)).toBe(rfcBaseString)
  })

  test.each([
    ['http://EXAMPLE.COM:80/r%20v/X?id=123', 'http://example.com/r%20v/X', 'id%3D123'],
    ['https://www.example.net:8080/?q=1', 'https://www.example.net:8080/', 'q%3D1'],
    ['https://example.net:443/a#part', 'https://example.net/a', ''],
    ['https://example.net?a=1+2', 'https://example.net/', 'a%3D1%25202'],
  ])('has the URL of %s without port, query and fragment (§3.4.1.2)', (url, bare, query) => {
    expect(signatureBaseString('GET', url, [])).toBe(`GET&${percentEncode(bare)}&${query}`)
  })

  test('sorts by encoded bytes, names before values', () => {
    const given: readonly FormField[] = [
      ['z', 't'],
      ['z', 'p'],
      ['f', 'a'],
      ['f', '50'],
      ['f', '25'],
      ['c', 'hi there'],
      ['a', '1'],
      ['\u00e9', '1'],
      ['Z', '1'],
      ['a-b', '1'],
    ]
    const [, , sorted = ''] = signatureBaseString('GET', 'https://example.net/', given).split('&')
    expect(decodeURIComponent(sorted)).toBe(
      '%C3%A9=1&Z=1&a=1&a-b=1&c=hi%20there&f=25&f=50&f=a&z=p&z=t',
    )
  })
})

describe('T98: the signature', () => {
  const secrets = [new Secret('kd94hf93k423kf44'), new Secret('pfkkdhi9sl3r4s00')] as const

  test('is that of OAuth Core 1.0a, appendix A.5', () => {
    const baseString = signatureBaseString(
      'GET',
      'http://photos.example.net/photos?file=vacation.jpg&size=original',
      [
        ['oauth_consumer_key', 'dpf43f3p2l4k3l03'],
        ['oauth_token', 'nnch734d00sl2jdk'],
        ['oauth_signature_method', 'HMAC-SHA1'],
        ['oauth_timestamp', '1191242096'],
        ['oauth_nonce', 'kllo9940pd9333jh'],
        ['oauth_version', '1.0'],
      ],
    )
    expect(baseString).toBe(
      'GET&http%3A%2F%2Fphotos.example.net%2Fphotos&file%3Dvacation.jpg%26oauth_consumer_key%3Ddpf43f3p2l4k3l03%26oauth_nonce%3Dkllo9940pd9333jh%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D1191242096%26oauth_token%3Dnnch734d00sl2jdk%26oauth_version%3D1.0%26size%3Doriginal',
    )
    expect(hmacSha1Signature(baseString, ...secrets)).toBe('tR3+Ty81lMeYAr/Fid0kMTYa/WM=')
  })

  test('is that of RFC 5849 §1.2 for a resource', () => {
    const baseString = signatureBaseString(
      'GET',
      'http://photos.example.net/photos?file=vacation.jpg&size=original',
      [
        ['oauth_consumer_key', 'dpf43f3p2l4k3l03'],
        ['oauth_token', 'nnch734d00sl2jdk'],
        ['oauth_signature_method', 'HMAC-SHA1'],
        ['oauth_timestamp', '137131202'],
        ['oauth_nonce', 'chapoH'],
      ],
    )
    expect(hmacSha1Signature(baseString, ...secrets)).toBe('MdpQcU8iPSUjWoN/UDMsK2sui9I=')
  })

  test('takes both secrets encoded, and an empty one where there is no token', () => {
    // RFC 2202 knows no text key; both sides of the equation are ours, the encoding is the point.
    const odd = new Secret('a&b=c d')
    const encoded = new Secret('a%26b%3Dc%20d')
    expect(hmacSha1Signature('x', odd, undefined)).not.toBe(
      hmacSha1Signature('x', encoded, undefined),
    )
    expect(hmacSha1Signature('x', new Secret('a'), new Secret(''))).toBe(
      hmacSha1Signature('x', new Secret('a'), undefined),
    )
  })
})

describe('a signed request', () => {
  const client = { id: 'dpf43f3p2l4k3l03', secret: new Secret('kd94hf93k423kf44') }

  test('asks for a token as RFC 5849 §1.2 does', () => {
    const moment = { nonce: 'wIjqoS', timestamp: epochSeconds(137_131_200) }
    const signer = { client, token: undefined, moment }
    expect(
      signedRequest('https://photos.example.net/initiate', signer, [
        ['oauth_callback', 'http://printer.example.com/ready'],
      ]),
    ).toEqual({
      method: 'POST',
      url: 'https://photos.example.net/initiate',
      headers: {
        authorization:
          'OAuth oauth_consumer_key="dpf43f3p2l4k3l03", oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131200", oauth_nonce="wIjqoS", oauth_callback="http%3A%2F%2Fprinter.example.com%2Fready", oauth_signature="74KNZJeDHnMBp0EMJ9ZHt%2FXKycU%3D"',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: '',
    })
  })

  test('exchanges a verifier as RFC 5849 §1.2 does', () => {
    const moment = { nonce: 'walatlh', timestamp: epochSeconds(137_131_201) }
    const token = {
      token: new Secret('hh5s93j4hdidpola'),
      secret: new Secret('hdhd0244k9j7ao03'),
    }
    const { headers } = signedRequest(
      'https://photos.example.net/token',
      { client, token, moment },
      [['oauth_verifier', 'hfdp7dh39dks9884']],
    )
    expect(headers['authorization']).toBe(
      'OAuth oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="hh5s93j4hdidpola", oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131201", oauth_nonce="walatlh", oauth_verifier="hfdp7dh39dks9884", oauth_signature="gKgrFCywp7rO0OXSjdot%2FIHF7IU%3D"',
    )
  })

  test('T98: quotes, commas and line ends of a key cannot leave its place in the header', () => {
    const moment = { nonce: 'n', timestamp: epochSeconds(1) }
    const odd = { id: 'a", oauth_x="b\r\nX: y', secret: new Secret('s') }
    const { headers } = signedRequest(
      'https://example.net/',
      { client: odd, token: undefined, moment },
      [],
    )
    expect(headers['authorization']).toContain(
      'oauth_consumer_key="a%22%2C%20oauth_x%3D%22b%0D%0AX%3A%20y", oauth_signature_method',
    )
  })

  test('T98: no nonce of 100,000 is another one, and each has 128 bits', () => {
    const random = { base64url: (bytes: number) => randomBytes(bytes).toString('base64url') }
    const nonces = new Set<string>()
    for (let count = 0; count < 100_000; count += 1) nonces.add(newNonce(random))
    const [first = ''] = nonces
    expect([nonces.size, Buffer.from(first, 'base64url').length]).toEqual([100_000, 16])
  })
})
