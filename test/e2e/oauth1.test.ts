import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:https'
import { createServer, type AddressInfo } from 'node:net'
import type { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import {
  program,
  run,
  start,
  temporaryHome,
  watch,
  type Running,
  type TemporaryHome,
} from '../support/cli.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'

const url = /^https?:\/\/\S+$/m
const requestTokens = '/_nc_external/system/security/oauth/RequestTokenHandler'
const accessTokens = '/_nc_external/system/security/oauth/AccessTokenHandler'
const sessions = '/services/OAuth/u/67.0'

/** Starts `oauth1` for the app of old integrations, its stdin open until somebody types. */
function typing(
  org: TestOrg,
  home: TemporaryHome,
  words: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Running & { readonly stdin: Writable } {
  const { id, secret = '' } = org.app('legacy')
  const child = spawn(
    process.execPath,
    [program, 'oauth1', org.myDomain, '-i', id, '--no-browser', ...words],
    {
      env: { PATH: process.env['PATH'], ...home.env, OAUTHCTL_CLIENT_SECRET: secret, ...env },
    },
  )
  const { stdin } = child
  return { ...watch(Object.assign(child, { stdin: null }), undefined), stdin }
}

/** Opens the authorization page, which approves by itself, and reads the code off it. */
async function shownVerifier(authorization: string): Promise<string> {
  const page = await (await fetch(authorization)).text()
  return /id="oauth_verifier">([^<]+)</.exec(page)?.[1] ?? ''
}

/** Logs in by the code that the page shows. */
async function logInByCode(
  org: TestOrg,
  home: TemporaryHome,
  words: readonly string[] = [],
): ReturnType<typeof run> {
  const login = typing(org, home, words)
  const [authorization] = await login.seen('stderr', url)
  login.stdin.end(`${await shownVerifier(authorization)}\n`)
  return login.ended
}

/** Calls an address whose certificate is a throw-away one, as a person who has accepted it. */
function visitAnyway(
  address: string,
): Promise<{ readonly status: number; readonly location: string; readonly body: string }> {
  return new Promise((resolve, reject) => {
    get(address, { rejectUnauthorized: false, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          location: new URL(response.headers.location ?? '', address).href,
          body,
        }),
      )
    }).on('error', reject)
  })
}

async function apiStatus(org: TestOrg, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await fetch(`${org.myDomain}/services/data/v67.0/`, { headers })).status
}

async function calls(org: TestOrg): Promise<readonly (readonly [string, number])[]> {
  return (await org.ledger()).requests
    .filter(({ method, path }) => method === 'POST' && !path.startsWith('/_emulator'))
    .map(({ path, status }) => [path, status] as const)
}

function lastError(stderr: string): unknown {
  return JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')
}

