import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { undiciFetch, type UndiciFetchOptions } from '../../../src/http/undici-fetch.js'
import type { Fetch } from '../../../src/kernel/ports.js'
import { get, never, post, serve, serveTcp, type Served } from './servers.js'

function fetching(options: Partial<UndiciFetchOptions> = {}): Fetch {
  return undiciFetch({ userAgent: 'oauthctl/0.0.0-test', env: {}, ...options })
}

const fetch = fetching()

/** A server that sends these bytes as its answer to whatever comes. */
function answering(bytes: string | Uint8Array, after = (): void => undefined): Promise<Served> {
  return serveTcp((socket) => {
    socket.once('data', () => {
      socket.write(bytes)
      after()
    })
  })
}

async function closed({ connections }: Served): Promise<void> {
  await expect.poll(() => connections.length).toBeGreaterThan(0)
  await expect.poll(() => connections.every((socket) => socket.closed)).toBe(true)
}

describe('one exchange', () => {
  test('sends what it was given, names the program, and asks for no compression', async () => {
    const { url, requests } = await serve((_, response) => response.end('{}'))
    const headers = { 'content-type': 'text/plain', Accept: 'application/json' }
    await fetch(post(`${url}/token?x=1`, 'grant_type=a', { headers }), never)
    const [{ head, body }] = requests as [(typeof requests)[0]]
    expect([head.method, head.url, body()]).toEqual(['POST', '/token?x=1', 'grant_type=a'])
    expect(head.headers).toEqual({
      accept: 'application/json',
      'accept-encoding': 'identity',
      connection: 'close',
      'content-length': '12',
      'content-type': 'text/plain',
      host: new URL(url).host,
      'user-agent': 'oauthctl/0.0.0-test',
    })
  })

  test('gives status, headers, text and what was called', async () => {
    const { url } = await serve((_, response) => {
      response.sendDate = false
      response.writeHead(418, { 'X-One': 'a', 'Set-Cookie': ['b=1', 'c=2'], Connection: 'close' })
      response.end('short and stout: ü')
    })
    expect(await fetch(get(`${url}/pot`), never)).toEqual({
      status: 418,
      headers: {
        'x-one': 'a',
        'set-cookie': 'b=1, c=2',
        connection: 'close',
        'transfer-encoding': 'chunked',
      },
      text: 'short and stout: ü',
      url: `${url}/pot`,
    })
  })

  test.each([301, 302, 303, 307, 308])('hands a %i back and goes nowhere', async (status) => {
    const other = await serve((_, response) => response.end())
    const { url } = await serve((_, response) =>
      response.writeHead(status, { location: `${other.url}/stolen` }).end(),
    )
    const answer = await fetch(post(url, 'refresh_token=secret'), never)
    expect([answer.status, answer.headers['location']]).toEqual([status, `${other.url}/stolen`])
    expect(other.connections).toEqual([])
  })

  test('has a connection of its own, and ends it', async () => {
    const served = await serve((_, response) => response.end('ok'))
    for (const body of ['a=1', 'a=2', 'a=3']) await fetch(post(served.url, body), never)
    expect(served.connections).toHaveLength(3)
    await closed(served)
  })

  test('is never sent twice, even when the connection dies before the answer', async () => {
    let heads = 0
    const served = await serveTcp((socket) => {
      socket.once('data', () => {
        heads += 1
        socket.destroy()
      })
    })
    await expect(fetch(post(served.url, 'refresh_token=secret'), never)).rejects.toMatchObject({
      code: 'network_error',
      message: `${new URL(served.url).host} closed the connection before its answer was complete`,
    })
    expect([served.connections.length, heads]).toEqual([1, 1])
  })

  test('ignores proxies and certificates of the process it runs in', async () => {
    const { url } = await serve((_, response) => response.end('direct'))
    const before = process.env['HTTP_PROXY']
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:1'
    try {
      expect((await fetch(get(url), never)).text).toBe('direct')
    } finally {
      if (before === undefined) delete process.env['HTTP_PROXY']
      else process.env['HTTP_PROXY'] = before
    }
  })
})

