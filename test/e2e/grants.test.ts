import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { program, run, temporaryHome, watch, type Run, type TemporaryHome } from '../support/cli.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'
import { logInTo } from '../support/log-in.js'
import { describeWith } from '../support/needs.js'

let org: TestOrg
let home: TemporaryHome
let username = ''
let password = ''

beforeAll(async () => {
  org = await startTestOrg()
  home = temporaryHome()
  const user = org.org.ready.users[0]
  username = user?.username ?? ''
  password = user?.password ?? ''
})
afterAll(async () => {
  await org[Symbol.asyncDispose]()
  home[Symbol.dispose]()
})

function keyFile(of: TestOrg = org): string {
  return of.org.ready.apps.find(({ name }) => name === 'jwt')?.key_file ?? ''
}

/** Asks the emulator's control surface for something that a third party would make. */
async function made(path: string, body: unknown): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(`${org.myDomain}/_emulator/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, string>
}

/** What every grant promises: the API takes the token, and `token` renews it without a person. */
async function works(first: Run, profile: string): Promise<void> {
  expect(first).toMatchObject({ status: 0 })
  const token = (await run(['token', '-p', profile], home)).stdout
  const api = await fetch(`${org.myDomain}/services/data/v67.0/`, {
    headers: { authorization: `Bearer ${token.trim()}` },
  })
  expect(api.status).toBe(200)
  const renewed = await run(['token', '--rejected', '-', '-p', profile], { ...home, stdin: token })
  expect(renewed).toMatchObject({ status: 0, stderr: '' })
  expect(renewed.stdout).not.toBe(token)
}

describe('a pipeline gets a token in one line', () => {
  test('jwt: with the key of the app, and again when the API refuses the token', async () => {
    const words = ['jwt', org.myDomain, '-i', org.app('jwt').id, '-u', username, '-p', 'jwt']
    await works(await run([...words, '--key-file', keyFile()], home), 'jwt')
    const status = await run(['status', '-p', 'jwt', '-o', 'json'], home)
    expect(JSON.parse(status.stdout)).toMatchObject({ grant: 'jwt_bearer', refreshable: true })
  })

  test('jwt: the key may come in the environment, its line breaks spelled out', async () => {
    const words = ['jwt', org.myDomain, '-i', org.app('jwt').id, '-p', 'jwt-env']
    const key = readFileSync(keyFile(), 'utf8').replaceAll('\n', '\\n')
    const env = { ...home.env, OAUTHCTL_KEY: key, OAUTHCTL_USERNAME: username }
    await works(await run(words, { env }), 'jwt-env')
  })

  test('jwt: sf spells it -f and --instance-url, and so may you', async () => {
    const words = ['jwt', '-r', org.myDomain, '-i', org.app('jwt').id, '-u', username]
    const ended = await run([...words, '-f', keyFile(), '-a', 'alias', '--json'], home)
    expect(ended.status).toBe(0)
    expect(JSON.parse(ended.stdout)).toMatchObject({ profile: 'alias', token_type: 'Bearer' })
  })

  test('client-credentials: with the secret by post and by basic', async () => {
    for (const method of ['post', 'basic']) {
      const words = ['client-credentials', org.myDomain, '-i', org.app('server').id, '-p', method]
      const env = { ...home.env, OAUTHCTL_CLIENT_SECRET: org.app('server').secret ?? '' }
      await works(await run([...words, '--auth-method', method], { env }), method)
    }
  })

  test('client-credentials: login and test are refused before any request', async () => {
    for (const host of ['login', 'test', 'https://login.salesforce.com/']) {
      const ended = await run(['client-credentials', host, '-i', 'x', '-o', 'json'], home)
      expect({ host, status: ended.status }).toEqual({ host, status: 2 })
      expect(ended.stderr).toContain('My Domain')
    }
  })

  test('exchange: a subject token from stdin, a file and a command, read anew each time', async () => {
    const { subject_token: token = '' } = await made('subject-token', { username })
    const secret = org.app('exchange').secret
    const env = { ...home.env, ...(secret === undefined ? {} : { OAUTHCTL_CLIENT_SECRET: secret }) }
    const words = ['exchange', org.myDomain, '-i', org.app('exchange').id]
    const fromStdin = ['--subject-token-stdin', '-p', 'stdin']
    expect(await run([...words, ...fromStdin], { env, stdin: token })).toMatchObject({ status: 0 })
    const file = join(home.path, 'subject')
    writeFileSync(file, `${token}\n`)
    for (const from of [`file:${file}`, `command:cat ${file}`]) {
      await works(await run([...words, '--subject-from', from, '-p', 'from'], { env }), 'from')
    }
  })

  test('exchange: the identity token of a GitHub Actions job', async () => {
    const asked: string[] = []
    const github = createServer((request, response) => {
      asked.push(`${request.url ?? ''} ${request.headers.authorization ?? ''}`)
      void made('subject-token', { username }).then(({ subject_token: value }) =>
        response.end(JSON.stringify({ value })),
      )
    }).listen(0, '127.0.0.1')
    await once(github, 'listening')
    const { port } = github.address() as AddressInfo
    const secret = org.app('exchange').secret
    const env = {
      ...home.env,
      CI: 'true',
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner-token',
      ...(secret === undefined ? {} : { OAUTHCTL_CLIENT_SECRET: secret }),
    }
    const words = ['exchange', org.myDomain, '-i', org.app('exchange').id, '-o', 'token']
    const ended = await run(
      [...words, '--subject-from', 'github-actions', '--audience', 'acme', '--no-store'],
      { env },
    )
    expect(ended).toMatchObject({ status: 0 })
    expect(ended.stdout).toMatch(/^00D\w{12}!/)
    expect(asked).toEqual(['/token?api=1&audience=acme Bearer runner-token'])
    github.close()
  })

  test('password: warns, names what to use instead, and takes no secret on the command line', async () => {
    const words = ['password', org.myDomain, '-i', org.app('legacy').id, '-u', username, '-p', 'pw']
    const env = {
      ...home.env,
      OAUTHCTL_PASSWORD: password,
      OAUTHCTL_CLIENT_SECRET: org.app('legacy').secret ?? '',
    }
    const ended = await run(words, { env })
    expect(ended.stderr).toMatch(/advises against .* oauthctl client-credentials, or oauthctl jwt/)
    await works(ended, 'pw')
  })

  test('asset: the device signs its description, and the token holds under the org’s keys', async () => {
    await logInTo(org, 'asset', home.env, ['-p', 'dev'])
    const env = { ...home.env, OAUTHCTL_CLIENT_SECRET: org.app('asset').secret ?? '' }
    const words = ['asset', org.myDomain, '-i', org.app('asset').id, '--subject-profile', 'dev']
    const device = ['--device-id', 'pump-1', '--name', 'Pump', '--serial-number', '42', '--show']
    const ended = await run([...words, ...device, '-p', 'asset', '-o', 'json'], { env })
    expect(ended.status).toBe(0)
    expect(ended.stderr).toMatch(/did +"pump-1"\n +id of the device/)
    const { access_token: token = '' } = JSON.parse(ended.stdout) as Record<string, string>
    const verified = await run(
      [
        'jwt',
        'verify',
        '-',
        '--jwks-url',
        `${org.myDomain}/id/keys`,
        '--no-audience',
        '-o',
        'json',
      ],
      { ...home, stdin: token },
    )
    expect(verified.status).toBe(0)
    expect(JSON.parse(verified.stdout)).toMatchObject({ valid: true, payload: { did: 'pump-1' } })
  })
})

describe('without a store', () => {
  test('a token is printed and kept nowhere, in one line on stderr', async () => {
    using bare = temporaryHome()
    const env = { HOME: bare.path, OAUTHCTL_CLIENT_SECRET: org.app('server').secret ?? '' }
    const words = ['client-credentials', org.myDomain, '-i', org.app('server').id]
    const ended = await run(words, { env })
    expect(ended.status).toBe(0)
    expect(ended.stdout).toMatch(/^00D\w{12}!\S+\n$/)
    expect(ended.stderr).toMatch(/^warning: .*kept nowhere\n$/)
    const forced = await run([...words, '--store', 'keychain'], { env })
    expect(forced).toMatchObject({ status: 8, stdout: '' })
  })
})

describe('what is missing or wrong', () => {
  test.each([
    ['jwt without a key', ['jwt', 'acme', '-i', 'x', '-u', 'ada'], 2, /--key-file/],
    ['jwt without a user', ['jwt', 'HOST', '-i', 'x', '--key-file', 'KEY'], 2, /--username/],
    ['an exchange without a token', ['exchange', 'HOST', '-i', 'x'], 2, /--subject-token-file/],
    [
      'a bad source',
      ['exchange', 'HOST', '-i', 'x', '--subject-from', 'mars'],
      2,
      /github-actions/,
    ],
    [
      'two readers of stdin',
      ['exchange', 'HOST', '-i', 'x', '--subject-token-stdin', '--client-secret-stdin'],
      2,
      /files/,
    ],
    ['a missing key file', ['jwt', 'HOST', '-i', 'x', '-u', 'a', '--key-file', '/nope'], 3, /nope/],
  ] as const)('%s names the flag', async (_name, words, status, hint) => {
    const given = words.map((word) =>
      word === 'HOST' ? org.myDomain : word === 'KEY' ? keyFile() : word,
    )
    const ended = await run([...given, '-o', 'json', '--no-input'], home)
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status, stdout: '' })
    expect(ended.stderr).toMatch(hint)
  })

  test('T96: a key that others can read is refused', async () => {
    const open = join(home.path, 'open.key')
    writeFileSync(open, readFileSync(keyFile()))
    chmodSync(open, 0o644)
    const words = ['jwt', org.myDomain, '-i', org.app('jwt').id, '-u', username, '--key-file', open]
    const ended = await run(words, home)
    expect(ended).toMatchObject({ status: 3, stdout: '' })
    expect(ended.stderr).toContain(`chmod 600 ${open}`)
  })

  test('a refused grant is exit 5 in the server’s words, and does not end the profile', async () => {
    const words = ['jwt', org.myDomain, '-i', org.app('jwt').id, '--key-file', keyFile()]
    const ended = await run([...words, '-u', 'nobody@acme.example', '-o', 'json'], home)
    expect(ended.status).toBe(5)
    expect(JSON.parse(ended.stderr)).toMatchObject({
      oauth_error: 'invalid_grant',
      oauth_error_description: "user hasn't approved this consumer",
    })
  })
})

describeWith(['openssl'], 'SAML', () => {
  test('an assertion made and signed here, and one that the org’s provider made', async () => {
    const certificate = join(home.path, 'saml.crt')
    execFileSync(
      'openssl',
      ['req', '-x509', '-key', keyFile(), '-out', certificate, '-days', '2', '-subj', '/CN=test'],
      { stdio: 'ignore' },
    )
    const words = ['saml', org.myDomain, '-i', org.app('legacy').id, '-u', username, '-p', 'saml']
    const flags = ['--key-file', keyFile(), '--certificate', certificate]
    await works(await run([...words, ...flags], home), 'saml')

    const { assertion = '' } = await made('saml-response', { username })
    const response = ['saml', 'assertion', org.myDomain, '--assertion-file', '-', '-o', 'json']
    const ended = await run([...response, '-p', 'sso'], { ...home, stdin: assertion })
    expect(ended.status).toBe(0)
    expect(JSON.parse(ended.stdout)).toMatchObject({ token_type: 'Bearer', profile: 'sso' })
    const status = await run(['status', '-p', 'sso', '-o', 'json'], home)
    expect(JSON.parse(status.stdout)).toMatchObject({ grant: 'saml_assertion', state: 'valid' })
  })
})

describeWith(['faketime'], 'a clock that is off', () => {
  const jwt = (): readonly string[] => {
    const words = ['jwt', org.myDomain, '-i', org.app('jwt').id, '-u', username]
    return [...words, '--key-file', keyFile(), '--no-store', '-o', 'json']
  }
  const at = (time: string): Promise<Run> =>
    watch(
      spawn('faketime', ['-f', time, process.execPath, program, ...jwt()], {
        env: { PATH: process.env['PATH'], HOME: home.path },
      }),
      undefined,
    ).ended

  test('N15: is named with the difference, measured from the server', async () => {
    const ended = await at('-10m')
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 5, stdout: '' })
    const error = JSON.parse(ended.stderr.trimEnd().split('\n').at(-1) ?? '') as Record<
      string,
      string
    >
    expect(error['error_description']).toContain("10 min behind the server's")
    expect(error['hint']).toContain('set the clock of this machine')
  })

  test('an hour later token gives a new one without a person', async () => {
    await using other = await startTestOrg()
    const words = ['jwt', other.myDomain, '-i', other.app('jwt').id, '-u', username, '-p', 'later']
    const first = await run([...words, '--key-file', keyFile(other), '-o', 'token'], home)
    expect(first).toMatchObject({ status: 0 })
    await other.control('clock', { advance_s: 3600 })
    const later = await watch(
      spawn('faketime', ['-f', '+1h', process.execPath, program, 'token', '-p', 'later'], {
        env: { PATH: process.env['PATH'], ...home.env },
      }),
      undefined,
    ).ended
    expect(later).toMatchObject({ status: 0 })
    expect(later.stdout).not.toBe(first.stdout)
  })
})

describe('with an empty environment', () => {
  test('no D-Bus, no store, no HOME: the one-liner still prints the token', async () => {
    const words = ['jwt', org.myDomain, '-i', org.app('jwt').id, '-u', username, '-f', keyFile()]
    const ended = await watch(
      spawn(process.execPath, [program, ...words, '-o', 'json'], { env: {} }),
      undefined,
    ).ended
    expect(ended.status).toBe(0)
    expect(JSON.parse(ended.stdout)).toMatchObject({ token_type: 'Bearer' })
  })
})
