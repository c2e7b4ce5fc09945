import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { undiciFetch, type UndiciFetchOptions } from '../../../src/http/undici-fetch.js'
import type { Fetch } from '../../../src/kernel/ports.js'
import { describeWith } from '../../support/needs.js'
import { authority, selfSigned, type Authority } from './certificates.js'
import { get, never, post, serve, serveTcp, serveTls } from './servers.js'

const ok = (_: unknown, response: { end: (text: string) => unknown }): unknown => response.end('ok')

describeWith(['openssl'], 'https', () => {
  let folder: string
  let caFile: string
  let ours: Authority

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'oauthctl-http-'))
    ours = await authority(folder, 'ours')
    caFile = await written('ca.pem', `some words\n${ours.ca}\n`)
  })

  afterAll(() => rm(folder, { recursive: true }))

  async function written(name: string, text: string): Promise<string> {
    const path = join(folder, name)
    await writeFile(path, text)
    return path
  }

  function fetching(options: Partial<UndiciFetchOptions> = {}): Fetch {
    return undiciFetch({ userAgent: 'oauthctl/0.0.0-test', env: {}, ...options })
  }

  describe('a certificate', () => {
    test('of an authority in --ca-file is trusted', async () => {
      const { url } = await serveTls(await ours.issue(), ok)
      expect((await fetching({ caFile })(get(url), never)).text).toBe('ok')
    })

    test('is named with its fault, and nothing is sent', async () => {
      const faults = [
        [await ours.issue(), undefined, 'is signed by an authority that is not trusted here'],
        [await selfSigned(folder), undefined, 'is signed by itself'],
        [await ours.issue(['localhost'], -1), caFile, 'has expired'],
        [await ours.issue(['other.example']), caFile, 'is for another host'],
      ] as const
      for (const [certificate, file, words] of faults) {
        const { url, requests } = await serveTls(certificate, ok)
        const { host } = new URL(url)
        await expect(
          fetching({ caFile: file })(post(`${url}/token`, 'refresh_token=secret'), never),
        ).rejects.toMatchObject({
          code: 'tls_error',
          message: `the certificate of ${host} ${words}`,
          hint: expect.stringMatching(/--ca-file or NODE_EXTRA_CA_CERTS/),
        })
        expect(requests).toEqual([])
      }
    })

    test('of NODE_EXTRA_CA_CERTS stays trusted when --ca-file adds another', async () => {
      const theirs = await authority(folder, 'theirs')
      const extra = await written('extra.pem', theirs.ca)
      const { url } = await serveTls(await theirs.issue(), ok)
      await expect(fetching({ caFile })(get(url), never)).rejects.toMatchObject({
        code: 'tls_error',
      })
      const both = fetching({ caFile, env: { NODE_EXTRA_CA_CERTS: extra } })
      expect((await both(get(url), never)).text).toBe('ok')
      expect((await both(get((await serveTls(await ours.issue(), ok)).url), never)).text).toBe('ok')
    })
  })

  describe('--ca-file', () => {
    test('that does not exist is a fault of the configuration that names it', async () => {
      const missing = join(folder, 'missing.pem')
      const { url, requests } = await serve((_, response) => response.end())
      await expect(fetching({ caFile: missing })(get(url), never)).rejects.toMatchObject({
        code: 'bad_configuration',
        message: `the file of certificate authorities ${missing} cannot be read`,
      })
      expect(requests).toEqual([])
    })

    test('without a certificate in it is a fault of the configuration', async () => {
      const broken = ours.ca.replace(/[A-Za-z0-9+/]{64}/, 'A'.repeat(64))
      for (const text of ['', 'hello', broken]) {
        const file = await written('no.pem', text)
        await expect(
          fetching({ caFile: file })(get('https://localhost:1'), never),
        ).rejects.toMatchObject({
          code: 'bad_configuration',
          message: `${file} holds no certificate in PEM form`,
        })
      }
    })
  })

  describe('a secure connection', () => {
    test('is not made to a server that speaks plain HTTP', async () => {
      const { url } = await serve((_, response) => response.end())
      await expect(fetching()(get(url.replace('http:', 'https:')), never)).rejects.toMatchObject({
        code: 'tls_error',
      })
    })

    test('that the server cuts off is a network error', async () => {
      const { port } = await serveTcp((socket) => socket.once('data', () => socket.destroy()))
      await expect(fetching()(get(`https://localhost:${port}`), never)).rejects.toMatchObject({
        code: 'network_error',
      })
    })

    test('ends with the exchange', async () => {
      const served = await serveTls(await ours.issue(), ok)
      await fetching({ caFile })(get(served.url), never)
      await expect.poll(() => served.connections.every((socket) => socket.closed)).toBe(true)
    })
  })

  describe('NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
    const unchecked = fetching({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })

    test.each([
      'https://issuer.example/token',
      'http://issuer.example/token',
      'https://127.0.0.1.evil.test/',
    ])('sends nothing to %s', async (url) => {
      await expect(unchecked(post(url, 'refresh_token=secret'), never)).rejects.toMatchObject({
        code: 'tls_error',
        message: `NODE_TLS_REJECT_UNAUTHORIZED=0 is set, so ${new URL(url).host} could be anybody and nothing was sent`,
        hint: expect.stringContaining('unset it'),
      })
    })

    test('does not matter on loopback', async () => {
      const { url } = await serve((_, response) => response.end('ok'))
      expect((await unchecked(get(url), never)).text).toBe('ok')
    })
  })

  test('the certificates of these tests are what they claim', async () => {
    const { port } = await serveTls(await ours.issue(), ok)
    const socket = connectTls({ host: '127.0.0.1', port, servername: 'localhost', ca: ours.ca })
    await new Promise((resolve) => socket.once('secureConnect', resolve))
    expect(socket.authorized).toBe(true)
    socket.destroy()
  })
})
