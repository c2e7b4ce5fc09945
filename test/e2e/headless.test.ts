import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run, temporaryHome, type Run, type TemporaryHome } from '../support/cli.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'
import { startOnTerminal } from '../support/terminal.js'

/** The reCAPTCHA token that the org believes. */
const recaptcha = 'recaptcha-test-pass'
const strong = 'Correct-Horse-7'

interface World extends AsyncDisposable {
  readonly org: TestOrg
  readonly home: TemporaryHome
  readonly site: string
  /** The external user. */
  readonly user: { readonly username: string; readonly password: string }
  /** Runs `headless WORDS` at the site. */
  readonly headless: (words: readonly string[], env?: Record<string, string>) => Promise<Run>
  /** The newest one-time password in the inbox. */
  readonly otp: () => Promise<string>
  /** Whether the API takes the token that the profile gives now, where the token says. */
  readonly apiTakes: () => Promise<number>
}

async function world(options: Parameters<typeof startTestOrg>[0] = {}): Promise<World> {
  const org = await startTestOrg(options)
  const home = temporaryHome()
  const site = org.org.ready.hosts.site
  const user = org.org.ready.users[2]
  if (user === undefined) throw new Error('the org has no external user')
  return {
    org,
    home,
    site,
    user,
    headless: ([flow = '', ...words], env = {}) =>
      run(['headless', flow, site, ...words], {
        env: {
          ...home.env,
          OAUTHCTL_CLIENT_ID: org.app('headless').id,
          OAUTHCTL_RECAPTCHA: recaptcha,
          ...env,
        },
      }),
    otp: async () => {
      const inbox: unknown = await (await fetch(`${org.myDomain}/_emulator/inbox`)).json()
      const all = [...JSON.stringify(inbox).matchAll(/"otp":"(\d+)"/g)]
      return all.at(-1)?.[1] ?? 'nothing was sent'
    },
    apiTakes: async () => {
      const { stdout } = await run(['token', '-o', 'json'], home)
      const { access_token, instance_url } = JSON.parse(stdout) as Record<string, string>
      const api = await fetch(`${instance_url ?? ''}/services/data/v67.0/`, {
        headers: { authorization: `Bearer ${access_token ?? ''}` },
      })
      return api.status
    },
    [Symbol.asyncDispose]: async () => {
      home[Symbol.dispose]()
      await org[Symbol.asyncDispose]()
    },
  }
}

