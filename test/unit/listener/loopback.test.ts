import { createHash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listening, never, settled, state, success } from './listening.js'
import { everything } from './raw-http.js'

const good = `code=abc123&state=${state}`

describe('a genuine callback', () => {
  test('resolves once with every parameter', async () => {
    const { listener, call } = await listening()
    const answer = call(`${good}&iss=https%3A%2F%2Fissuer.example&scope=api+id`)
    expect(await listener.received(never)).toEqual({
      code: 'abc123',
      state,
      iss: 'https://issuer.example',
      scope: 'api id',
    })
    listener.finish(success)
    expect((await answer).status).toBe(303)
  })

  test('is taken at the redirect URI that was bound, with the real port in it', async () => {
    const { listener, port } = await listening({ redirectUri: 'http://localhost:0/OauthRedirect' })
    expect(port).toBeGreaterThan(0)
    expect(listener.redirectUri).toBe(`http://localhost:${port}/OauthRedirect`)
  })

  test('may be an error, if it has our state', async () => {
    const { listener, call } = await listening()
    void call(`error=access_denied&error_description=no&state=${state}`)
    expect(await listener.received(never)).toEqual({
      error: 'access_denied',
      error_description: 'no',
      state,
    })
  })

  test('is remembered when it came before anybody asked', async () => {
    const { listener, call } = await listening()
    const answer = call(good)
    await listener.received(never)
    expect(await listener.received(never)).toEqual({ code: 'abc123', state })
    listener.finish(success)
    await answer
  })

  test('stays open until the flow has ended, then goes to a clean address that tells the end', async () => {
    const { listener, call, send } = await listening()
    const answer = call(good)
    await listener.received(never)
    expect(await settled(answer)).toBe(false)
    listener.finish(success)
    const redirect = await answer
    expect(redirect.status).toBe(303)
    expect(redirect.headers['location']).toMatch(/^\/done\/[\w-]{22}$/)
    const page = await send({ target: redirect.headers['location']! })
    expect(page.status).toBe(200)
    expect(page.body).toContain('ada@example.com')
    expect(page.body).toContain('00D000000000001EAA')
    expect(page.body).not.toContain('abc123')
  })

  test('is taken from a navigation of a browser', async () => {
    const { listener, call } = await listening()
    void call(good, [
      'Sec-Fetch-Dest: document',
      'Sec-Fetch-Mode: navigate',
      'Sec-Fetch-Site: cross-site',
    ])
    expect(await listener.received(never)).toEqual({ code: 'abc123', state })
  })

  test('is taken although the browser sends 9 KiB of cookies of other programs on localhost', async () => {
    const { listener, call } = await listening()
    void call(
      good,
      ['a', 'b', 'c'].map((name) => `Cookie: ${name}=${'x'.repeat(3_000)}`),
    )
    expect(await listener.received(never)).toEqual({ code: 'abc123', state })
  })
})

describe('a second callback', () => {
  test('with the same code gets the same page and no second answer', async () => {
    const { listener, call } = await listening()
    const answers = Array.from({ length: 50 }, () => call(good))
    expect(await listener.received(never)).toEqual({ code: 'abc123', state })
    listener.finish(success)
    const locations = new Set((await Promise.all(answers)).map((a) => a.headers['location']))
    locations.add((await call(good)).headers['location'])
    expect(locations.size).toBe(1)
  })

  test('with another code is 409', async () => {
    const { listener, call } = await listening()
    const first = call(good)
    await listener.received(never)
    expect((await call(`code=other&state=${state}`)).status).toBe(409)
    expect((await call(`error=access_denied&state=${state}`)).status).toBe(409)
    listener.finish(success)
    expect((await first).status).toBe(303)
    expect((await call(`code=other&state=${state}`)).status).toBe(409)
  })
})

test('a second error that is another one is 409', async () => {
  const { listener, call } = await listening()
  const first = call(`error=access_denied&state=${state}`)
  await listener.received(never)
  expect((await call(`error=server_error&state=${state}`)).status).toBe(409)
  listener.finish(success)
  expect((await first).status).toBe(303)
  expect((await call(`error=access_denied&state=${state}`)).status).toBe(303)
})