describe('an answer that is not as asked', () => {
  const bomb = gzipSync(Buffer.alloc(10_000_000))
  test.each([
    ['gzip', bomb],
    ['gzip, gzip, gzip', gzipSync(gzipSync(bomb))],
    ['br', '{}'],
    ['zstd', '{}'],
    ['deflate', '{}'],
    ['GZIP', '{}'],
    ['identity, gzip', '{}'],
    ['x-unknown', '{}'],
  ])('is refused when its encoding is %s, whatever is in it', async (encoding, body) => {
    const served = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body),
    )
    await expect(fetch(get(served.url), never)).rejects.toMatchObject({
      code: 'bad_answer',
      message: `the answer of ${new URL(served.url).host} is compressed, which was not asked for`,
    })
    await closed(served)
  })

  test('is taken when it says that it is not encoded', async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'identity' }).end('plain'),
    )
    expect((await fetch(get(url), never)).text).toBe('plain')
  })

  test('is refused when it says that it is too large, before it is read', async () => {
    const served = await answering(
      'HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n' + 'x'.repeat(1000),
    )
    await expect(fetch(get(served.url), never)).rejects.toMatchObject({
      code: 'bad_answer',
      message: `the answer of ${new URL(served.url).host} is larger than 262144 bytes`,
    })
    await closed(served)
  })

  test('is cut off when it does not end: a server cannot deliver much past the limit', async () => {
    let written = 0
    const served = await serve((_, response) => {
      const chunk = Buffer.alloc(65_536, 'x')
      const more = (): void => {
        if (response.destroyed || written > 1_000_000_000) return
        written += chunk.length
        if (response.write(chunk)) setImmediate(more)
        else response.once('drain', more)
      }
      more()
    })
    await expect(fetch(get(served.url, { maxBytes: 100_000 }), never)).rejects.toMatchObject({
      code: 'bad_answer',
    })
    await closed(served)
    expect(written).toBeLessThan(32 * 1024 * 1024)
  })

  test('may be exactly as large as allowed', async () => {
    const { url } = await serve((_, response) => response.end('x'.repeat(1_000)))
    expect((await fetch(get(url, { maxBytes: 1_000 }), never)).text).toHaveLength(1_000)
    await expect(fetch(get(url, { maxBytes: 999 }), never)).rejects.toMatchObject({
      code: 'bad_answer',
    })
  })

  test('is refused when it is not UTF-8; a byte order mark is kept for the reader to refuse', async () => {
    const bytes = (status: number, body: readonly number[]): Promise<Served> =>
      serve((_, response) => response.writeHead(status).end(Buffer.from(body)))
    const latin = await bytes(200, [0x7b, 0xe9, 0x7d])
    await expect(fetch(get(latin.url), never)).rejects.toMatchObject({
      code: 'bad_answer',
      message: `the answer of ${new URL(latin.url).host} is not UTF-8`,
    })
    const marked = await bytes(200, [0xef, 0xbb, 0xbf, 0x7b, 0x7d])
    expect((await fetch(get(marked.url), never)).text).toBe('\ufeff{}')
  })

  test('is read as well as it can be when the server is failing anyway', async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(503).end(Buffer.from([0x66, 0xe9])),
    )
    expect(await fetch(get(url), never)).toMatchObject({ status: 503, text: 'f\ufffd' })
  })

  test.each([
    ['not HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n'],
    ['a huge head', `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(200_000)}\r\n\r\n`],
  ])('is refused when it is %s', async (_, bytes) => {
    const served = await answering(bytes)
    await expect(fetch(get(served.url), never)).rejects.toMatchObject({
      code: 'bad_answer',
      message: `the answer of ${new URL(served.url).host} is not valid HTTP`,
    })
  })

  test.each([
    ['in its head', 'HTTP/1.1 200 OK\r\nContent-Le'],
    ['in its body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"access_token":'],
    ['in a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{"acc'],
  ])('is a network error when it breaks off %s', async (_, bytes) => {
    const served: Served = await answering(bytes, () => served.connections[0]?.end())
    await expect(fetch(get(served.url), never)).rejects.toMatchObject({ code: 'network_error' })
  })
})