describe('oauth1', () => {
  test('with the code that the page shows, ends with a session that the API takes', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const login = await logInByCode(org, home, ['-o', 'json', '--no-input'])
    expect(login.status).toBe(0)
    const answer = JSON.parse(login.stdout) as Record<string, string>
    expect(answer).toEqual({
      serverUrl: expect.stringContaining(`${org.myDomain}/services/Soap/u/67.0/`) as unknown,
      sessionId: answer['access_token'],
      access_token: expect.stringMatching(/^00D\w{12}!/) as unknown,
      token_type: 'Bearer',
      instance_url: org.myDomain,
      profile: 'default',
    })
    expect(await apiStatus(org, answer['access_token'] ?? '')).toBe(200)
    expect(await calls(org)).toEqual([
      [requestTokens, 200],
      [accessTokens, 200],
      [sessions, 200],
    ])
    expect((await org.ledger()).requests.filter((one) => one.secret_in_query)).toEqual([])
    expect(login.stderr).toContain('warning: OAuth 1.0.A is for what is there already; move to')
    expect(login.stderr).toContain('oauthctl login')
    const token = await run(['token'], home)
    expect(token).toMatchObject({ status: 0, stdout: `${answer['access_token'] ?? ''}\n` })
  })

  test('prints the URL alone on its line and first, with --quiet too', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    for (const mode of [[], ['-q'], ['-o', 'env']]) {
      const login = typing(org, home, mode)
      const [line] = await login.seen('stderr', url)
      expect((await login.seen('stderr', /https?:\/\/\S+/))[0]).toBe(line)
      expect([...new URL(line).searchParams.keys()]).toEqual(['oauth_token', 'oauth_consumer_key'])
      login.stdin.end(`${await shownVerifier(line)}\n`)
      expect(await login.ended).toMatchObject({ status: 0 })
    }
  })

  test('with an https callback comes back by itself, whatever else calls it', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { id, secret = '' } = org.app('legacy')
    const login = start(
      [
        ...['oauth1', org.myDomain, '-i', id, '--client-secret-stdin', '--no-browser'],
        ...['--redirect-uri', 'https://localhost:0/OauthRedirect', '--enterprise'],
      ],
      { env: home.env, stdin: secret },
    )
    const [authorization] = await login.seen('stderr', url)
    const redirect = await fetch(authorization, { redirect: 'manual' })
    const genuine = new URL(redirect.headers.get('location') ?? '')
    expect([genuine.origin, genuine.pathname]).toEqual([
      expect.stringMatching(/^https:\/\/localhost:\d+$/),
      '/OauthRedirect',
    ])
    const forged = new URL(genuine)
    forged.searchParams.set('oauth_token', 'forged')
    for (let count = 0; count < 20; count += 1) {
      expect((await visitAnyway(forged.href)).status).toBe(403)
    }
    const held = await visitAnyway(genuine.href)
    expect(held.status).toBe(303)
    expect((await visitAnyway(held.location)).body).toContain('You are logged in')
    const ended = await login.ended
    expect([ended.status, ended.stderr]).toEqual([
      0,
      expect.stringMatching(/throw-away certificate.*SHA-256 fingerprint is\n(?:[\dA-F]{2}:){31}/s),
    ])
    expect((await calls(org)).at(-1)).toEqual(['/services/OAuth/c/67.0', 200])
  })

  test('opens the session again without a person: when it is stale, and when refresh is asked for', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInByCode(org, home)
    const { stdout: first } = await run(['token'], home)
    await org.control('expire')
    expect(await apiStatus(org, first.trim())).toBe(401)
    const second = await run(['token', '--rejected', '-'], { ...home, stdin: first })
    expect([second.status, second.stderr]).toEqual([0, ''])
    expect(await apiStatus(org, second.stdout.trim())).toBe(200)
    const third = await run(['refresh', '-o', 'token'], home)
    expect([third.status, await apiStatus(org, third.stdout.trim())]).toEqual([0, 200])
    expect(new Set([first, second.stdout, third.stdout]).size).toBe(3)
    expect((await calls(org)).map(([path]) => path)).toEqual([
      requestTokens,
      accessTokens,
      sessions,
      sessions,
      sessions,
    ])
    const status = await run(['status', '-o', 'json'], home)
    expect(JSON.parse(status.stdout)).toMatchObject({ grant: 'oauth1', refreshable: true })
  })

  test('once the access token is gone, only a person can help', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInByCode(org, home)
    await org.control('reset')
    const { status, stdout, stderr } = await run(['refresh', '-o', 'json'], home)
    expect([status, stdout, lastError(stderr)]).toEqual([
      4,
      '',
      {
        error: 'login_required',
        error_description: expect.stringContaining('Failed: Invalid Access Token') as unknown,
        oauth_error: '1703',
        oauth_error_description: 'Failed: Invalid Access Token',
        hint: 'start again: oauthctl oauth1',
        exit_status: 4,
        retryable: false,
      },
    ])
  })

  test('logout ends the session and forgets the access token', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await logInByCode(org, home)
    const { stdout: token } = await run(['token'], home)
    expect(await run(['logout'], home)).toMatchObject({ status: 0 })
    expect(await apiStatus(org, token.trim())).toBe(401)
    expect(await run(['token'], home)).toMatchObject({ status: 4 })
  })

  test('prints no secret with --redact, and none in a trace', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { secret = '' } = org.app('legacy')
    const login = await logInByCode(org, home, ['-v', '-o', 'json', '--redact'])
    const { stdout: token } = await run(['token'], home)
    expect(JSON.parse(login.stdout)).toMatchObject({
      access_token: expect.stringMatching(/^sha256:[0-9a-f]{8}$/) as unknown,
      sessionId: expect.stringMatching(/^sha256:[0-9a-f]{8}$/) as unknown,
    })
    for (const hidden of [token.trim(), secret]) {
      expect(`${login.stdout}${login.stderr}`).not.toContain(hidden)
    }
    expect(login.stderr).not.toMatch(/oauth_token_secret=(?!<)/)
  })
})