function errorOf(ended: Run): Readonly<Record<string, unknown>> {
  return JSON.parse(ended.stderr.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>
}

function identifierOf(ended: Run): string {
  expect(ended).toMatchObject({ status: 0, stderr: '' })
  return (JSON.parse(ended.stdout) as { identifier: string }).identifier
}

describe('headless login', () => {
  test('keeps tokens that work and are renewed, with nothing secret in a URL', async () => {
    await using w = await world()
    const env = { OAUTHCTL_PASSWORD: w.user.password }
    const ended = await w.headless(['login', '-u', w.user.username, '-o', 'json'], env)
    expect(ended).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(ended.stdout)).toMatchObject({
      access_token: expect.any(String),
      sfdc_community_url: w.site,
      profile: 'default',
    })
    expect(await w.apiTakes()).toBe(200)

    expect(await run(['refresh', '-q'], w.home)).toMatchObject({ status: 0 })
    expect(await w.apiTakes()).toBe(200)
    const status = await run(['status', '-o', 'json'], w.home)
    expect(JSON.parse(status.stdout)).toMatchObject({
      grant: 'code_credentials',
      user: { username: w.user.username },
      refreshable: true,
    })
    const { grants, requests } = await w.org.ledger()
    expect(grants).toEqual({ authorization_code: 1, refresh_token: 1 })
    expect(requests.filter((sent) => sent.secret_in_query)).toEqual([])
    // The profile knows site and client from now on.
    const again = await run(['headless', 'login', '-u', w.user.username, '--password-stdin'], {
      ...w.home,
      stdin: w.user.password,
    })
    expect(again).toMatchObject({ status: 0 })
  })

  test('finds a user by what the discovery handler knows', async () => {
    await using w = await world()
    const data = join(w.home.path, 'data.json')
    writeFileSync(data, '{ "locale": "de" }')
    const words = ['login', '--user-discovery', '--login-hint', w.user.username]
    const env = { OAUTHCTL_PASSWORD: w.user.password }
    expect(await w.headless([...words, '--custom-data', `@${data}`], env)).toMatchObject({
      status: 0,
    })
    expect(await w.apiTakes()).toBe(200)
    expect((await w.headless(words, { OAUTHCTL_PASSWORD: 'wrong' })).status).toBe(5)
  })

  test('sends the credentials in the body where the app wants them there', async () => {
    const app = {
      name: 'in-body',
      redirect_uris: ['https://app.example/cb'],
      scopes: ['api', 'refresh_token'],
      code_credentials: { enabled: true, credentials_in_body: true },
      preauthorized: ['customer@site.example'],
    }
    await using w = await world({ config: { apps: [app] } })
    const { id, secret = '' } = w.org.app('in-body')
    const env = {
      OAUTHCTL_PASSWORD: w.user.password,
      OAUTHCTL_CLIENT_ID: id,
      OAUTHCTL_CLIENT_SECRET: secret,
    }
    const words = ['login', '-u', w.user.username, '--redirect-uri', 'https://app.example/cb']
    const inHeader = await w.headless([...words, '-o', 'json'], env)
    expect(inHeader.status).toBe(5)
    const inBody = await w.headless([...words, '--credentials-in-body'], env)
    expect(inBody).toMatchObject({ status: 0 })
    expect(await w.apiTakes()).toBe(200)
  })

  test('a wrong password, and an internal user, are told apart from nothing', async () => {
    await using w = await world()
    const admin = w.org.org.ready.users[0]
    for (const [name, password] of [
      [w.user.username, 'wrong'],
      [admin?.username ?? '', admin?.password ?? ''],
    ] as const) {
      const ended = await w.headless(['login', '-u', name, '-o', 'json'], {
        OAUTHCTL_PASSWORD: password,
      })
      expect(ended).toMatchObject({ status: 5, stdout: '' })
      expect(errorOf(ended)).toMatchObject({
        error: 'access_denied',
        error_description: expect.stringMatching(/^the site knows no external user/),
        oauth_error: 'login_error',
      })
    }
    expect(await run(['token'], w.home)).toMatchObject({ status: 4 })
  })

  test.each([
    [['login', 'login'], /login\.salesforce\.com has no headless flows/, 'usage'],
    [['login', 'acme'], /acme\.my\.salesforce\.com has no headless flows/, 'usage'],
    [['login'], /login\.salesforce\.com has no headless flows/, 'usage'],
    [['login', 'acme.my.site.com'], /no client id/, 'input_required'],
    [['login', 'acme.my.site.com', '-i', 'x'], /no user name/, 'input_required'],
    [
      ['login', 'acme.my.site.com', '-i', 'x', '-u', 'a'],
      /password was not given/,
      'input_required',
    ],
    [['login', 'acme.my.site.com', '-i', 'x', '--uvid', 'x'], /takes a UUID/, 'usage'],
    [['register', 'acme.my.site.com', '--start', '-u', 'a'], /no last name/, 'input_required'],
    [
      ['passwordless', 'acme.my.site.com', '-i', 'x', '-u', 'a'],
      /nobody is here/,
      'input_required',
    ],
    [
      ['passwordless', 'acme.my.site.com', '-i', 'x', '--finish'],
      /no identifier/,
      'input_required',
    ],
    [['passwordless', 'acme.my.site.com', '--otp', '123456'], /--otp would show/, 'secret_on_argv'],
    [
      ['forgot-password', 'acme.my.site.com', '-u', 'a', '--otp-stdin', '--password-stdin'],
      /all want stdin/,
      'usage',
    ],
  ])('%j is told what is missing, before any request', async (words, sentence, code) => {
    using home = temporaryHome()
    const ended = await run(['headless', ...words, '-o', 'json'], home)
    expect(ended).toMatchObject({ status: 2, stdout: '' })
    expect(errorOf(ended)).toMatchObject({
      error: code,
      error_description: expect.stringMatching(sentence),
      hint: expect.stringMatching(/./),
    })
  })
})