describe('a deadline', () => {
  const quick = fetching({ timeoutMs: 400 })

  test('ends a server that says nothing', async () => {
    const served = await serveTcp(() => undefined)
    const started = performance.now()
    await expect(quick(get(`${served.url}/path?code=secret`), never)).rejects.toMatchObject({
      code: 'timeout',
      message: `${new URL(served.url).host} did not answer within 0.4 seconds`,
      hint: 'allow more time with --timeout SECONDS',
    })
    expect(performance.now() - started).toBeLessThan(3_000)
    await closed(served)
  })

  test.each([
    ['its head', 'HTTP/1.1 200 OK\r\n', 'X: y\r\n'],
    ['its body', 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n', 'x'],
  ])('ends a server that drips %s', async (_, head, drop) => {
    const served = await answering(head)
    const drip = setInterval(() => served.connections[0]?.write(drop), 50)
    const started = performance.now()
    await expect(fetching({ timeoutMs: 2_000 })(get(served.url), never)).rejects.toMatchObject({
      code: 'timeout',
    })
    clearInterval(drip)
    expect(performance.now() - started).toBeGreaterThan(1_900)
    expect(performance.now() - started).toBeLessThan(6_000)
    await closed(served)
  })

  test('ends a body that stops half-way in half of the time', async () => {
    const served = await answering('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx')
    const started = performance.now()
    await expect(fetching({ timeoutMs: 8_000 })(get(served.url), never)).rejects.toMatchObject({
      code: 'timeout',
      message: `${new URL(served.url).host} stopped in the middle of its answer`,
    })
    expect(performance.now() - started).toBeLessThan(7_500)
    await closed(served)
  })

  test('ends a handshake that stalls, and its connection', async () => {
    const served = await serveTcp(() => undefined)
    const https = served.url.replace('http:', 'https:')
    await expect(quick(get(https), never)).rejects.toMatchObject({ code: 'timeout' })
    await closed(served)
  })

  test('may be longer than a timer can be', async () => {
    const { url } = await serve((_, response) => setTimeout(() => response.end('ok'), 50))
    const patient = fetching({ timeoutMs: 2 ** 40 })
    expect((await patient(get(url), never)).text).toBe('ok')
  })
})

describe('an abort', () => {
  const reason = new Error('interrupted')

  test('before the request sends nothing', async () => {
    const served = await serve((_, response) => response.end())
    await expect(fetch(get(served.url), AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(served.connections).toEqual([])
  })

  test.each([
    ['the head', ''],
    ['the body', 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx'],
  ])('while %s is awaited rejects with the reason and ends the connection', async (_, bytes) => {
    const abort = new AbortController()
    const served = await serveTcp((socket) => {
      socket.once('data', () => {
        if (bytes !== '') socket.write(bytes)
        setTimeout(() => abort.abort(reason), 50)
      })
    })
    await expect(fetch(get(served.url), abort.signal)).rejects.toBe(reason)
    await closed(served)
  })

  test('after the answer changes nothing', async () => {
    const { url } = await serve((_, response) => response.end('ok'))
    const abort = new AbortController()
    const answer = await fetch(get(url), abort.signal)
    abort.abort(reason)
    expect(answer.text).toBe('ok')
  })
})

test('a refused connection names the host and neither path nor query', async () => {
  const { port } = await serveTcp(() => undefined)
  const gone = `http://127.0.0.1:${port === 1 ? 2 : 1}`
  await expect(fetch(get(`${gone}/path?code=secret`), never)).rejects.toMatchObject({
    code: 'network_error',
    message: '127.0.0.1:1 refused the connection',
  })
  await expect(fetch(get('http://localhost:1/'), never)).rejects.toMatchObject({
    code: 'network_error',
    message: 'localhost:1 refused the connection',
  })
})