describe('each wrong turn of oauth1 has an error of its own', () => {
  test('a wrong code', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const login = typing(org, home, ['-o', 'json'])
    const [authorization] = await login.seen('stderr', url)
    await shownVerifier(authorization)
    login.stdin.end('WRONG\n')
    const { status, stdout, stderr } = await login.ended
    expect([status, stdout, lastError(stderr)]).toMatchObject([
      5,
      '',
      {
        error: 'request_refused',
        oauth_error: '1711',
        oauth_error_description: 'Failed: Invalid Verifier',
        hint: 'start again: oauthctl oauth1',
      },
    ])
    expect(await run(['token'], home)).toMatchObject({ status: 4 })
  })

  test('no code at all', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const login = typing(org, home, ['-o', 'json'])
    login.stdin.end()
    const { status, stderr } = await login.ended
    expect([status, lastError(stderr)]).toMatchObject([2, { error: 'input_required' }])
  })

  test('nobody who comes', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const login = typing(org, home, ['-o', 'json', '--login-timeout', '1'])
    const { status, stderr } = await login.ended
    login.stdin.end()
    expect([status, lastError(stderr)]).toMatchObject([10, { error: 'login_timed_out' }])
  })

  test('Ctrl-C at the question', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const login = typing(org, home)
    await login.seen('stderr', /Then type the verification code/)
    login.child.kill('SIGINT')
    expect(await login.ended).toMatchObject({ status: 130, stdout: '' })
    login.stdin.end()
  })

  test('a wrong secret', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const login = typing(org, home, ['-o', 'json'], { OAUTHCTL_CLIENT_SECRET: 'wrong' })
    login.stdin.end()
    const { status, stderr } = await login.ended
    expect([status, lastError(stderr)]).toMatchObject([
      5,
      {
        error: 'invalid_client',
        oauth_error_description: 'Failed: Signature Invalid',
        hint: 'check the consumer secret, and what is signed',
      },
    ])
    expect(await calls(org)).toEqual([[requestTokens, 401]])
  })

  test('a clock that is off', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await org.control('clock', { advance_s: 7200 })
    const login = typing(org, home, ['-o', 'json'])
    login.stdin.end()
    const { status, stderr } = await login.ended
    expect([status, lastError(stderr)]).toMatchObject([5, { oauth_error: '1705' }])
  })

  test.each([
    [
      ['--redirect-uri', 'http://localhost:1717/OauthRedirect'],
      'no https callback on this machine',
    ],
    [['--redirect-uri', 'https://app.example/back'], 'no https callback on this machine'],
    [['--client-secret-stdin'], 'all want stdin'],
  ])('%j, before any request', async (words, message) => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { id } = org.app('legacy')
    const ended = await run(['oauth1', org.myDomain, '-i', id, ...words], home)
    expect([ended.status, ended.stdout]).toEqual([2, ''])
    expect(ended.stderr).toContain(message)
    expect((await org.ledger()).requests.filter(({ path }) => !path.includes('_emulator'))).toEqual(
      [],
    )
  })

  test('a callback port that is busy, before a request token is spent', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const { port } = squatter.address() as AddressInfo
    const redirectUri = `https://127.0.0.1:${port}/OauthRedirect`
    const login = typing(org, home, ['-o', 'json', '--redirect-uri', redirectUri])
    login.stdin.end()
    const { status, stderr } = await login.ended
    squatter.close()
    expect([status, lastError(stderr)]).toMatchObject([
      3,
      {
        error: 'port_in_use',
        error_description: expect.stringContaining(`${port}`) as unknown,
        hint: 'name another port in --redirect-uri, or leave it out and type the code',
      },
    ])
    expect(await calls(org)).toEqual([])
  })

  test('no secret, which signs every request', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { id } = org.app('legacy')
    const ended = await run(['oauth1', org.myDomain, '-i', id, '-o', 'json'], home)
    expect([ended.status, lastError(ended.stderr)]).toMatchObject([2, { error: 'input_required' }])
  })

  test('a server that is not Salesforce', async () => {
    using home = temporaryHome()
    const env = { ...home.env, OAUTHCTL_ISSUER: 'https://idp.example' }
    const ended = await run(['oauth1', '-i', 'key', '-o', 'json'], { env })
    expect([ended.status, lastError(ended.stderr)]).toMatchObject([2, { error: 'usage' }])
  })
})
