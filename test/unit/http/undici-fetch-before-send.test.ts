import { describe, expect, test } from 'vitest'
import { AuthError } from '../../../src/kernel/errors.js'
import { get, never, post } from './servers.js'
import { allClosed, fetching, hooks, okAnswer, wire } from './wire.js'

const fetch = fetching()
const cutOff = 'closed the connection before its answer was complete'

describe('a request with hooks', () => {
  test.each([
    ['a form', 'grant_type=refresh_token&refresh_token=secret'],
    ['text beyond ASCII', 'name=\u00fc\u20ac\u{1f511}'],
    ['a body larger than a socket takes at once', 'x'.repeat(1_000_000)],
    ['an empty body', ''],
  ])('is byte for byte what it is without them: %s', async (_, body) => {
    const [plain, hooked] = [await wire(), await wire()]
    const headers = { 'content-type': 'text/plain', Accept: 'application/json', authorization: 'x' }
    const seen = hooks()
    const answer = await fetch(post(`${hooked.url}/t?a=b`, body, { headers, ...seen }), never)
    await fetch(post(`${plain.url}/t?a=b`, body, { headers }), never)
    expect(answer.text).toBe('ok')
    expect(seen.calls).toEqual(['before', 'ready', 'after'])
    const bytes = plain.bytes().replace(`:${plain.port}\r\n`, `:${hooked.port}\r\n`)
    expect(hooked.bytes() === bytes, hooked.bytes().slice(0, 1_000)).toBe(true)
    expect(bytes).toContain(`content-length: ${Buffer.byteLength(body)}\r\n`)
  })

  test('leaves when beforeSend has ended, on a connection that stood before it began', async () => {
    const server = await wire()
    const seen = hooks(async () => {
      await expect.poll(() => server.connections.length).toBe(1)
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
      expect(server.bytes()).toBe('')
    })
    await fetch(post(server.url, 'a=b', seen), never)
    expect(seen.calls).toEqual(['before', 'ready', 'after'])
    expect(server.connections).toHaveLength(1)
  })

  test('has a connection of its own, each time (threat row N17)', async () => {
    const server = await wire({ asked: (socket) => socket.write(okAnswer) })
    for (const body of ['a=1', 'a=2']) await fetch(post(server.url, body, hooks()), never)
    expect(server.connections).toHaveLength(2)
    expect(server.bytes().match(/POST \//g)).toHaveLength(2)
    await allClosed(server)
  })

  test('without a body calls them too: before anything is connected, and when the answer is there', async () => {
    const server = await wire()
    const seen = hooks(() => {
      expect(server.connections).toEqual([])
    })
    expect((await fetch(get(server.url, seen), never)).text).toBe('ok')
    expect(seen.calls).toEqual(['before', 'ready', 'after'])
    const refusal = new Error('no')
    const refused = get(server.url, { beforeSend: () => Promise.reject(refusal) })
    await expect(fetch(refused, never)).rejects.toBe(refusal)
    expect(server.connections).toHaveLength(1)
  })

  test('without a body is not sent when it was aborted meanwhile', async () => {
    const server = await wire()
    const abort = new AbortController()
    const reason = new Error('interrupted')
    const seen = hooks(() => {
      abort.abort(reason)
    })
    await expect(fetch(get(server.url, seen), abort.signal)).rejects.toBe(reason)
    expect(server.connections).toEqual([])
  })

  test('ends with what afterSend throws, as it is', async () => {
    const server = await wire({})
    const thrown = Object.assign(new Error('mine'), { code: 'ECONNRESET' })
    const afterSend = (): void => {
      throw thrown
    }
    await expect(fetch(post(server.url, 'a=b', { afterSend }), never)).rejects.toBe(thrown)
    await allClosed(server)
  })
})

describe('what beforeSend throws', () => {
  const thrown: readonly (readonly [string, unknown])[] = [
    ['an AuthError', new AuthError('store_unavailable', 'the store is full')],
    ['an error that looks like one of the network', Object.assign(new Error(), { code: 'EPIPE' })],
    ['the reason of a signal', AbortSignal.abort().reason],
    ['no error at all', undefined],
  ]

  test.each(thrown)('ends the request unsent, as it is: %s', async (_, error) => {
    const server = await wire()
    const seen = hooks(() => {
      throw error
    })
    await expect(fetch(post(server.url, 'secret=1', seen), never)).rejects.toBe(error)
    await allClosed(server)
    expect([server.bytes(), server.connections.length]).toEqual(['', 1])
    expect(seen.calls).toEqual(['before'])
  })

  test('at once, before it gives a promise, is no different', async () => {
    const server = await wire()
    const error = new Error('at once')
    const beforeSend = (): Promise<void> => {
      throw error
    }
    await expect(fetch(post(server.url, 'secret=1', { beforeSend }), never)).rejects.toBe(error)
    await allClosed(server)
    expect(server.bytes()).toBe('')
  })

  test('counts more than a connection that died, a deadline or an abort meanwhile', async () => {
    const error = new Error('the disk is full')
    const abort = new AbortController()
    const hurdles = [
      ['closed', fetch, never, 'end'],
      ['reset', fetch, never, 'resetAndDestroy'],
      ['late', fetching({ timeoutMs: 300 }), never, undefined],
      ['aborted', fetch, abort.signal, undefined],
    ] as const
    for (const [name, fetch, signal, farewell] of hurdles) {
      const server = await wire()
      const seen = hooks(async () => {
        await expect.poll(() => server.connections.length).toBe(1)
        if (farewell !== undefined) server.connections[0]?.[farewell]()
        if (name === 'aborted') abort.abort(new Error('interrupted'))
        await allClosed(server)
        throw error
      })
      await expect(fetch(post(server.url, 'secret=1', seen), signal), name).rejects.toBe(error)
      expect([server.bytes(), server.connections.length], name).toEqual(['', 1])
    }
  })
})

describe('a connection that dies while beforeSend is under way', () => {
  const reason = new Error('interrupted')
  const abort = new AbortController()

  test.each([
    ['closed', 'end', 10_000, { code: 'network_error', message: expect.stringMatching(cutOff) }],
    [
      'reset (threat row N3)',
      'resetAndDestroy',
      10_000,
      { code: 'network_error', message: expect.stringMatching(cutOff) },
    ],
    [
      'given up at the deadline',
      undefined,
      300,
      { code: 'timeout', hint: 'allow more time with --timeout SECONDS' },
    ],
    ['aborted', 'abort', 10_000, reason],
  ] as const)(
    'is %s: nothing is sent, and it ends when beforeSend has',
    async (_, how, timeoutMs, error) => {
      const server = await wire()
      let ended = false
      const seen = hooks(async () => {
        await expect.poll(() => server.connections.length).toBe(1)
        if (how === 'abort') abort.abort(reason)
        else if (how !== undefined) server.connections[0]?.[how]()
        await allClosed(server)
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
        expect(ended).toBe(false)
      })
      const signal = how === 'abort' ? abort.signal : never
      const outcome = fetching({ timeoutMs })(post(server.url, 'secret=1', seen), signal)
      await expect(outcome.finally(() => (ended = true))).rejects.toMatchObject(error)
      expect(seen.calls).toEqual(['before', 'ready'])
      expect([server.bytes(), server.connections.length]).toEqual(['', 1])
    },
  )

  test('because the server answered unasked is a network error, and nothing is sent', async () => {
    const server = await wire()
    const seen = hooks(async () => {
      await expect.poll(() => server.connections.length).toBe(1)
      server.connections[0]?.write('HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n')
      await allClosed(server)
    })
    await expect(fetch(post(server.url, 'secret=1', seen), never)).rejects.toMatchObject({
      code: 'network_error',
      message: `${new URL(server.url).host} answered before the request was sent`,
    })
    expect(seen.calls).toEqual(['before', 'ready'])
    expect(server.bytes()).toBe('')
  })
})