describe('headless register', () => {
  const person = ['--email', 'ada@x.example', '--first-name', 'Ada', '--last-name', 'Lovelace']

  test('makes a user in two steps, who can log in afterwards', async () => {
    await using w = await world()
    const words = ['register', ...person, '-u', 'ada@site.example', '--start']
    const identifier = identifierOf(await w.headless(words, { OAUTHCTL_PASSWORD: strong }))
    const finish = ['register', '--finish', '--identifier', identifier]
    const ended = await w.headless([...finish, '-o', 'json'], { OAUTHCTL_OTP: await w.otp() })
    expect(ended).toMatchObject({ status: 0, stderr: '' })
    expect(await w.apiTakes()).toBe(200)

    const login = ['login', '-u', 'ada@site.example', '-p', 'second']
    expect(await w.headless(login, { OAUTHCTL_PASSWORD: strong })).toMatchObject({ status: 0 })
  })

  test('a name that is taken is told at the end', async () => {
    await using w = await world()
    const words = ['register', ...person, '-u', w.user.username, '--start']
    const identifier = identifierOf(await w.headless(words))
    const ended = await w.headless(
      ['register', '--finish', '--identifier', identifier, '-o', 'json'],
      { OAUTHCTL_OTP: await w.otp() },
    )
    expect(ended.status).toBe(5)
    expect(errorOf(ended)).toMatchObject({
      error: 'request_refused',
      error_description: expect.stringMatching(/^the site did not make the user/),
    })
  })
})

