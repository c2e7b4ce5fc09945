import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { undiciFetch, type UndiciFetchOptions } from '../../../src/http/undici-fetch.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { Fetch } from '../../../src/kernel/ports.js'
import { describeWith } from '../../support/needs.js'
import { authority, type Authority } from './certificates.js'
import { get, never, post, proxyTo, serve, serveTcp, serveTls, type Served } from './servers.js'

describeWith(['openssl'], 'proxies', () => {
  let folder: string
  let caFile: string
  let ours: Authority

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'oauthctl-proxy-'))
    ours = await authority(folder, 'ours')
    caFile = join(folder, 'ca.pem')
    await writeFile(caFile, ours.ca)
  })

  afterAll(() => rm(folder, { recursive: true }))

  function fetching(options: Partial<UndiciFetchOptions> = {}): Fetch {
    return undiciFetch({ userAgent: 'oauthctl/0.0.0-test', env: {}, ...options })
  }

  async function issuer(names = ['issuer.example']): Promise<Served> {
    return serveTls(await ours.issue(names), (_, response) => response.end('tunnelled'))
  }

  /** A proxy that answers CONNECT with that and closes. */
  function refusing(answer: string): Promise<Served> {
    return serveTcp((socket) => socket.once('data', () => socket.end(answer)))
  }

  describe('https through a proxy', () => {
    test('is tunnelled with CONNECT, and the proxy sees no request', async () => {
      const target = await issuer()
      const proxy = await proxyTo(target.port)
      const fetch = fetching({ caFile, env: { HTTPS_PROXY: proxy.url } })
      const answer = await fetch(
        post('https://issuer.example/token', 'refresh_token=secret'),
        never,
      )
      expect(answer.text).toBe('tunnelled')
      expect(proxy.tunnels).toEqual([{ target: 'issuer.example:443', authorization: undefined }])
      expect(target.requests[0]?.head.headers).not.toHaveProperty('proxy-authorization')
      await expect.poll(() => proxy.connections.every((socket) => socket.closed)).toBe(true)
    })

    test('gives the proxy its user name and password, and nobody else', async () => {
      const target = await issuer()
      const proxy = await proxyTo(target.port)
      const env = { https_proxy: `http://ada:p%40ss@127.0.0.1:${proxy.port}` }
      await fetching({ caFile, env })(get('https://issuer.example:8443/'), never)
      const authorization = `Basic ${Buffer.from('ada:p@ss').toString('base64')}`
      expect(proxy.tunnels).toEqual([{ target: 'issuer.example:8443', authorization }])
      expect(target.requests[0]?.head.headers).not.toHaveProperty('proxy-authorization')
    })

    test('still checks the certificate of the server, and names it', async () => {
      const target = await issuer(['proxy.example'])
      const proxy = await proxyTo(target.port)
      const fetch = fetching({ caFile, env: { HTTPS_PROXY: proxy.url } })
      await expect(fetch(get('https://issuer.example/'), never)).rejects.toMatchObject({
        code: 'tls_error',
        message: 'the certificate of issuer.example is for another host',
      })
      const trusting = fetching({ env: { HTTPS_PROXY: proxy.url } })
      await expect(trusting(get('https://proxy.example/'), never)).rejects.toMatchObject({
        code: 'tls_error',
        hint: expect.stringContaining('--ca-file or NODE_EXTRA_CA_CERTS'),
      })
      expect(target.requests).toEqual([])
    })

    test('bypasses it for a host that NO_PROXY names', async () => {
      const proxy = await proxyTo(1)
      const env = { HTTPS_PROXY: proxy.url, NO_PROXY: 'issuer.invalid' }
      await expect(fetching({ env })(get('https://issuer.invalid/'), never)).rejects.toThrow(
        AuthError,
      )
      expect(proxy.tunnels).toEqual([])
    })
  })

  describe('loopback', () => {
    test('never goes through a proxy', async () => {
      const { port } = await serve((_, response) => response.end('direct'))
      const proxy = await proxyTo(port)
      const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url }
      for (const host of ['localhost', '127.0.0.1']) {
        const answer = await fetching({ env })(get(`http://${host}:${port}/`), never)
        expect(answer.text).toBe('direct')
      }
      await expect(fetching({ env })(get('http://[::1]:1/'), never)).rejects.toMatchObject({
        message: '[::1]:1 refused the connection',
      })
      expect(proxy.connections).toEqual([])
    })
  })

  describe('a proxy that does not connect', () => {
    const secret = 's3cr3t-proxy-password'

    function through(port: number, host = '127.0.0.1'): Promise<unknown> {
      const env = { HTTPS_PROXY: `http://ada:${secret}@${host}:${port}` }
      const request = post('https://issuer.example/token', 'a=b')
      return fetching({ env, timeoutMs: 2_000 })(request, never).catch((error: unknown) => error)
    }

    function everyWord(error: unknown): string {
      if (!(error instanceof Error)) return String(error)
      const own = JSON.stringify(error, Object.getOwnPropertyNames(error))
      return `${error.message} ${error.stack ?? ''} ${own} ${everyWord(error.cause)}`
    }

    test.each([
      [
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n',
        'wants a user name and a password',
      ],
      ['HTTP/1.1 502 Bad Gateway\r\n\r\n', 'did not connect to issuer.example, status 502'],
      [
        'HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno',
        'did not connect to issuer.example, status 403',
      ],
      [
        'HTTP/1.1 302 Found\r\nLocation: http://evil.test/\r\n\r\n',
        'did not connect to issuer.example, status 302',
      ],
      ['', 'closed the connection before its answer was complete'],
    ])('%j is a proxy error', async (bytes, words) => {
      const proxy = await refusing(bytes)
      const error = await through(proxy.port)
      expect(error).toMatchObject({
        code: 'proxy_error',
        message: `the proxy 127.0.0.1:${proxy.port} ${words}`,
      })
      expect(everyWord(error)).not.toContain(secret)
      expect(proxy.connections).toHaveLength(1)
    })

    test('because nobody listens is a proxy error that names it without its password', async () => {
      const error = await through(1)
      expect(error).toMatchObject({
        code: 'proxy_error',
        message: 'the proxy 127.0.0.1:1 refused the connection',
        hint: 'check HTTPS_PROXY, or add issuer.example to NO_PROXY',
      })
      expect(everyWord(error)).not.toContain(secret)
    })

    test('because it says nothing is a timeout, and the connection ends', async () => {
      const proxy = await serveTcp(() => undefined)
      expect(await through(proxy.port)).toMatchObject({ code: 'timeout' })
      await expect.poll(() => proxy.connections.every((socket) => socket.closed)).toBe(true)
    })

    test('because it says nothing once the tunnel stands is a timeout, and the connection ends', async () => {
      const proxy = await serveTcp((socket) =>
        socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n')),
      )
      expect(await through(proxy.port)).toMatchObject({ code: 'timeout' })
      await expect.poll(() => proxy.connections.every((socket) => socket.closed)).toBe(true)
    })
  })

  test('an https proxy is checked like any server', async () => {
    const proxy = await serveTls(await ours.issue(['127.0.0.1']), (_, response) => response.end())
    const env = { HTTPS_PROXY: `https://127.0.0.1:${proxy.port}` }
    await expect(fetching({ env })(get('https://issuer.example/'), never)).rejects.toMatchObject({
      code: 'tls_error',
      message: `the certificate of 127.0.0.1:${proxy.port} is signed by an authority that is not trusted here`,
    })
  })
})
