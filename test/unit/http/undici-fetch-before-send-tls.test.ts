import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../../support/needs.js'
import { authority, selfSigned, type Authority } from './certificates.js'
import { never, post, proxyTo, serveTcp } from './servers.js'
import { allClosed, fetching, hooks, tlsWire, wire, type Wire } from './wire.js'

describeWith(['openssl'], 'hooks behind TLS and proxies', () => {
  let folder: string
  let caFile: string
  let ours: Authority

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'oauthctl-hooks-'))
    ours = await authority(folder, 'ours')
    caFile = join(folder, 'ca.pem')
    await writeFile(caFile, ours.ca)
  })

  afterAll(() => rm(folder, { recursive: true }))

  interface Way {
    readonly server: Wire
    readonly url: string
    readonly env: Readonly<Record<string, string>>
  }

  const ways: Readonly<Record<string, () => Promise<Way>>> = {
    'over TLS': async () => {
      const server = await tlsWire(await ours.issue())
      return { server, url: server.url, env: {} }
    },
    'over TLS in a tunnel': async () => {
      const server = await tlsWire(await ours.issue(['issuer.example']))
      const { url } = await proxyTo(server.port)
      return { server, url: 'https://issuer.example', env: { HTTPS_PROXY: url } }
    },
    'as plain HTTP through a proxy': async () => {
      const server = await wire()
      const { url } = await proxyTo(server.port)
      return { server, url: 'http://issuer.example', env: { HTTP_PROXY: url } }
    },
  }

  test.each(Object.entries(ways))(
    'a request %s leaves after beforeSend, the same as without it',
    async (_, way) => {
      const { server, url, env } = await way()
      const fetch = fetching({ caFile, env })
      const seen = hooks(async () => {
        await expect.poll(() => server.connections.length).toBe(1)
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
        expect(server.bytes()).toBe('')
      })
      expect((await fetch(post(`${url}/token`, 'secret=1', seen), never)).text).toBe('ok')
      expect(seen.calls).toEqual(['before', 'ready', 'after'])
      const hooked = server.bytes()
      await fetch(post(`${url}/token`, 'secret=1'), never)
      expect(server.bytes()).toBe(hooked + hooked)
      expect(server.connections).toHaveLength(2)
    },
  )

  test.each(Object.entries(ways))(
    'what beforeSend throws ends a request %s unsent',
    async (_, way) => {
      const { server, url, env } = await way()
      const error = Object.assign(new Error('mine'), { code: 'ECONNRESET' })
      const seen = hooks(async () => {
        await expect.poll(() => server.connections.length).toBe(1)
        throw error
      })
      const request = post(`${url}/token`, 'secret=1', seen)
      await expect(fetching({ caFile, env })(request, never)).rejects.toBe(error)
      await allClosed(server)
      expect([server.bytes(), server.connections.length]).toEqual(['', 1])
      expect(seen.calls).toEqual(['before'])
    },
  )

  test.each([
    ['407', 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'],
    ['502', 'HTTP/1.1 502 Bad Gateway\r\n\r\n'],
    ['nothing', ''],
  ])('a proxy that answers CONNECT with %s calls no hook (threat row N13)', async (_, bytes) => {
    const proxy = await serveTcp((socket) => socket.once('data', () => socket.end(bytes)))
    const seen = hooks()
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }
    const request = post('https://issuer.example/token', 'secret=1', seen)
    await expect(fetching({ env })(request, never)).rejects.toMatchObject({ code: 'proxy_error' })
    expect(seen.calls).toEqual([])
  })

  test('a proxy that cannot be reached calls no hook (threat row N13)', async () => {
    const seen = hooks()
    const env = { HTTPS_PROXY: 'http://127.0.0.1:1' }
    const request = post('https://issuer.example/token', 'secret=1', seen)
    await expect(fetching({ env })(request, never)).rejects.toMatchObject({ code: 'proxy_error' })
    expect(seen.calls).toEqual([])
  })

  test('a certificate that is not accepted calls no hook (threat row N14)', async () => {
    const faults = [
      ['unknown authority', await ours.issue(), undefined],
      ['self-signed', await selfSigned(folder), caFile],
      ['expired', await ours.issue(['localhost'], -1), caFile],
      ['another host', await ours.issue(['other.example']), caFile],
    ] as const
    for (const [name, certificate, file] of faults) {
      const server = await tlsWire(certificate)
      const seen = hooks()
      const request = post(`${server.url}/token`, 'secret=1', seen)
      await expect(fetching({ caFile: file })(request, never), name).rejects.toMatchObject({
        code: 'tls_error',
      })
      expect([seen.calls, server.bytes()], name).toEqual([[], ''])
    }
  })

  test.each([
    ['stalls', (): void => undefined, 'timeout'],
    ['is cut off', (socket: { destroy: () => unknown }): unknown => socket.destroy(), 'network'],
    [
      'is none',
      (socket: { end: (t: string) => unknown }): unknown => socket.end('HTTP/1.1'),
      'tls',
    ],
  ])('a handshake that %s calls no hook (threat row N14)', async (_, answer, code) => {
    const { port } = await serveTcp((socket) => socket.once('data', () => void answer(socket)))
    const seen = hooks()
    const request = post(`https://localhost:${port}/token`, 'secret=1', seen)
    await expect(fetching({ timeoutMs: 1_000 })(request, never)).rejects.toMatchObject({
      code: expect.stringMatching(code),
    })
    expect(seen.calls).toEqual([])
  })
})