describe('headless passwordless', () => {
  test('logs in with the one-time password of the mail, once', async () => {
    await using w = await world()
    const start = await w.headless(['passwordless', '-u', w.user.username, '--start'])
    const identifier = identifierOf(start)
    expect(JSON.parse(start.stdout)).toEqual({ identifier, verification_method: 'email' })
    const finish = ['passwordless', '--finish', '--identifier', identifier, '-o', 'json']

    const wrong = await w.headless(finish, { OAUTHCTL_OTP: 'ABCDEF' })
    expect(wrong).toMatchObject({ status: 5, stdout: '' })
    expect(errorOf(wrong)).toMatchObject({
      error_description: expect.stringMatching(/^the one-time password is wrong, expired or used/),
      oauth_error: 'invalid_otp',
    })

    const env = { OAUTHCTL_OTP: `${await w.otp()}\n` }
    expect(await w.headless(finish, env)).toMatchObject({ status: 0, stderr: '' })
    expect(await w.apiTakes()).toBe(200)
    expect((await w.headless(finish, env)).status).toBe(5)
  })

  test('an expired one-time password has its own sentence', async () => {
    await using w = await world()
    const identifier = identifierOf(
      await w.headless(['passwordless', '-u', w.user.username, '--start']),
    )
    const env = { OAUTHCTL_OTP: await w.otp() }
    await w.org.control('clock', { advance_s: 90_000 })
    const finish = ['passwordless', '--finish', '--identifier', identifier, '-o', 'json']
    const ended = await w.headless(finish, env)
    expect(ended.status).toBe(5)
    expect(errorOf(ended)).toMatchObject({
      oauth_error: 'otp_error',
      hint: expect.stringMatching(/--start/),
    })
  })

  test('without a valid reCAPTCHA nothing is sent', async () => {
    await using w = await world()
    const words = ['passwordless', '-u', w.user.username, '--start', '-o', 'json']
    for (const OAUTHCTL_RECAPTCHA of ['', 'wrong']) {
      const ended = await w.headless(words, { OAUTHCTL_RECAPTCHA })
      expect(ended).toMatchObject({ status: 5, stdout: '' })
      expect(errorOf(ended)).toMatchObject({
        error_description: expect.stringMatching(/^the site wants a valid reCAPTCHA token/),
        hint: expect.stringMatching(/--recaptcha-file/),
      })
    }
    expect(await w.otp()).toBe('nothing was sent')
  })

  test('an integration user may ask in place of a reCAPTCHA, with the scope for it', async () => {
    const integration = (name: string, scopes: readonly string[]): object => ({
      name,
      scopes,
      redirect_uris: ['https://app.example/cb'],
      client_credentials: { enabled: true, run_as: 'admin@acme.example' },
    })
    const apps = [integration('good', ['api', 'pwdless_login_api']), integration('poor', ['api'])]
    await using w = await world({ config: { apps } })
    const file = join(w.home.path, 'token')
    const words = ['passwordless', '-u', w.user.username, '--start', '-o', 'json']
    const start = async (name: string): Promise<Run> => {
      const { id, secret = '' } = w.org.app(name)
      const client = ['client-credentials', w.org.myDomain, '-i', id, '--client-secret-stdin']
      const token = await run([...client, '-p', name, '-o', 'token'], { ...w.home, stdin: secret })
      writeFileSync(file, token.stdout)
      return w.headless([...words, '--integration-token-file', file])
    }
    identifierOf(await start('good'))
    expect(await w.otp()).toMatch(/^\d{6}$/)
    const poor = await start('poor')
    expect(poor.status).toBe(5)
    expect(errorOf(poor)).toMatchObject({
      error_description: expect.stringMatching(/integration user's token/),
      hint: expect.stringMatching(/pwdless_login_api/),
    })
  })

  test('in one go on a terminal the one-time password is asked for, and not shown', async () => {
    await using w = await world()
    const words = ['headless', 'passwordless', w.site, '-u', w.user.username]
    const env = {
      ...w.home.env,
      OAUTHCTL_CLIENT_ID: w.org.app('headless').id,
      OAUTHCTL_RECAPTCHA: recaptcha,
    }
    const terminal = startOnTerminal(words, { columns: 100, env })
    await terminal.seen(/on its way by email[\s\S]*The one-time password/)
    const otp = await w.otp()
    terminal.type(`${otp}\r`)
    const { status, screen } = await terminal.ended
    expect([status, screen.includes(otp)]).toEqual([0, false])
    expect(await w.apiTakes()).toBe(200)
  })
})

describe('headless forgot-password', () => {
  test('changes the password, after a weak one and a wrong one-time password', async () => {
    await using w = await world()
    const start = await w.headless(['forgot-password', '-u', w.user.username, '--start'])
    expect(identifierOf(start)).toBe(w.user.username)
    const finish = ['forgot-password', '--finish', '--identifier', w.user.username, '-o', 'json']
    const OAUTHCTL_OTP = await w.otp()

    const wrong = await w.headless(finish, { OAUTHCTL_OTP: 'ABCDEF', OAUTHCTL_PASSWORD: strong })
    expect([wrong.status, errorOf(wrong)['oauth_error']]).toEqual([5, 'invalid_otp'])
    const weak = await w.headless(finish, { OAUTHCTL_OTP, OAUTHCTL_PASSWORD: 'weak' })
    expect(weak.status).toBe(5)
    expect(errorOf(weak)).toMatchObject({
      error_description: expect.stringMatching(/^the password does not satisfy/),
      oauth_error: 'password_policy_check_failure',
    })
    const ended = await w.headless(finish, { OAUTHCTL_OTP, OAUTHCTL_PASSWORD: strong })
    expect(ended).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(ended.stdout)).toMatchObject({ status_code: 'success' })

    const login = ['login', '-u', w.user.username]
    expect((await w.headless(login, { OAUTHCTL_PASSWORD: w.user.password })).status).toBe(5)
    expect((await w.headless(login, { OAUTHCTL_PASSWORD: strong })).status).toBe(0)
  })

  test('begins the same for a user who does not exist', async () => {
    await using w = await world()
    const ended = await w.headless(['forgot-password', '-u', 'nobody@site.example', '--start'])
    expect(identifierOf(ended)).toBe('nobody@site.example')
    expect(await w.otp()).toBe('nothing was sent')
  })
})

