import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { listening, never, state, success } from './listening.js'
import { everything } from './raw-http.js'

const good = `code=abc123&state=${state}`

async function elapsedMs(work: () => PromiseLike<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

describe('disposing the listener', () => {
  test('is immediate when no callback came, and frees the port and every connection', async () => {
    const { listener, port } = await listening()
    const idle = connect({ host: '127.0.0.1', port })
    await once(idle, 'connect')
    const gone = everything(idle)
    expect(await elapsedMs(() => listener[Symbol.asyncDispose]())).toBeLessThan(1_500)
    await gone
    const refused = connect({ host: '127.0.0.1', port })
    const [error] = await once(refused, 'error')
    expect(error).toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('waits for the page to be fetched, and no longer', async () => {
    const { listener, call, send } = await listening()
    const callback = call(good)
    await listener.received(never)
    listener.finish(success)
    const disposed = elapsedMs(() => listener[Symbol.asyncDispose]())
    const page = await send({ target: (await callback).headers['location']! })
    expect(page.body).toContain('You are logged in')
    expect(await disposed).toBeLessThan(1_800)
  })

  test('waits 2 s at most for a page that nobody fetches', async () => {
    const { listener, call } = await listening()
    const callback = call(good)
    await listener.received(never)
    listener.finish(success)
    await callback
    const ms = await elapsedMs(() => listener[Symbol.asyncDispose]())
    expect(ms).toBeGreaterThan(1_900)
    expect(ms).toBeLessThan(4_000)
  })

  test('tells a waiting browser that the login did not finish', async () => {
    const { listener, call, send } = await listening()
    const callback = call(good)
    await listener.received(never)
    const disposed = listener[Symbol.asyncDispose]()
    const page = await send({ target: (await callback).headers['location']! })
    expect(page.body).toContain('The login did not finish')
    expect(page.body).not.toContain('You are logged in')
    await disposed
  })

  test('does not turn a page that was announced into another one', async () => {
    const { listener, call, send } = await listening()
    const callback = call(good)
    await listener.received(never)
    listener.finish(success)
    listener.finish({ kind: 'failure', title: 'late', message: 'late', hint: undefined })
    const disposed = listener[Symbol.asyncDispose]()
    const page = await send({ target: (await callback).headers['location']! })
    expect(page.body).toContain('You are logged in')
    await disposed
  })

  test('is immediate when the tab was closed while it waited', async () => {
    const { listener, port, authority, send } = await listening()
    const tab = connect({ host: '127.0.0.1', port })
    tab.write(`GET /callback?${good} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`)
    await listener.received(never)
    tab.destroy()
    await once(tab, 'close')
    // One round trip later the listener has seen the tab go.
    await send({ target: '/' })
    expect(await elapsedMs(() => listener[Symbol.asyncDispose]())).toBeLessThan(1_500)
  })

  test('twice is the same as once', async () => {
    const { listener } = await listening()
    await Promise.all([listener[Symbol.asyncDispose](), listener[Symbol.asyncDispose]()])
    await listener[Symbol.asyncDispose]()
  })

  test('works as `await using`', async () => {
    const { port } = await listening()
    {
      await using inner = (await listening()).listener
      expect(inner.redirectUri).not.toContain(`:${port}/`)
    }
  })

  test('does not wait for other connections', async () => {
    const { listener, call, send, port, authority } = await listening()
    const stuck = connect({ host: '127.0.0.1', port })
    stuck.write(`GET /callback?x HTTP/1.1\r\nHost: ${authority}\r\n`)
    const gone = everything(stuck)
    const callback = call(good)
    await listener.received(never)
    listener.finish(success)
    const { headers } = await callback
    const disposed = elapsedMs(() => listener[Symbol.asyncDispose]())
    await send({ target: headers['location']! })
    expect(await disposed).toBeLessThan(1_800)
    await gone
  })
})
