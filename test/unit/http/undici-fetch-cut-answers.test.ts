import { describe, expect, test } from 'vitest'
import { never, post } from './servers.js'
import { allClosed, fetching, hooks, wire, type Wire } from './wire.js'

const fetch = fetching()
const cutOff = 'closed the connection before its answer was complete'

const tokens = JSON.stringify({ access_token: 'a', refresh_token: 'r', padding: '' })
const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'

/** An answer of 900 bytes that says how long it is. */
function answerOf900Bytes(): string {
  const sized = `${head}Content-Length: 000\r\n\r\n`
  const body = tokens.replace('""', `"${'x'.repeat(900 - sized.length - tokens.length)}"`)
  return `${sized.replace('000', String(body.length))}${body}`
}

/** One that says where each of its pieces ends. */
function chunkedAnswerOf900Bytes(): string {
  const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`
  const [one, two] = [tokens, 'x'.repeat(900 - chunked.length - tokens.length - 18)]
  return `${chunked}${one.length.toString(16)}\r\n${one}\r\n${two.length.toString(16)}\r\n${two}\r\n0\r\n\r\n`
}

/** Cuts its answer after as many bytes as the body of the request says. */
function cutting(answer: string, farewell: 'end' | 'resetAndDestroy'): Promise<Wire> {
  return wire({
    asked: (socket, request) => {
      const kept = answer.slice(0, Number(/\d+$/.exec(request)?.[0]))
      if (kept === '') socket[farewell]()
      else socket.write(kept, () => socket[farewell]())
    },
  })
}

describe('a connection that dies', () => {
  test('before it stands is a network error, and no hook is called (threat row N1)', async () => {
    const seen = hooks()
    const request = post('http://127.0.0.1:1/token', 'secret=1', seen)
    await expect(fetch(request, never)).rejects.toMatchObject({
      code: 'network_error',
      message: '127.0.0.1:1 refused the connection',
    })
    expect(seen.calls).toEqual([])
  })

  test('before the request is written is a network error, and no byte has left (threat row N3)', async () => {
    const server = await wire({ connected: (socket) => socket.resetAndDestroy() })
    const seen = hooks(() => allClosed(server))
    await expect(fetch(post(server.url, 'secret=1', seen), never)).rejects.toMatchObject({
      code: 'network_error',
    })
    expect(seen.calls).not.toContain('after')
    expect(server.bytes()).toBe('')
  })

  test.each(['end', 'resetAndDestroy'] as const)(
    'after the request and before a byte of the answer is a network error, after both hooks: %s (threat row N4)',
    async (farewell) => {
      const server = await wire({ asked: (socket) => socket[farewell]() })
      const seen = hooks()
      await expect(fetch(post(server.url, 'secret=1', seen), never)).rejects.toMatchObject({
        code: 'network_error',
        message: `${new URL(server.url).host} ${cutOff}`,
      })
      expect(seen.calls).toEqual(['before', 'ready', 'after'])
      expect(server.bytes().match(/secret=1$/g)).toHaveLength(1)
    },
  )
})

describe('an answer of 900 bytes that is cut', () => {
  test.each([
    ['a known length', 'closed', 'end', answerOf900Bytes()],
    ['chunks', 'reset', 'resetAndDestroy', chunkedAnswerOf900Bytes()],
  ] as const)(
    'at any of its bytes is a network error and never a part of it: %s, %s (threat row N5)',
    async (_, __, farewell, answer) => {
      expect(answer).toHaveLength(900)
      const server = await cutting(answer, farewell)
      const outcomes = new Set<string>()
      for (let first = 0; first < 900; first += 30) {
        const offsets = Array.from({ length: 30 }, (_, index) => first + index)
        const settled = await Promise.allSettled(
          offsets.map((offset) =>
            fetch(post(server.url, `cut=${offset}`, hooks()), new AbortController().signal),
          ),
        )
        for (const one of settled) {
          outcomes.add(one.status === 'fulfilled' ? one.value.text : String(one.reason))
        }
      }
      expect([...outcomes]).toEqual([expect.stringMatching(cutOff)])
      expect(server.connections).toHaveLength(900)
    },
    60_000,
  )

  test.each([
    ['a known length', answerOf900Bytes()],
    ['chunks', chunkedAnswerOf900Bytes()],
  ])('is whole only after its last byte: %s (threat row N5)', async (_, answer) => {
    const server = await cutting(answer, 'end')
    const { text } = await fetch(post(server.url, 'cut=900', hooks()), never)
    expect(text.startsWith('{"access_token":"a","refresh_token":"r","padding":"')).toBe(true)
    expect(text).toMatch(/x{300}/)
  })
})
