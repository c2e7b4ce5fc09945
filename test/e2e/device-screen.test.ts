import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { temporaryHome } from '../support/cli.js'
import { startOnTerminal } from '../support/terminal.js'

/** A server whose person approves at the third poll, a second apart. */
async function startServer(): Promise<AsyncDisposable & { readonly issuer: string }> {
  let polls = 0
  const server = createServer((request, response) => {
    const paths: Readonly<Record<string, () => readonly [number, unknown]>> = {
      '/.well-known/openid-configuration': () => [
        200,
        {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          device_authorization_endpoint: `${issuer}/device_authorization`,
        },
      ],
      '/device_authorization': () => [
        200,
        {
          device_code: 'the-device-code',
          user_code: 'WDJB-MJHT',
          verification_uri: `${issuer}/a-page-with-quite-a-long-name/device`,
          expires_in: 600,
          interval: 1,
        },
      ],
      '/token': () => {
        polls += 1
        return polls < 3
          ? [400, { error: 'authorization_pending' }]
          : [200, { access_token: 'secret-CANARY', token_type: 'Bearer', expires_in: 3600 }]
      },
    }
    const [status, body] = paths[request.url ?? '']?.() ?? [404, {}]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const utf8 = { LANG: 'C.UTF-8' }

/** What is left on a screen that overwrites a line after a carriage return. */
function settled(screen: string): readonly string[] {
  return stripVTControlCharacters(screen)
    .split(/\r?\n/)
    .map((line) => {
      let shown = ''
      for (const part of line.split('\r')) shown = part + shown.slice(part.length)
      return shown.trimEnd()
    })
}

describe('the device screen on a real terminal', () => {
  test.each([
    [40, utf8],
    [120, utf8],
    [40, { LANG: 'C' }],
    [120, { LANG: 'C', NO_COLOR: '1' }],
  ])('with %i columns and %j', async (columns, locale) => {
    await using server = await startServer()
    using home = temporaryHome()
    const device = startOnTerminal(['device', '--issuer', server.issuer, '-i', 'app'], {
      columns,
      env: { ...home.env, ...locale },
    })
    const { status, screen } = await device.ended
    expect(status).toBe(0)
    const lines = settled(screen)
    const page = `${server.issuer}/a-page-with-quite-a-long-name/device`

    expect(lines.filter((line) => line.includes('://'))).toEqual([page])
    expect(lines).toContain('to copy: WDJB-MJHT')
    expect(lines.some((line) => line.includes('W D J B   M J H T'))).toBe(true)
    expect(lines.filter((line) => line !== page && line.length > columns)).toEqual([])
    expect(lines.some((line) => line.includes('▀'))).toBe(locale.LANG === 'C.UTF-8')
    expect(screen.includes('\u001b[')).toBe(!('NO_COLOR' in locale))

    const countdowns = new Set(screen.match(/expires in \d+:\d\d/g))
    expect(countdowns.size).toBeGreaterThan(1)
    expect(lines.filter((line) => line.includes('expires in 9:'))).toEqual([])
    expect(lines.join('\n')).toContain('Logged in to')
    expect(screen).not.toContain('secret-CANARY')
  })

  test('--quiet leaves page and code, --no-qr the rest', async () => {
    await using server = await startServer()
    using home = temporaryHome()
    const words = ['device', '--issuer', server.issuer, '-i', 'app', '--login-timeout', '0']
    const options = { columns: 120, env: { ...home.env, ...utf8 } }
    const quiet = settled((await startOnTerminal([...words, '-q'], options).ended).screen)
    const page = `${server.issuer}/a-page-with-quite-a-long-name/device`
    expect(quiet.slice(0, 3)).toEqual([page, 'WDJB-MJHT', 'error: nobody approved within 0 s.'])
    const bare = settled((await startOnTerminal([...words, '--no-qr'], options).ended).screen)
    expect(bare[0]).toBe('Open this page on any device:')
  })

  test('with -o json the screen stays empty but for one line of JSON', async () => {
    await using server = await startServer()
    using home = temporaryHome()
    const device = startOnTerminal(
      ['device', '--issuer', server.issuer, '-i', 'app', '-o', 'json', '--login-timeout', '0'],
      { columns: 120, env: { ...home.env, ...utf8 } },
    )
    const [first = '', second = ''] = settled((await device.ended).screen)
    expect([JSON.parse(first), JSON.parse(second)]).toMatchObject([
      { user_code: 'WDJB-MJHT', interval: 1 },
      { error: 'login_timed_out' },
    ])
  })

  test('Ctrl-C takes the countdown away and ends with 130', async () => {
    await using server = await startServer()
    using home = temporaryHome()
    const device = startOnTerminal(['device', '--issuer', server.issuer, '-i', 'app'], {
      columns: 80,
      env: { ...home.env, ...utf8 },
    })
    await device.seen(/expires in/)
    device.type('\u0003')
    const { status, screen } = await device.ended
    expect(status).toBe(130)
    expect(settled(screen).filter((line) => line.includes('expires in'))).toEqual([])
  })
})
