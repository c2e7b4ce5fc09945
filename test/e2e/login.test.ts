import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { run, start, temporaryHome } from '../support/cli.js'
import { startTestOrg } from '../support/emulator.js'
import { logInTo } from '../support/log-in.js'
import { scriptedBrowser } from '../support/scripted-browser.js'

const url = /^https?:\/\/\S+$/m

/** Follows the org's pages by hand up to the callback, and gives that URL without visiting it. */
async function callbackOf(authorization: string): Promise<string> {
  let at = authorization
  for (let hop = 0; hop < 20; hop += 1) {
    if (new URL(at).pathname === '/OauthRedirect') return at
    const answer = await fetch(at, { redirect: 'manual' })
    at = new URL(answer.headers.get('location') ?? '', at).href
  }
  throw new Error('no callback')
}

describe('login', () => {
  test('the authorization URL is the first URL on stderr, alone on its line, in every mode', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const client = ['-i', org.app('public').id, '--port', '0', '--no-browser']
    for (const mode of [[], ['-q'], ['-o', 'json'], ['-o', 'env', '--no-input']]) {
      const login = start(['login', org.myDomain, ...client, ...mode], home)
      const [line] = await login.seen('stderr', url)
      const firstUrl = await login.seen('stderr', /https?:\/\/\S+/)
      expect(firstUrl[0]).toBe(line)
      expect(new URL(line).pathname).toBe('/services/oauth2/authorize')
      await scriptedBrowser(line)
      expect(await login.ended).toMatchObject({ status: 0 })
    }
  })

  test('T30, T31: a storm of forged callbacks does not end a login', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const login = start(
      ['login', org.myDomain, '-i', org.app('public').id, '--port', '0', '--no-browser'],
      home,
    )
    const [authorization] = await login.seen('stderr', url)
    const redirect = new URL(authorization).searchParams.get('redirect_uri') ?? ''
    const forged = [
      ...Array.from({ length: 150 }, (_, n) => `${redirect}?code=forged&state=${n}`),
      ...Array.from({ length: 50 }, () => `${redirect}?error=access_denied`),
    ]
    const statuses = new Set<number>()
    for (let at = 0; at < forged.length; at += 20) {
      const answers = await Promise.all(forged.slice(at, at + 20).map((target) => fetch(target)))
      for (const { status } of answers) statuses.add(status)
    }
    expect(statuses).toEqual(new Set([403]))
    expect((await scriptedBrowser(authorization)).status).toBe(200)
    expect(await login.ended).toMatchObject({ status: 0 })
    expect((await org.ledger()).grants).toEqual({ authorization_code: 1 })
  })

  test('a person who says no ends the login with 5 and a page that says so', async () => {
    await using org = await startTestOrg({ autoApprove: false })
    using home = temporaryHome()
    const login = start(
      [
        'login',
        org.myDomain,
        '-i',
        org.app('public').id,
        '--port',
        '0',
        '--no-browser',
        '-o',
        'json',
      ],
      home,
    )
    const [authorization] = await login.seen('stderr', url)
    const { searchParams } = new URL(authorization)
    const denied = new URL(searchParams.get('redirect_uri') ?? '')
    denied.searchParams.set('error', 'access_denied')
    denied.searchParams.set('error_description', 'end-user denied authorization')
    denied.searchParams.set('state', searchParams.get('state') ?? '')
    const page = await scriptedBrowser(denied)
    expect(page.body).toContain('Access was denied')
    const ended = await login.ended
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 5, stdout: '' })
    expect(JSON.parse(ended.stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      error: 'access_denied',
      oauth_error: 'access_denied',
      oauth_error_description: 'end-user denied authorization',
    })
    expect(await run(['token'], home)).toMatchObject({ status: 4 })
  })

  test('a busy callback port is named, and another registered port is tried', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const { port } = squatter.address() as AddressInfo
    const words = ['login', org.myDomain, '-i', org.app('public').id, '--no-browser']
    const refused = await run([...words, '--port', `${port}`], home)
    expect(refused.status).toBe(3)
    expect(refused.stderr).toContain(`${port}`)
    expect((await org.ledger()).requests.filter(({ path }) => path.includes('authorize'))).toEqual(
      [],
    )

    const login = start([...words, '--port', `${port}`, '--port', '0'], home)
    const [authorization] = await login.seen('stderr', url)
    await scriptedBrowser(authorization)
    expect(await login.ended).toMatchObject({ status: 0 })
    squatter.close()
  })

  test('--paste takes the callback URL, or the code alone, and checks the state', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const words = ['login', org.myDomain, '-i', org.app('public').id, '--paste', '--no-input']
    const paste = async (line: (callback: URL) => string): Promise<number | null> => {
      const { spawn } = await import('node:child_process')
      const { program, watch } = await import('../support/cli.js')
      const child = spawn(process.execPath, [program, ...words], {
        env: { PATH: process.env['PATH'], ...home.env },
      })
      const stdin = child.stdin
      const login = watch(Object.assign(child, { stdin: null }), undefined)
      const [authorization] = await login.seen('stderr', url)
      stdin.end(`${line(new URL(await callbackOf(authorization)))}\n`)
      const { status } = await login.ended
      return status
    }
    expect(await paste((callback) => callback.href)).toBe(0)
    expect(await paste((callback) => callback.searchParams.get('code') ?? '')).toBe(0)
    expect(
      await paste((callback) => encodeURIComponent(callback.searchParams.get('code') ?? '')),
    ).toBe(0)
    expect(await paste((callback) => callback.href.replace(/state=[^&]+/, 'state=forged'))).toBe(5)
    expect(await paste(() => '')).toBe(2)
  })

  test('Ctrl-C ends with 130 and leaves nothing listening', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const login = start(
      ['login', org.myDomain, '-i', org.app('public').id, '--port', '0', '--no-browser'],
      home,
    )
    const [authorization] = await login.seen('stderr', url)
    const redirect = new URL(authorization).searchParams.get('redirect_uri') ?? ''
    login.child.kill('SIGINT')
    expect(await login.ended).toMatchObject({ status: 130, stdout: '' })
    await expect(fetch(redirect)).rejects.toThrow()
  })

  test('nobody answering ends with 10', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const words = ['login', org.myDomain, '-i', org.app('public').id, '--port', '0', '--no-browser']
    const ended = await run([...words, '--login-timeout', '1', '-o', 'json'], home)
    expect(ended).toMatchObject({ status: 10, stdout: '' })
  })

  test('nobody pasting ends with 10 as well', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { spawn } = await import('node:child_process')
    const { program, watch } = await import('../support/cli.js')
    const words = ['login', org.myDomain, '-i', org.app('public').id, '--paste']
    const child = spawn(process.execPath, [program, ...words, '--login-timeout', '1'], {
      env: { PATH: process.env['PATH'], ...home.env },
    })
    const login = watch(Object.assign(child, { stdin: null }), undefined)
    expect(await login.ended).toMatchObject({ status: 10, stdout: '' })
  })

  test('a redirect of the token endpoint is not followed; the error names the host', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await org.control('faults', [
      {
        path: '/services/oauth2/token',
        kind: 'redirect',
        status: 302,
        location: 'https://acme.my.salesforce.com/services/oauth2/token',
      },
    ])
    const login = await logInTo(org, 'web', home.env)
    expect(login.status).toBe(3)
    expect(login.stderr).toContain(
      'Try: log in to that host instead: oauthctl login https://acme.my.salesforce.com',
    )
    expect(login.page).toContain('Login failed')
  })

  test('a login as somebody else says whose credential it replaced', async () => {
    await using org = await startTestOrg()
    await using other = await startTestOrg()
    using home = temporaryHome()
    expect((await logInTo(org, 'public', home.env)).stderr).not.toContain('replaced')
    expect((await logInTo(org, 'public', home.env)).stderr).not.toContain('replaced')
    expect((await logInTo(other, 'public', home.env)).stderr).toMatch(
      /replaced the credential of \S+ at 127\.0\.0\.1:\d+ in profile default/,
    )
  })

  test('a confidential app keeps its secret sealed for the next login, and only for itself', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    expect((await logInTo(org, 'web', home.env)).status).toBe(0)
    const again = start(['login', '--no-browser', '--port', '0'], home)
    const [authorization] = await again.seen('stderr', url)
    await scriptedBrowser(authorization)
    expect(await again.ended).toMatchObject({ status: 0 })
    expect((await logInTo(org, 'public', home.env)).status).toBe(0)
  })

  test('--no-store prints the tokens and keeps nothing', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const login = await logInTo(org, 'public', { HOME: home.path }, ['--no-store', '-o', 'token'])
    expect(login.stdout).toMatch(/^00D\w{12}!\S+\n$/)
    const { readdirSync } = await import('node:fs')
    expect(readdirSync(home.path)).toEqual([])
  })
})