describe('headless guest', () => {
  test('gets a JWT of a visitor, whom a login carries on', async () => {
    await using w = await world()
    const uvid = '2b1c9a3e-8d1c-4a6e-9a53-0b9c7c0c1f11'
    const ended = await w.headless(['guest', '--uvid', uvid, '-o', 'json'])
    expect(ended).toMatchObject({ status: 0, stderr: `Visitor id (UVID): ${uvid}\n` })
    const answer = JSON.parse(ended.stdout) as Record<string, string>
    const claims = (answer['access_token'] ?? '').split('.')[1] ?? ''
    expect(Buffer.from(claims, 'base64url').toString()).toContain(uvid)
    expect(answer['refresh_token']).toBe(undefined)
    expect(await w.apiTakes()).toBe(200)

    const token = join(w.home.path, 'guest.jwt')
    writeFileSync(token, `${answer['access_token'] ?? ''}\n`)
    const login = ['login', '-u', w.user.username]
    const env = { OAUTHCTL_PASSWORD: w.user.password }
    for (const visitor of [
      ['--uvid', uvid],
      ['--uvid-token-file', token],
    ]) {
      expect(await w.headless([...login, ...visitor], env)).toMatchObject({ status: 0 })
    }
  })

  test('makes a visitor id of its own, another each time', async () => {
    await using w = await world()
    const [one, other] = [await w.headless(['guest']), await w.headless(['guest'])]
    expect([one.status, other.status]).toEqual([0, 0])
    expect(one.stderr).toMatch(/^Visitor id \(UVID\): [\da-f-]{36}\n/)
    expect(one.stderr.split('\n')[0]).not.toBe(other.stderr.split('\n')[0])
  })

  test('an id that is no UUID of version 4 is refused by the site, with a hint', async () => {
    await using w = await world()
    const words = ['guest', '--uvid', '2b1c9a3e-8d1c-1a6e-9a53-0b9c7c0c1f11', '-o', 'json']
    const ended = await w.headless(words)
    expect(ended.status).toBe(5)
    expect(errorOf(ended)).toMatchObject({
      error_description: expect.stringMatching(/^the site does not accept the visitor id/),
      hint: expect.stringMatching(/--uvid/),
    })
  })
})

describe('headless echo', () => {
  test('shows what the endpoint of the site makes of a callback URL', async () => {
    await using w = await world()
    const url = `https://elsewhere.example/cb?code=aPrx%3D%3D&state=my+state`
    const words = ['headless', 'echo', w.site, '--callback-url', '-']
    const json = await run([...words, '-o', 'json'], { ...w.home, stdin: url })
    expect(json).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(json.stdout)).toMatchObject({ code: 'aPrx==', state: 'my state' })
    const text = await run(words, { ...w.home, stdin: url })
    expect([text.status, text.stdout.includes('aPrx')]).toEqual([0, false])
  })

  test('a callback URL on the command line is a secret there', async () => {
    using home = temporaryHome()
    const words = ['headless', 'echo', 'acme.my.site.com', '--callback-url', 'https://x/cb?code=C']
    expect(await run(words, home)).toMatchObject({ status: 2, stdout: '' })
  })
})
