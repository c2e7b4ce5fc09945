import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { listening, never, settled, state, success, type Listening } from './listening.js'
import { everything, type RawAnswer } from './raw-http.js'

const good = `access_token=00D%21abc&token_type=Bearer&state=${state}`
const taken = { access_token: '00D!abc', token_type: 'Bearer', state }
const form = 'Content-Type: application/x-www-form-urlencoded'

/** A listener for a fragment, and what its page does with one. */
interface FragmentListening extends Listening {
  readonly path: string
  readonly origin: string
  readonly bring: (body: string, changed?: Changed) => Promise<RawAnswer>
}

interface Changed {
  /** Every header but `Host` and the length; those of our page unless given. */
  readonly headers?: readonly string[]
  readonly length?: string
  readonly target?: string
  readonly method?: string
}

async function fragmentListening(
  redirectUri = 'http://127.0.0.1:0/callback',
): Promise<FragmentListening> {
  const found = await listening({ redirectUri, answerIn: 'fragment' })
  const { body } = await found.send({ target: '/callback' })
  const path = /data-to="([^"]+)"/.exec(body)?.[1] ?? 'no path in the page'
  const origin = `http://${found.authority}`
  return {
    ...found,
    path,
    origin,
    bring: (text, changed = {}) =>
      found.send({
        method: changed.method ?? 'POST',
        target: changed.target ?? path,
        headers: [
          changed.length ?? `Content-Length: ${Buffer.byteLength(text)}`,
          ...(changed.headers ?? [form, `Origin: ${origin}`, 'Sec-Fetch-Site: same-origin']),
        ],
        body: text,
      }),
  }
}

describe('an answer in the fragment', () => {
  test('is taken from the script of our page, decoded once, and the script is told where the end is', async () => {
    const { listener, bring, send } = await fragmentListening()
    const answer = bring(`${good}&signature=a%2Bb%253D&id=https%3A%2F%2Forg.example%2Fid`)
    expect(await listener.received(never)).toEqual({
      ...taken,
      signature: 'a+b%3D',
      id: 'https://org.example/id',
    })
    expect(await settled(answer)).toBe(false)
    listener.finish(success)
    const { status, headers, body } = await answer
    expect({ status, type: headers['content-type'] }).toEqual({
      status: 200,
      type: 'text/plain; charset=utf-8',
    })
    expect(body).toMatch(/^\/done\/[\w-]{22}$/)
    const page = await send({ target: body })
    expect(page.body).toContain('You are logged in')
    expect(page.body).not.toContain('00D!abc')
  })

  test('may be 60 KiB of tokens', async () => {
    const { listener, bring, send } = await fragmentListening()
    const answer = bring(`${good}&id_token=${'j'.repeat(60 * 1024)}`)
    expect(Object.keys(await listener.received(never))).toContain('id_token')
    listener.finish(success)
    await send({ target: (await answer).body })
  })

  test('may be an error with our state, behind # or behind ?', async () => {
    const error = { error: 'access_denied', error_description: 'no', state }
    const words = `error=access_denied&error_description=no&state=${state}`
    const behindHash = await fragmentListening()
    const brought = behindHash.bring(words)
    expect(await behindHash.listener.received(never)).toEqual(error)
    behindHash.listener.finish(success)
    await behindHash.send({ target: (await brought).body })

    const behindMark = await fragmentListening()
    const called = behindMark.call(words)
    expect(await behindMark.listener.received(never)).toEqual(error)
    behindMark.listener.finish(success)
    expect((await called).status).toBe(303)
  })

  test('again gets the same page, another one 409, and there is one answer (T40)', async () => {
    const { listener, bring, send } = await fragmentListening()
    const answers = Array.from({ length: 20 }, () => bring(good))
    expect(await listener.received(never)).toEqual(taken)
    expect((await bring(`access_token=other&state=${state}`)).status).toBe(409)
    expect((await bring(`error=access_denied&state=${state}`)).status).toBe(409)
    listener.finish(success)
    const pages = new Set((await Promise.all(answers)).map(({ body }) => body))
    expect(pages.size).toBe(1)
    expect((await bring(`access_token=other&state=${state}`)).status).toBe(409)
    await send({ target: [...pages].join() })
  })

  test('that was left while it waited keeps nobody waiting', async () => {
    const { listener, authority, port, origin, path, send } = await fragmentListening()
    const tab = connect({ host: '127.0.0.1', port })
    const head = `POST ${path} HTTP/1.1\r\nHost: ${authority}\r\nOrigin: ${origin}\r\n${form}`
    tab.write(`${head}\r\nContent-Length: ${good.length}\r\n\r\n${good}`)
    await listener.received(never)
    tab.destroy()
    await once(tab, 'close')
    await send({ target: '/' })
    const started = performance.now()
    await listener[Symbol.asyncDispose]()
    expect(performance.now() - started).toBeLessThan(1_500)
  })
})

