import { describe, expect, test } from 'vitest'
import { proxyFor, type Environment } from '../../../src/http/proxy-for.js'

function hostFor(url: string, env: Environment): string | undefined {
  return proxyFor(new URL(url), env)?.host
}

describe('which variable counts', () => {
  test.each<readonly [string, Environment, string | undefined]>([
    ['https://a.test/', { HTTPS_PROXY: 'http://p:1' }, 'p:1'],
    ['https://a.test/', { https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:1' }, 'p:1'],
    ['https://a.test/', { https_proxy: '', HTTPS_PROXY: 'http://q:1' }, 'q:1'],
    ['https://a.test/', { HTTP_PROXY: 'http://p:1' }, undefined],
    ['http://a.test/', { HTTP_PROXY: 'http://p:1' }, 'p:1'],
    ['http://a.test/', { HTTPS_PROXY: 'http://p:1' }, undefined],
    ['https://a.test/', { HTTPS_PROXY: ' p:3128 ' }, 'p:3128'],
    ['https://a.test/', { HTTPS_PROXY: 'https://[fd00::1]:8443' }, '[fd00::1]:8443'],
    ['https://a.test/', {}, undefined],
  ])('%s with %j goes by %s', (url, env, proxy) => {
    expect(hostFor(url, env)).toBe(proxy)
  })
})

describe('NO_PROXY', () => {
  test.each<readonly [string, string, boolean]>([
    ['a.test', 'https://a.test/', true],
    ['a.test', 'https://sub.a.test/', true],
    ['a.test', 'https://ba.test/', false],
    ['.a.test', 'https://a.test/', true],
    ['.a.test', 'https://sub.a.test/', true],
    ['*.a.test', 'https://sub.a.test/', true],
    ['A.Test', 'https://a.test/', true],
    ['x.test, a.test', 'https://a.test/', true],
    ['x.test a.test', 'https://a.test/', true],
    ['*', 'https://a.test/', true],
    ['a.test:443', 'https://a.test/', true],
    ['a.test:8443', 'https://a.test/', false],
    ['a.test:8443', 'https://a.test:8443/', true],
    ['10.1.2.3', 'https://10.1.2.3/', true],
    ['10.0.0.0/8', 'https://10.1.2.3/', true],
    ['10.0.0.0/8', 'https://11.1.2.3/', false],
    ['10.0.0.0/8', 'https://a.test/', false],
    ['10.0.0.0/99', 'https://10.1.2.3/', false],
    ['fd00::/8', 'https://[fd00::5]/', true],
    ['fd00::5', 'https://[fd00::5]/', true],
    ['[fd00::5]', 'https://[fd00::5]/', true],
    ['[fd00::5]:8443', 'https://[fd00::5]/', false],
    ['2.3', 'https://10.1.2.3/', false],
    ['', 'https://a.test/', false],
    [',,', 'https://a.test/', false],
  ])('%j and %s: bypassed is %s', (noProxy, url, bypassed) => {
    const env = { HTTPS_PROXY: 'http://p:1' }
    expect(hostFor(url, { ...env, NO_PROXY: noProxy }) === undefined).toBe(bypassed)
    expect(hostFor(url, { ...env, no_proxy: noProxy }) === undefined).toBe(bypassed)
  })
})

test.each([
  'http://localhost:1/',
  'https://127.0.0.1/',
  'https://127.8.9.10/',
  'https://127.1/',
  'http://[::1]:8787/',
])('loopback is never proxied: %s', (url) => {
  expect(hostFor(url, { HTTP_PROXY: 'http://p:1', HTTPS_PROXY: 'http://p:1' })).toBeUndefined()
})

test.each(['https://localhost.evil.test/', 'https://127.0.0.1.evil.test/', 'https://128.0.0.1/'])(
  '%s only looks like loopback',
  (url) => {
    expect(hostFor(url, { HTTPS_PROXY: 'http://p:1' })).toBe('p:1')
  },
)

describe('the credentials of a proxy', () => {
  test('are kept apart from what may be shown', () => {
    expect(proxyFor(new URL('https://a.test/'), { HTTPS_PROXY: 'http://u:p%25@proxy:1' })).toEqual({
      origin: 'http://proxy:1',
      host: 'proxy:1',
      authorization: `Basic ${Buffer.from('u:p%').toString('base64')}`,
    })
  })

  test.each([
    ['http://u@proxy:1', 'u:'],
    ['http://u:p%zz@proxy:1', 'u:p%zz'],
  ])('%s', (value, pair) => {
    const proxy = proxyFor(new URL('https://a.test/'), { HTTPS_PROXY: value })
    expect(proxy?.authorization).toBe(`Basic ${Buffer.from(pair).toString('base64')}`)
  })

  test.each([
    'socks5://u:s3cret@proxy:1',
    'http://',
    'file:///s3cret',
    'http://s3cret:pass word@ x',
  ])('are not shown when the variable makes no sense: %s', (value) => {
    expect(() => proxyFor(new URL('https://a.test/'), { HTTPS_PROXY: value })).toThrow(
      expect.objectContaining({
        code: 'bad_configuration',
        message: 'HTTPS_PROXY is not the URL of an http or https proxy',
        hint: 'set HTTPS_PROXY to http://host:port, or unset it',
      }),
    )
  })
})
