import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { run, temporaryHome, type Run, type TemporaryHome } from '../support/cli.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'
import { logInTo } from '../support/log-in.js'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg()
})
afterAll(() => org[Symbol.asyncDispose]())

let home: TemporaryHome
beforeEach(() => {
  home = temporaryHome()
})
afterEach(() => home[Symbol.dispose]())

async function loggedIn(app = 'web', ...words: readonly string[]): Promise<void> {
  expect(await logInTo(org, app, home.env, words)).toMatchObject({ status: 0 })
}

async function serverToken(): Promise<Run> {
  const { id, secret = '' } = org.app('server')
  const env = { ...home.env, OAUTHCTL_CLIENT_SECRET: secret }
  return run(['client-credentials', org.myDomain, '-i', id, '-p', 'server', '-o', 'token'], { env })
}

const oauthctl = (words: readonly string[], stdin?: string): Promise<Run> =>
  run(words, stdin === undefined ? home : { ...home, stdin })

async function json(words: readonly string[], stdin?: string): Promise<Record<string, unknown>> {
  return JSON.parse((await oauthctl([...words, '-o', 'json'], stdin)).stdout) as Record<
    string,
    unknown
  >
}

async function fault(path: string, given: object): Promise<void> {
  await org.control('faults', [{ path, times: 1, kind: 'answer', ...given }])
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

async function isActive(token: string): Promise<boolean | undefined> {
  const { tokens } = await org.ledger()
  return tokens.find(({ fingerprint }) => fingerprint === `sha256:${digest(token)}`)?.active
}

describe('introspect', () => {
  test('the access token of the profile, an opaque one from a file, a refresh token from stdin', async () => {
    await loggedIn()
    const { access_token: access, refresh_token: refresh } = await json(['token'])
    const own = await oauthctl(['introspect'])
    expect(own).toMatchObject({ status: 0, stderr: '' })
    expect(own.stdout).toMatch(/^The token is active\n[\s\S]*exp .* in (?:2 h|1\d\d min)$/m)
    expect(own.stdout).not.toContain(access)

    const file = join(home.path, 'token')
    writeFileSync(file, `${access as string}\n`)
    expect(await json(['introspect', file])).toMatchObject({
      active: true,
      client_id: org.app('web').id,
      token_type: 'access_token',
    })
    expect(await json(['introspect', '-'], refresh as string)).toMatchObject({
      active: true,
      token_type: 'refresh_token',
    })
  })

  test('a JWT access token', async () => {
    await loggedIn('jwt-tokens')
    expect(await json(['introspect'])).toMatchObject({ active: true, token_type: 'access_token' })
  })

  test('what it tells of the end is known afterwards', async () => {
    await loggedIn()
    const { exp } = await json(['introspect'])
    expect(await json(['status'])).toMatchObject({
      expires_at: exp,
      expiry_source: 'introspection',
    })
  })

  test('an inactive token is told on stdout and by exit status 7', async () => {
    await loggedIn()
    const other = (await serverToken()).stdout
    const asked = await oauthctl(['introspect', '-', '-o', 'json'], other)
    expect(asked).toMatchObject({ status: 7, stdout: '{"active":false}\n' })
    const { error, hint } = JSON.parse(asked.stderr) as { error: string; hint: string }
    expect(error).toBe('token_invalid')
    expect(hint).toContain('Introspect All Tokens')
  })

  test('a client without a secret is told what would help', async () => {
    await loggedIn('public')
    const asked = await oauthctl(['introspect', '-o', 'json'])
    expect(asked).toMatchObject({ stdout: '' })
    expect(JSON.parse(asked.stderr)).toMatchObject({ error: 'invalid_client', exit_status: 5 })
    expect(asked.stderr).toContain('--client-secret-file')
  })

  test('T67: only the boolean true is active, and an echo of the token is not shown', async () => {
    await loggedIn()
    const token = (await oauthctl(['token'])).stdout.trim()
    const body = JSON.stringify({ active: 'true', token })
    await fault('/services/oauth2/introspect', { status: 200, body })
    const asked = await oauthctl(['introspect'])
    expect(asked.status).toBe(7)
    expect(asked.stdout + asked.stderr).not.toContain(token)
    await fault('/services/oauth2/introspect', { status: 200, body })
    expect((await oauthctl(['introspect', '-o', 'json', '--redact'])).stdout).toMatch(
      /^\{"active":"true","token":"sha256:[0-9a-f]{8}"\}\n$/,
    )
  })

  test('without a credential it is exit status 4, and a token on argv 2', async () => {
    expect(await oauthctl(['introspect'])).toMatchObject({ status: 4, stdout: '' })
    for (const command of ['introspect', 'revoke']) {
      const typed = await oauthctl([command, '00D000000000001!AQ.CANARY', '-o', 'json'])
      expect(typed).toMatchObject({ status: 2, stdout: '' })
      expect(JSON.parse(typed.stderr)).toMatchObject({ error: 'secret_on_argv' })
      expect(typed.stderr).not.toContain('CANARY')
    }
  })

  test('no token ever travels in a query string', async () => {
    await loggedIn()
    await oauthctl(['introspect'])
    await oauthctl(['userinfo'])
    await oauthctl(['userinfo', '--identity'])
    await oauthctl(['revoke'])
    const { requests } = await org.ledger()
    expect(requests.filter(({ secret_in_query: told }) => told)).toEqual([])
  })
})

describe('revoke', () => {
  test('the refresh token takes its access tokens along, and the credential stays, marked', async () => {
    await loggedIn()
    const token = (await oauthctl(['token'])).stdout.trim()
    const revoked = await oauthctl(['revoke', '-o', 'json'])
    expect(revoked).toEqual({
      status: 0,
      signal: null,
      stdout: '{"revoked":["refresh_token"],"forgotten":false}\n',
      stderr: '',
    })
    expect(await isActive(token)).toBe(false)
    expect(await oauthctl(['token'])).toMatchObject({ status: 4, stdout: '' })
    const status = await oauthctl(['status'])
    expect(status).toMatchObject({ status: 4 })
    expect(status.stdout).toContain('revoked by oauthctl revoke')
    expect(await oauthctl(['introspect'])).toMatchObject({ status: 7 })
    expect(await oauthctl(['revoke', '-o', 'json'])).toMatchObject({
      status: 0,
      stdout: '{"revoked":[],"forgotten":false}\n',
    })
  })

  test("a given token that is the profile's own marks it too; one of others does not", async () => {
    await loggedIn()
    const other = (await serverToken()).stdout.trim()
    const told = await oauthctl(['revoke', '-', '-o', 'json'], other)
    expect(told.stdout).toBe('{"revoked":["access_token"],"forgotten":false}\n')
    expect(await isActive(other)).toBe(false)
    const own = await oauthctl(['token'])
    expect(own).toMatchObject({ status: 0 })
    expect(await oauthctl(['revoke', '-'], own.stdout)).toMatchObject({ status: 0 })
    expect(await oauthctl(['token'])).toMatchObject({ status: 4 })
    expect(await oauthctl(['refresh'])).toMatchObject({ status: 0 })
    expect(await oauthctl(['token'])).toMatchObject({ status: 0 })
  })

  test('a grant that needs no person is marked as well, and says how it runs again', async () => {
    await serverToken()
    const revoked = await oauthctl(['revoke', '-p', 'server'])
    expect(revoked.stdout).toContain('oauthctl refresh -p server runs it again')
    expect(await oauthctl(['token', '-p', 'server'])).toMatchObject({ status: 4 })
    expect(await oauthctl(['refresh', '-p', 'server'])).toMatchObject({ status: 0 })
    expect(await oauthctl(['token', '-p', 'server'])).toMatchObject({ status: 0 })
  })

  test.each([
    [
      'T66: 503 with Retry-After',
      { status: 503, headers: { 'retry-after': '7' } },
      'server_error',
      6,
      /try again in 7 seconds/,
    ],
    [
      'T66: 400 in the dialect of Salesforce',
      { status: 400, body: 'error=unsupported_token_type&error_description=no' },
      'request_refused',
      5,
      /nothing is marked/,
    ],
    ['T66: a lost answer', { kind: 'drop-before' }, 'network_error', 6, /nothing is marked/],
  ])('%s: nothing is marked', async (_what, given, error, status, hint) => {
    await loggedIn()
    await fault('/services/oauth2/revoke', given)
    const revoked = await oauthctl(['revoke', '-o', 'json'])
    expect(revoked).toMatchObject({ status, stdout: '' })
    const line = JSON.parse(revoked.stderr) as { error: string; hint: string }
    expect(line.error).toBe(error)
    expect(line.hint).toMatch(hint)
    expect(await oauthctl(['token'])).toMatchObject({ status: 0 })
  })

  test('with nothing to revoke it is exit status 4', async () => {
    expect(await oauthctl(['revoke'])).toMatchObject({ status: 4, stdout: '' })
  })
})

describe('userinfo', () => {
  test('says who it is, from userinfo and from the identity URL', async () => {
    await loggedIn()
    const username = org.org.ready.users[0]?.username
    expect(await json(['userinfo'])).toMatchObject({ preferred_username: username })
    expect(await json(['userinfo', '--identity'])).toMatchObject({
      username,
      asserted_user: true,
    })
    for (const words of [['userinfo'], ['userinfo', '--identity']]) {
      expect((await oauthctl(words)).stdout).toMatch(
        new RegExp(`^username +${(username ?? '').replaceAll('.', '\\.')}$`, 'm'),
      )
    }
  })

  test('the word of Salesforce for a dead token is translated', async () => {
    await loggedIn()
    await org.control('expire')
    const asked = await oauthctl(['userinfo', '-o', 'json'])
    expect(asked).toMatchObject({ status: 7, stdout: '' })
    expect(JSON.parse(asked.stderr)).toMatchObject({
      error: 'token_invalid',
      oauth_error: 'Bad_OAuth_Token',
    })
    expect(asked.stderr).toContain('oauthctl refresh')
    await oauthctl(['refresh'])
    expect(await oauthctl(['userinfo'])).toMatchObject({ status: 0 })
  })

  test('a token from the environment is used as it is', async () => {
    await loggedIn()
    const env = { ...home.env, OAUTHCTL_ACCESS_TOKEN: '00D000000000001!none' }
    expect(await run(['userinfo'], { env })).toMatchObject({ status: 7 })
    const token = (await serverToken()).stdout.trim()
    expect(
      await run(['userinfo'], { env: { ...home.env, OAUTHCTL_ACCESS_TOKEN: token } }),
    ).toMatchObject({ status: 0 })
  })

  test('T19, T24: an answer about somebody else is refused, and no escape reaches the terminal', async () => {
    await loggedIn()
    const { sub } = await json(['userinfo'])
    const other = (sub as string).replace(/.{5}$/, 'AAAAA')
    await fault('/services/oauth2/userinfo', { status: 200, body: JSON.stringify({ sub: other }) })
    expect(await oauthctl(['userinfo'])).toMatchObject({ status: 5, stdout: '' })
    const name = 'Eve\u001b]0;x\u0007\u202e\nforged: yes'
    await fault('/services/oauth2/userinfo', { status: 200, body: JSON.stringify({ sub, name }) })
    expect((await oauthctl(['userinfo'])).stdout).toMatch(/^name {5}Eve .*forged: yes\nsubject/)
  })
})

describe('pkce', () => {
  const s256 = (text: string): string => createHash('sha256').update(text).digest('base64url')

  test.each([[[]], [['--length', '128']], [['--remote', 'the org']]])(
    '%j makes a pair that verify confirms',
    async (words) => {
      const typed = words.map((word) => (word === 'the org' ? org.myDomain : word))
      const pair = await json(['pkce', ...typed])
      expect(pair).toEqual({
        code_verifier: expect.stringMatching(/^[\w-]{43,128}$/) as unknown,
        code_challenge: s256(pair['code_verifier'] as string),
        code_challenge_method: 'S256',
      })
      const challenge = pair['code_challenge'] as string
      expect(
        await oauthctl(['pkce', 'verify', '--', challenge], pair['code_verifier'] as string),
      ).toMatchObject({ status: 0, stdout: 'the challenge is S256 of the verifier\n', stderr: '' })
    },
  )

  test('text labels both; redacted it shows no verifier', async () => {
    const shown = (await oauthctl(['pkce'])).stdout
    expect(shown).toMatch(
      /^code_verifier {10}[\w-]{43}\ncode_challenge {9}[\w-]{43}\ncode_challenge_method {2}S256\n$/,
    )
    expect((await oauthctl(['pkce', '--redact'])).stdout).toMatch(
      /^code_verifier {10}sha256:[0-9a-f]{8}\n/,
    )
  })

  test('after a login --remote knows the org', async () => {
    await loggedIn()
    expect(await json(['pkce', '--remote'])).toMatchObject({ code_challenge_method: 'S256' })
  })

  test('login has no generator, and a pair that does not hold is refused', async () => {
    expect(await oauthctl(['pkce', '--remote', 'login'])).toMatchObject({ status: 2, stdout: '' })
    expect(await oauthctl(['pkce', '--remote'])).toMatchObject({ status: 2, stdout: '' })
    const body = JSON.stringify({ code_verifier: 'a'.repeat(43), code_challenge: 'b'.repeat(43) })
    await fault('/services/oauth2/pkce/generator', { status: 200, body })
    expect(await oauthctl(['pkce', '--remote', org.myDomain])).toMatchObject({
      status: 6,
      stdout: '',
    })
  })

  test('a mistake is explained', async () => {
    const verifier = 'a'.repeat(43)
    const words = ['pkce', 'verify', `${s256(verifier)}=`]
    const told = await oauthctl(words, `${verifier}\n`)
    expect(told).toMatchObject({ status: 7, stdout: '' })
    expect(told.stderr).toContain('padded with =')
  })
})