describe('the page that reads the fragment', () => {
  test('is shown without any effect, as often as somebody visits', async () => {
    const { listener, call, send } = await fragmentListening()
    const received = listener.received(never)
    const pages = [
      await send({ target: '/callback' }),
      await call('tenant=a'),
      await call(`code=abc&state=${state}`),
      await call(`access_token=abc&state=${state}`),
    ]
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(new Set(pages.map(({ body }) => body)).size).toBe(1)
    expect(await settled(received)).toBe(false)
  })

  test('may run that script and reach this listener, and nothing else (T47)', async () => {
    const { send } = await fragmentListening()
    const { headers, body } = await send({ target: '/callback' })
    const hashOf = (tag: string): string => {
      const text = new RegExp(`<${tag}[^>]*>([^]*?)</${tag}>`).exec(body)![1]!
      return createHash('sha256').update(text).digest('base64')
    }
    expect(headers).toMatchObject({
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hashOf('style')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'sha256-${hashOf('script')}'; connect-src 'self'`,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(body.match(/<(script|style|link|img|iframe|form|a)\b/g)).toEqual(['<style', '<script'])
  })

  test('says what to do where no script runs', async () => {
    const { send } = await fragmentListening()
    const { body } = await send({ target: '/callback' })
    const words = /<noscript>([^]*)<\/noscript>/.exec(body)?.[1]
    expect(words).toContain('Allow JavaScript for this address')
    expect(words).toContain('--paste')
  })

  test('is not given to an image, a frame or a prefetch (T39)', async () => {
    const { send } = await fragmentListening()
    for (const header of ['Sec-Fetch-Dest: iframe', 'Sec-Fetch-Dest: empty', 'Purpose: prefetch']) {
      expect((await send({ target: '/callback', headers: [header] })).status).toBe(403)
    }
  })

  test('is not there when answers come in the query, and neither is its address', async () => {
    const { listener, send } = await listening()
    expect((await send({ target: '/callback' })).status).toBe(403)
    const { path } = await fragmentListening()
    const origin = new URL(listener.redirectUri).origin
    const headers = [form, `Origin: ${origin}`, `Content-Length: ${good.length}`]
    expect((await send({ method: 'POST', target: path, headers, body: good })).status).toBe(404)
    expect((await send({ method: 'POST', target: '/undefined', headers, body: good })).status).toBe(
      404,
    )
  })
})

describe('what does not come from our page is refused and the listener keeps waiting', () => {
  type Case = readonly [string, number, (here: FragmentListening) => Promise<RawAnswer>]
  const withHeaders =
    (...headers: readonly string[]) =>
    ({ origin, bring }: FragmentListening): Promise<RawAnswer> =>
      bring(good, { headers: headers.map((line) => line.replace('OURS', origin)) })
  const cases: readonly Case[] = [
    ['no Origin', 403, withHeaders(form)],
    ['a foreign Origin', 403, withHeaders(form, 'Origin: https://evil.test')],
    ['an opaque Origin', 403, withHeaders(form, 'Origin: null')],
    [
      'another scheme',
      403,
      ({ authority, bring }) => bring(good, { headers: [form, `Origin: https://${authority}`] }),
    ],
    ['another port of ours', 403, withHeaders(form, 'Origin: http://127.0.0.1:1')],
    [
      'another name of ours',
      403,
      ({ port, bring }) => bring(good, { headers: [form, `Origin: http://localhost:${port}`] }),
    ],
    ['two Origins', 403, withHeaders(form, 'Origin: OURS', 'Origin: https://evil.test')],
    [
      'a page of another site',
      403,
      withHeaders(form, 'Origin: OURS', 'Sec-Fetch-Site: cross-site'),
    ],
    ['a page of another port', 403, withHeaders(form, 'Origin: OURS', 'Sec-Fetch-Site: same-site')],
    ['an address typed by hand', 403, withHeaders(form, 'Origin: OURS', 'Sec-Fetch-Site: none')],
    ['a foreign Host', 421, withHeaders(form, 'Origin: OURS', 'Host: evil.test')],
    ['JSON', 415, withHeaders('Content-Type: application/json', 'Origin: OURS')],
    ['plain text', 415, withHeaders('Content-Type: text/plain', 'Origin: OURS')],
    [
      'multipart',
      415,
      withHeaders('Content-Type: multipart/form-data; boundary=x', 'Origin: OURS'),
    ],
    ['a longer type', 415, withHeaders(`${form}-x`, 'Origin: OURS')],
    ['no type', 415, withHeaders('Origin: OURS')],
    ['another path', 404, ({ path, bring }) => bring(good, { target: `${path}x` })],
    ['a query', 404, ({ path, bring }) => bring(good, { target: `${path}?x` })],
    [
      'a path nobody made',
      404,
      ({ bring }) => bring(good, { target: '/answer/aaaaaaaaaaaaaaaaaaaaaa' }),
    ],
    ['GET', 404, ({ path, send }) => send({ target: path })],
    ['PUT', 404, ({ bring }) => bring(good, { method: 'PUT' })],
    [
      'OPTIONS',
      404,
      ({ path, origin, send }) =>
        send({
          method: 'OPTIONS',
          target: path,
          headers: [`Origin: ${origin}`, 'Access-Control-Request-Method: POST'],
        }),
    ],
    ['POST on the callback path', 405, ({ bring }) => bring(good, { target: '/callback' })],
    [
      '10 MiB announced (T41)',
      413,
      ({ bring }) => bring(good, { length: 'Content-Length: 10485760' }),
    ],
    [
      'a byte over 64 KiB',
      413,
      ({ bring }) => bring(`${good}&x=${'y'.repeat(64 * 1024 - good.length - 2)}`),
    ],
    ['no state', 403, ({ bring }) => bring('access_token=abc')],
    ['a wrong state', 403, ({ bring }) => bring('access_token=abc&state=wrong')],
    ['an error without state (T31)', 403, ({ bring }) => bring('error=access_denied')],
    ['an error without state behind ?', 403, ({ call }) => call('error=access_denied')],
    [
      'an error with a wrong state behind ?',
      403,
      ({ call }) => call('error=access_denied&state=wrong'),
    ],
    ['nothing', 403, ({ bring }) => bring('')],
    ['state twice (T34)', 400, ({ bring }) => bring(`${good}&state=evil`)],
    ['a token twice', 400, ({ bring }) => bring(`${good}&access_token=evil`)],
    ['an error twice behind ?', 400, ({ call }) => call(`error=a&error=b&state=${state}`)],
    ['access_token[]', 400, ({ bring }) => bring(`access_token[]=abc&state=${state}`)],
    ['NUL', 400, ({ bring }) => bring(`access_token=a%00b&state=${state}`)],
  ]
  test.each(cases)('%s: %i', async (_, status, attempt) => {
    const here = await fragmentListening()
    const received = here.listener.received(never)
    const answer = await attempt(here)
    expect(answer.status).toBe(status)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    )
    expect(await settled(received)).toBe(false)
    const brought = here.bring(good, {
      headers: [`${form};charset=UTF-8`, `Origin: ${here.origin}`],
    })
    expect(await received).toEqual(taken)
    here.listener.finish(success)
    await here.send({ target: (await brought).body })
  })

  test('a body without end is 413 as soon as it is over 64 KiB (T41)', async () => {
    const { listener, authority, origin, path, port } = await fragmentListening()
    const socket = connect({ host: '127.0.0.1', port })
    const answer = everything(socket)
    const head = `POST ${path} HTTP/1.1\r\nHost: ${authority}\r\nOrigin: ${origin}\r\n${form}`
    socket.write(`${head}\r\nTransfer-Encoding: chunked\r\n\r\n`)
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
    for (let sent = 0; sent <= 64 * 1024; sent += 0x4000) socket.write(chunk)
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(await settled(listener.received(never))).toBe(false)
  })

  test('a body that is cut off has no effect', async () => {
    const { listener, authority, origin, path, port, send } = await fragmentListening()
    const socket = connect({ host: '127.0.0.1', port })
    const head = `POST ${path} HTTP/1.1\r\nHost: ${authority}\r\nOrigin: ${origin}\r\n${form}`
    socket.write(`${head}\r\nContent-Length: ${good.length + 1}\r\n\r\n${good}`)
    await once(socket, 'connect')
    socket.end()
    await everything(socket)
    await send({ target: '/callback' })
    expect(await settled(listener.received(never))).toBe(false)
  })
})