describe('what is not a genuine callback is refused and the listener keeps waiting', () => {
  const queries: readonly (readonly [string, number, string])[] = [
    ['no state', 403, 'code=abc123'],
    ['an empty state', 403, 'code=abc123&state='],
    ['a wrong state', 403, 'code=abc123&state=wrong'],
    ['a prefix of the state', 403, `code=abc123&state=${state.slice(0, -1)}`],
    ['the state and more', 403, `code=abc123&state=${state}x`],
    ['an error without state', 403, 'error=access_denied'],
    ['an error with a wrong state', 403, 'error=access_denied&state=wrong'],
    ['no query', 403, ''],
    ['state twice, ours first', 400, `code=abc123&state=${state}&state=evil`],
    ['state twice, ours last', 400, `code=abc123&state=evil&state=${state}`],
    ['state twice, both ours', 400, `${good}&state=${state}`],
    ['code twice', 400, `${good}&code=abc123`],
    ['iss twice', 400, `${good}&iss=a&iss=b`],
    ['error twice', 400, `error=a&error=b&state=${state}`],
    [
      'error_description twice',
      400,
      `error=a&error_description=b&error_description=c&state=${state}`,
    ],
    ['a name twice in two spellings', 400, `${good}&%63ode=abc123`],
    ['code[]', 400, `code[]=abc123&state=${state}`],
    ['code%5B%5D', 400, `code%5B%5D=abc123&state=${state}`],
    ['NUL in a name', 400, `code%00=abc123&state=${state}`],
    ['NUL in a value', 400, `code=abc%00123&state=${state}`],
    ['an empty name', 400, `=abc123&${good}`],
  ]
  test.each(queries)('%s: %i', async (_, status, query) => {
    const { listener, call } = await listening()
    const received = listener.received(never)
    expect((await call(query)).status).toBe(status)
    expect(await settled(received)).toBe(false)
    void call(good)
    expect(await received).toEqual({ code: 'abc123', state })
  })

  const targets: readonly (readonly [string, string])[] = [
    ['a longer path', '/callbackX'],
    ['a trailing slash', '/callback/'],
    ['a doubled slash', '//callback'],
    ['a dot segment', '/./callback'],
    ['a parent segment', '/x/../callback'],
    ['an escaped slash', '/%2fcallback'],
    ['an escaped letter', '/c%61llback'],
    ['upper case', '/Callback'],
    ['a path parameter', '/callback;x'],
    ['an absolute target', 'http://127.0.0.1/callback'],
    ['the root', '/'],
    ['the icon', '/favicon.ico'],
    ['a visit nobody made', '/go/aaaaaaaaaaaaaaaaaaaaaa'],
    ['a page nobody made', '/done/aaaaaaaaaaaaaaaaaaaaaa'],
  ]
  test.each(targets)('%s is 404', async (_, path) => {
    const { listener, call, send } = await listening()
    const received = listener.received(never)
    expect((await send({ target: `${path}?${good}` })).status).toBe(404)
    expect(await settled(received)).toBe(false)
    void call(good)
    await received
  })

  test('an absolute target with our own authority is 404', async () => {
    const { authority, send } = await listening()
    expect((await send({ target: `http://${authority}/callback?${good}` })).status).toBe(404)
  })

  test.each(['HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    '%s is 405 and has no effect',
    async (method) => {
      const { listener, call, send } = await listening()
      const received = listener.received(never)
      const answer = await send({ method, target: `/callback?${good}` })
      expect(answer.status).toBe(405)
      expect(answer.headers['allow']).toBe('GET')
      expect(await settled(received)).toBe(false)
      void call(good)
      await received
    },
  )

  test('CONNECT and * have no effect', async () => {
    const { listener, send } = await listening()
    expect((await send({ method: 'OPTIONS', target: '*' })).status).toBe(404)
    await send({ method: 'CONNECT', target: 'example.com:443' })
    expect(await settled(listener.received(never))).toBe(false)
  })

  test('a foreign Host is 421', async () => {
    const { listener, port, send } = await listening()
    const received = listener.received(never)
    const foreign = [
      'evil.test',
      `evil.test:${port}`,
      `127.0.0.1.nip.io:${port}`,
      `localhost.evil.test:${port}`,
      `localhost:${port}`,
      `127.0.0.1:${port + 1}`,
      `127.0.0.1:${port}.`,
      '127.0.0.1',
      `127.1:${port}`,
      `[::1]:${port}`,
      '',
    ]
    for (const host of foreign) {
      const answer = await send({ target: `/callback?${good}`, headers: [`Host: ${host}`] })
      expect([host, answer.status]).toEqual([host, 421])
    }
    expect(await settled(received)).toBe(false)
  })

  test('no Host is 400 or 421, two Hosts are 400 or 421', async () => {
    const { listener, authority, send } = await listening()
    const target = `/callback?${good}`
    const two = [`Host: ${authority}`, `Host: ${authority}`]
    const answers = [
      await send({ target, noHost: true }),
      await send({ target, noHost: true, version: '1.0' }),
      await send({ target, headers: two }),
      await send({ target, headers: [`Host: ${authority}`, 'Host: evil.test'] }),
    ]
    for (const { status } of answers) expect([400, 421]).toContain(status)
    expect(await settled(listener.received(never))).toBe(false)
  })

  test('a subresource, a frame, a script or a prefetch is 403', async () => {
    const { listener, call } = await listening()
    const received = listener.received(never)
    const passive = [
      'Sec-Fetch-Dest: image',
      'Sec-Fetch-Dest: empty',
      'Sec-Fetch-Dest: iframe',
      'Sec-Fetch-Dest: script',
      'Sec-Fetch-Dest:',
      'Sec-Purpose: prefetch',
      'Sec-Purpose: prefetch;prerender',
      'Purpose: prefetch',
    ]
    for (const header of passive) {
      expect([header, (await call(good, [header])).status]).toEqual([header, 403])
    }
    expect(await settled(received)).toBe(false)
    void call(good, ['Sec-Fetch-Mode: cors'])
    await received
  })

  test('a body is not wanted: 413, however long it is', async () => {
    const { listener, call } = await listening()
    expect((await call(good, ['Content-Length: 10485760'])).status).toBe(413)
    expect((await call(good, ['Transfer-Encoding: chunked'])).status).toBe(413)
    expect(await settled(listener.received(never))).toBe(false)
  })

  test('an address over 8 KiB or a head over 32 KiB is 431', async () => {
    const { listener, call } = await listening()
    expect((await call(`${good}&x=${'y'.repeat(9_000)}`)).status).toBe(431)
    expect((await call(`${good}&x=${'y'.repeat(100_000)}`)).status).toBe(431)
    const many = Array.from({ length: 1_000 }, (_, n) => `X-Header-${n}: ${'z'.repeat(40)}`)
    expect((await call(good, many)).status).toBe(431)
    expect(await settled(listener.received(never))).toBe(false)
  })

  test('1,000 forged callbacks and 100 forged errors, then the right one', async () => {
    const { listener, call } = await listening()
    const received = listener.received(never)
    for (let round = 0; round < 1_100; round += 50) {
      const forged = Array.from({ length: 50 }, (_, n) =>
        call(round < 1_000 ? `code=x&state=${round + n}` : 'error=access_denied'),
      )
      const statuses = (await Promise.all(forged)).map((answer) => answer.status)
      expect(new Set(statuses)).toEqual(new Set([403]))
    }
    void call(good)
    expect(await received).toEqual({ code: 'abc123', state })
  })
})

describe('what a browser may keep or load', () => {
  test('every answer forbids scripts, frames, storing, sniffing and referrers', async () => {
    const { listener, call, send } = await listening()
    const visit = new URL(listener.visitUrl('https://issuer.example/authorize'))
    const callback = call(good)
    await listener.received(never)
    listener.finish(success)
    const redirect = await callback
    const answers = [
      redirect,
      await send({ target: redirect.headers['location']! }),
      await send({ target: visit.pathname }),
      await call('code=x'),
      await call('code=x&code=y'),
      await call(`code=x&state=${state}`),
      await send({ target: '/nothing' }),
      await send({ method: 'POST', target: '/callback' }),
      await send({ target: '/callback', headers: ['Host: evil.test'] }),
    ]
    expect(answers.map((a) => a.status)).toEqual([303, 200, 302, 403, 400, 409, 404, 405, 421])
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-/),
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      })
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  test('the style of the page is the one the policy allows', async () => {
    const { call } = await listening()
    const { headers, body } = await call('code=x')
    const style = /<style>([^]*?)<\/style>/.exec(body)![1]!
    const hash = createHash('sha256').update(style).digest('base64')
    expect(headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`)
  })

  test("Chrome's private network preflight on the callback path is answered, and nothing else", async () => {
    const { listener, send } = await listening()
    const asked = ['Origin: https://login.example', 'Access-Control-Request-Private-Network: true']
    const answer = await send({ method: 'OPTIONS', target: `/callback?${good}`, headers: asked })
    expect(answer.status).toBe(204)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://login.example',
      'access-control-allow-private-network': 'true',
      'access-control-allow-methods': 'GET',
    })
    const others = [
      await send({ method: 'OPTIONS', target: '/other', headers: asked }),
      await send({ method: 'OPTIONS', target: '/callback', headers: asked.slice(0, 1) }),
      await send({
        method: 'OPTIONS',
        target: '/callback',
        headers: [...asked, 'Access-Control-Request-Method: POST'],
      }),
      await send({
        method: 'OPTIONS',
        target: '/callback',
        headers: [...asked, 'Host: evil.test'],
      }),
    ]
    expect(others.map((other) => other.status)).toEqual([404, 405, 405, 421])
    expect(await settled(listener.received(never))).toBe(false)
  })
})

describe('the URL that is given to the browser', () => {
  test('is ours, of harmless characters only, and leads to the authorization URL each time', async () => {
    const { listener, port, send } = await listening({ redirectUri: 'http://localhost:0/cb' })
    const authorization = `https://issuer.example/authorize?client_id=$(touch+P)&x='"%60&calc&`
    const visit = listener.visitUrl(authorization)
    expect(visit).toMatch(/^[a-zA-Z0-9%/:;_.,=@-]+$/)
    expect(visit).toMatch(new RegExp(`^http://localhost:${port}/go/[\\w-]{22}$`))
    const { pathname } = new URL(visit)
    const answers = [await send({ target: pathname }), await send({ target: pathname })]
    expect(answers.map(({ status }) => status)).toEqual([302, 302])
    for (const { headers } of answers) {
      expect(headers['location']).toBe(new URL(authorization).href)
    }
    expect((await send({ method: 'POST', target: pathname })).status).toBe(405)
  })

  test('is the only one of its kind', async () => {
    const { listener, send } = await listening()
    const { pathname } = new URL(listener.visitUrl('https://issuer.example/a'))
    expect((await send({ target: `${pathname}x` })).status).toBe(404)
  })

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', '/relative', ''])(
    'is refused for %j',
    async (url) => {
      const { listener } = await listening()
      expect(() => listener.visitUrl(url)).toThrow(
        expect.objectContaining({ code: 'bad_metadata' }),
      )
    },
  )
})

