import { expect, test } from 'vitest'
import { tracedFetch } from '../../../src/http/trace.js'
import type { HttpRequest } from '../../../src/kernel/ports.js'
import { never, post, serveTcp } from './servers.js'
import { fetching, hooks } from './wire.js'

test.each([
  [100, 600, '0.6 seconds', 'allow more than 0.6 seconds with --timeout SECONDS'],
  [400, 100, '0.4 seconds', 'allow more time with --timeout SECONDS'],
])(
  'a run that allows %i ms gives a request that wants %i ms at least the longer of the two, and says what would help',
  async (runMs, timeoutMs, shown, hint) => {
    const server = await serveTcp(() => undefined)
    const slow = fetching({ timeoutMs: runMs })
    await expect(slow(post(server.url, 'a=b', { timeoutMs }), never)).rejects.toMatchObject({
      code: 'timeout',
      message: `${new URL(server.url).host} did not answer within ${shown}`,
      hint,
    })
  },
)

test('the limit for silence follows the longer one', async () => {
  const server = await serveTcp((socket) =>
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx')),
  )
  const request = post(server.url, 'a=b', { timeoutMs: 1_000 })
  await expect(fetching({ timeoutMs: 100 })(request, never)).rejects.toMatchObject({
    code: 'timeout',
    message: `${new URL(server.url).host} stopped in the middle of its answer`,
    hint: 'allow more than 1 second with --timeout SECONDS',
  })
})

test('a trace hands hooks and time limit on as they are', async () => {
  const request = post('https://issuer.example/token', 'a=b', { ...hooks(), timeoutMs: 60_000 })
  const handed: HttpRequest[] = []
  const inner = (one: HttpRequest): Promise<never> => {
    handed.push(one)
    return Promise.reject(new Error('not sent'))
  }
  const traced = tracedFetch(inner, () => undefined)
  await expect(traced(request, never)).rejects.toThrow('not sent')
  expect(handed).toEqual([request])
})
