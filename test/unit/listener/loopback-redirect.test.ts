import { describe, expect, test } from 'vitest'
import { loopbackRedirect } from '../../../src/listener/loopback-redirect.js'

describe('a redirect URI that can be served here', () => {
  test('keeps every byte of what was registered', () => {
    const redirect = loopbackRedirect('http://localhost:1717/OauthRedirect')
    expect(redirect.uri(1717)).toBe('http://localhost:1717/OauthRedirect')
    expect(redirect.uri(1718)).toBe('http://localhost:1718/OauthRedirect')
    expect(redirect.path).toBe('/OauthRedirect')
    expect(redirect.addresses).toEqual(['127.0.0.1', '::1'])
  })

  test('without a port means port 80, and Host may name it or not', () => {
    const redirect = loopbackRedirect('http://localhost/cb')
    expect(redirect.port).toBe(80)
    expect(redirect.uri(80)).toBe('http://localhost/cb')
    expect(redirect.hosts(80)).toEqual(['localhost', 'localhost:80'])
    expect(redirect.origin(80)).toBe('http://localhost:80')
  })

  test('without a path is asked for as /', () => {
    expect(loopbackRedirect('http://127.0.0.1:0').path).toBe('/')
    expect(loopbackRedirect('http://127.0.0.1:0').uri(5)).toBe('http://127.0.0.1:5')
  })

  test('may have a query, which is not part of the path', () => {
    const redirect = loopbackRedirect('http://[::1]:0/cb?tenant=a')
    expect(redirect.path).toBe('/cb')
    expect(redirect.uri(9)).toBe('http://[::1]:9/cb?tenant=a')
    expect(redirect.hosts(9)).toEqual(['[::1]:9'])
  })

  test.each([
    'http://0.0.0.0:1717/cb',
    'http://[::]:1717/cb',
    'http://0:1717/cb',
    'http://127.1:1717/cb',
    'http://0x7f.1:1717/cb',
    'http://127.0.0.2:1717/cb',
    'http://１２７.0.0.1:1717/cb',
    'http://LOCALHOST:1717/cb',
    'http://localhost.:1717/cb',
    'http://localhost.evil.test:1717/cb',
    'http://localhost@evil.test:1717/cb',
    'http://user@localhost:1717/cb',
    'http://[::ffff:127.0.0.1]:1717/cb',
    'http://example.com/cb',
    'https://localhost.evil.test/cb',
    'https://127.1/cb',
    'HTTPS://localhost/cb',
    'httpss://localhost/cb',
    'http://localhost:70000/cb',
    'http://localhost:1717/cb#fragment',
    'http://localhost:1717/a/../b',
    'http://localhost:1717/a b',
    'http://localhost:1717/é',
    'http://localhost:1717/cb\r\nX: y',
    'custom:/cb',
    '',
  ])('is not %j', (uri) => {
    expect(() => loopbackRedirect(uri)).toThrow(
      expect.objectContaining({
        code: 'bad_configuration',
        hint: expect.stringContaining('--paste'),
      }),
    )
  })

  test.each([
    'https://app.example/cb',
    'custom:/cb',
    'https://login.salesforce.com/services/oauth2/success',
  ])('is not %s, and the error says how such a one is used', (uri) => {
    expect(() => loopbackRedirect(uri)).toThrow(
      expect.objectContaining({
        code: 'bad_configuration',
        message: `${uri} is not a loopback callback URL`,
        hint: expect.stringMatching(/^use --paste, .*custom scheme.*oauth2\/success.*registered/),
      }),
    )
  })

  test('may be https, whose port is 443 unless it has one', () => {
    const redirect = loopbackRedirect('https://localhost/cb')
    expect(redirect.protocol).toBe('https')
    expect(redirect.port).toBe(443)
    expect(redirect.uri(443)).toBe('https://localhost/cb')
    expect(redirect.uri(8443)).toBe('https://localhost:8443/cb')
    expect(redirect.origin(443)).toBe('https://localhost:443')
    expect(redirect.hosts(443)).toEqual(['localhost', 'localhost:443'])
    expect(redirect.hosts(80)).toEqual(['localhost:80'])
    expect(loopbackRedirect('https://127.0.0.1:1717/cb').port).toBe(1717)
    expect(loopbackRedirect('http://localhost/cb').protocol).toBe('http')
  })
})