describe('waiting', () => {
  test('ends with the reason of the signal', async () => {
    const { listener } = await listening()
    const abort = new AbortController()
    const received = listener.received(abort.signal)
    const reason = new Error('login timed out')
    abort.abort(reason)
    await expect(received).rejects.toBe(reason)
    await expect(listener.received(abort.signal)).rejects.toBe(reason)
  })

  test('is not disturbed by 500 idle connections, and they never get more than 64 places', async () => {
    const { listener, call, port } = await listening()
    const idle: Socket[] = []
    onTestFinished(() => idle.forEach((socket) => socket.destroy()))
    for (let count = 0; count < 500; count += 1) {
      const socket = connect({ host: '127.0.0.1', port })
      socket.on('error', () => undefined)
      idle.push(socket)
      await once(socket, 'connect')
    }
    void call(good)
    expect(await listener.received(never)).toEqual({ code: 'abc123', state })
    await expect.poll(() => idle.filter((socket) => !socket.closed).length).toBeLessThanOrEqual(64)
  })

  test('keeps the held callback while others fill every place', async () => {
    const { listener, call, port } = await listening()
    const answer = call(good)
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

  test(
    'drops a connection that does not send its head within 5 s',
    { timeout: 20_000 },
    async () => {
      const { port } = await listening()
      const silent = connect({ host: '127.0.0.1', port })
      const slow = connect({ host: '127.0.0.1', port })
      slow.write('GET /callback HTTP/1.1\r\n')
      const started = performance.now()
      const drip = setInterval(() => slow.write('X: y\r\n'), 500)
      onTestFinished(() => clearInterval(drip))
      await Promise.all([everything(silent), everything(slow)])
      expect(performance.now() - started).toBeGreaterThan(4_000)
      expect(performance.now() - started).toBeLessThan(15_000)
    },
  )
})
