import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listen } from '../../../src/listener/loopback.js'
import { newCertificate } from './certificate.js'
import { listening, never, settled, state, success, type Listening } from './listening.js'
import { everything } from './raw-http.js'

const pair = newCertificate()

function secured(redirectUri = 'https://localhost:0/callback'): Promise<Listening> {
  return listening({ redirectUri }, () => Promise.resolve(pair))
}

describe('an https callback', () => {
  test.each([
    'https://localhost:0/callback',
    'https://127.0.0.1:0/callback',
    'https://[::1]:0/callback',
  ])('is served at %s, and so are the way to the server and the last page', async (redirectUri) => {
    const { listener, call, send, authority } = await secured(redirectUri)
    expect(listener.redirectUri).toBe(`https://${authority}/callback`)
    const visit = listener.visitUrl('https://issuer.example/authorize')
    expect(visit).toMatch(/^https:\/\/(localhost|127\.0\.0\.1|\[::1\]):\d+\/go\/[\w-]{22}$/)
    expect(new URL(visit).host).toBe(authority)
    const way = await send({ target: new URL(visit).pathname })
    expect([way.status, way.headers['location']]).toEqual([302, 'https://issuer.example/authorize'])
    const answer = call(`code=abc&state=${state}`)
    expect(await listener.received(never)).toEqual({ code: 'abc', state })
    listener.finish(success)
    const page = await send({ target: (await answer).headers['location']! })
    expect(page.body).toContain('You are logged in')
  })

  test('takes a fragment from its own https origin only', async () => {
    const given = { redirectUri: 'https://localhost:0/callback', answerIn: 'fragment' } as const
    const { listener, send, authority } = await listening(given, () => Promise.resolve(pair))
    const { body: page } = await send({ target: '/callback' })
    const target = /data-to="([^"]+)"/.exec(page)![1]!
    const body = `access_token=abc&state=${state}`
    const bring = (origin: string): ReturnType<typeof send> =>
      send({
        method: 'POST',
        target,
        headers: [
          'Content-Type: application/x-www-form-urlencoded',
          `Content-Length: ${body.length}`,
          `Origin: ${origin}`,
        ],
        body,
      })
    expect((await bring(`http://${authority}`)).status).toBe(403)
    const answer = bring(`https://${authority}`)
    expect(await listener.received(never)).toEqual({ access_token: 'abc', state })
    listener.finish(success)
    await send({ target: (await answer).body })
  })

  test('is not disturbed by plain HTTP, which gets no answer and does not hang', async () => {
    const { listener, call, port, authority } = await secured()
    const plain = connect({ host: '127.0.0.1', port })
    const answer = everything(plain)
    plain.write(`GET /callback?code=abc&state=${state} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`)
    expect(await answer).not.toContain('HTTP/1.1 2')
    const received = listener.received(never)
    expect(await settled(received)).toBe(false)
    void call(`code=abc&state=${state}`)
    await received
  })

  test('is not served below TLS 1.2 (T68)', async () => {
    const { port } = await secured()
    const speak = async (maxVersion: 'TLSv1.1' | 'TLSv1.2'): Promise<string | null> => {
      const socket = connectTls({
        host: '127.0.0.1',
        port,
        rejectUnauthorized: false,
        minVersion: 'TLSv1',
        maxVersion,
        ciphers: 'DEFAULT@SECLEVEL=0',
      })
      onTestFinished(() => void socket.destroy())
      await once(socket, 'secureConnect')
      return socket.getProtocol()
    }
    await expect(speak('TLSv1.1')).rejects.toMatchObject({ code: /PROTOCOL_VERSION/ })
    expect(await speak('TLSv1.2')).toBe('TLSv1.2')
  })

  test('keeps the held callback while others fill every place (T42)', async () => {
    const { listener, call, port } = await secured()
    const answer = call(`code=abc&state=${state}`)
    await listener.received(never)
    const idle: Socket[] = []
    onTestFinished(() => idle.forEach((socket) => socket.destroy()))
    for (let count = 0; count < 130; count += 1) {
      const socket = connect({ host: '127.0.0.1', port })
      socket.on('error', () => undefined)
      idle.push(socket)
      await once(socket, 'connect')
    }
    listener.finish(success)
    expect((await answer).status).toBe(303)
  })

  test('drops a connection that never shakes hands', { timeout: 20_000 }, async () => {
    const { port } = await secured()
    const started = performance.now()
    await everything(connect({ host: '127.0.0.1', port }))
    expect(performance.now() - started).toBeGreaterThan(4_000)
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  test('leaves no connection behind when it is disposed', async () => {
    const { listener, port } = await secured()
    const open = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false })
    const gone = everything(open)
    await once(open, 'secureConnect')
    await listener[Symbol.asyncDispose]()
    await gone
  })
})

describe('the certificate', () => {
  test('is asked for once with https, and never with http', async () => {
    let asked = 0
    const certificate = (): Promise<typeof pair> => {
      asked += 1
      return Promise.resolve(pair)
    }
    await listening({ redirectUri: 'http://localhost:0/cb' }, certificate)
    expect(asked).toBe(0)
    await listening({ redirectUri: 'https://localhost:0/cb' }, certificate)
    expect(asked).toBe(1)
  })

  test('that cannot be used is refused before a port is bound', async () => {
    const other = newCertificate()
    await expect(
      listening({ redirectUri: 'https://localhost:0/cb' }, () =>
        Promise.resolve({ certificate: pair.certificate, key: other.key }),
      ),
    ).rejects.toMatchObject({ code: 'bad_configuration' })
  })

  test('is named by the listener that has none', async () => {
    await expect(
      listen({ redirectUri: 'https://localhost:0/cb', answerIn: 'query', otherPorts: [], state }),
    ).rejects.toMatchObject({
      code: 'bad_configuration',
      message: 'an https callback needs a certificate',
      hint: 'give --callback-cert FILE --callback-key FILE, or use --paste',
    })
  })
})
