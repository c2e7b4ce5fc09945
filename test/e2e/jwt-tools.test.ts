import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run, temporaryHome, type Run, type TemporaryHome } from '../support/cli.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'
import { logInTo } from '../support/log-in.js'
import { describeWith } from '../support/needs.js'

let home: TemporaryHome
beforeAll(async () => {
  home = temporaryHome()
  const made = await jwt(['keygen'])
  expect(made).toMatchObject({ status: 0, stderr: '' })
})
afterAll(() => home[Symbol.dispose]())

async function jwt(
  words: readonly string[],
  given: { readonly stdin?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Run> {
  const env = { ...home.env, ...given.env }
  return run(['jwt', ...words], { cwd: home.path, ...given, env })
}

async function signed(...words: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await jwt(['sign', '--key-file', 'server.key', ...words])
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

describeWith(['openssl'], 'jwt keygen, judged by openssl', () => {
  const openssl = (...words: readonly string[]): string =>
    execFileSync('openssl', words, { cwd: home.path, encoding: 'utf8', stdio: 'pipe' })

  test('makes a sound key, and a certificate of it within the limits of Salesforce', () => {
    expect(openssl('rsa', '-in', 'server.key', '-check', '-noout')).toContain('RSA key ok')
    expect(openssl('verify', '-CAfile', 'server.crt', 'server.crt')).toContain('OK')
    expect(openssl('x509', '-in', 'server.crt', '-noout', '-modulus')).toBe(
      openssl('rsa', '-in', 'server.key', '-noout', '-modulus'),
    )
    expect(readFileSync(join(home.path, 'server.crt'), 'utf8').length).toBeLessThan(4_000)
    expect(statSync(join(home.path, 'server.key')).mode & 0o777).toBe(0o600)
    expect(statSync(join(home.path, 'server.crt')).mode & 0o777).toBe(0o644)
  })

  test('tells the fingerprint that openssl tells', async () => {
    const words = ['keygen', '--out-key', 'b.key', '--out-cert', 'b.crt', '--days', '30']
    const { stdout } = await jwt([...words, '--subject', 'ci', '-o', 'json'])
    const told = JSON.parse(stdout) as Record<string, unknown>
    expect(openssl('x509', '-in', 'b.crt', '-noout', '-fingerprint', '-sha256')).toContain(
      `=${told['fingerprint_sha256'] as string}`,
    )
    const end = openssl('x509', '-in', 'b.crt', '-noout', '-enddate').replace('notAfter=', '')
    expect(told).toMatchObject({
      key_file: 'b.key',
      certificate_file: 'b.crt',
      not_after: Date.parse(end) / 1000,
      algorithm: 'RS256',
      bits: 2048,
    })
  })

  test('encrypts the key with the passphrase of the environment, and sign opens it', async () => {
    const env = { OAUTHCTL_KEY_PASSPHRASE: 'pass word' }
    await jwt(['keygen', '--out-key', 'c.key', '--out-cert', 'c.crt'], { env })
    expect(
      openssl('rsa', '-in', 'c.key', '-passin', 'pass:pass word', '-check', '-noout'),
    ).toContain('RSA key ok')
    const token = await jwt(['sign', '--key-file', 'c.key'], { env })
    expect(token.status).toBe(0)
    const without = await jwt(['sign', '--key-file', 'c.key'])
    expect(without).toMatchObject({ status: 2, stdout: '' })
    expect(without.stderr).toMatch(/encrypted .*\nTry: set OAUTHCTL_KEY_PASSPHRASE/)
  })

  test('overwrites nothing unless forced', async () => {
    const before = readFileSync(join(home.path, 'server.key'), 'utf8')
    const { status, stdout, stderr } = await jwt(['keygen'])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^error: server\.key and server\.crt already exist\.\nTry: .*--force\n$/)
    expect(readFileSync(join(home.path, 'server.key'), 'utf8')).toBe(before)
  })
})

describe('jwt sign, decode and verify', () => {
  test('agree with each other through pipes and files', async () => {
    const token = await signed('--iss', 'me', '--sub', 'ada', '--aud', 'api', '--claim', 'n=1')
    const decoded = await jwt(['decode', '-o', 'json'], { stdin: token })
    const { header, payload } = JSON.parse(decoded.stdout) as Record<string, unknown>
    expect(header).toEqual({ alg: 'RS256', typ: 'JWT' })
    expect(payload).toMatchObject({ iss: 'me', sub: 'ada', aud: 'api', n: 1 })
    const words = ['verify', '--certificate', 'server.crt', '--audience', 'api', '--issuer', 'me']
    const verified = await jwt([...words, '-o', 'json'], { stdin: token })
    expect(verified).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(verified.stdout)).toEqual({ valid: true, header, payload })
  })

  test('take claims from a file and the key from the environment', async () => {
    writeFileSync(join(home.path, 'claims.json'), '{"aud":["a","b"],"jti":"mine"}')
    const pem = readFileSync(join(home.path, 'server.key'), 'utf8')
    for (const env of [
      { OAUTHCTL_KEY: pem.replaceAll('\n', '\\n') },
      { OAUTHCTL_KEY_FILE: join(home.path, 'server.key') },
    ]) {
      const { stdout } = await jwt(['sign', '--claims', 'claims.json'], { env })
      const told = await jwt(['decode', '-'], { stdin: stdout })
      expect(told.stdout).toMatch(/aud +\["a","b"\]\n/)
      expect(told.stdout).toMatch(/jti +mine\n/)
      expect(told.stdout).toMatch(/in 3 min\nSignature not checked\./)
      expect(told.stdout).not.toMatch(/valid/i)
    }
  })

  test('exit 7 names the check that failed, and stdout stays empty', async () => {
    const token = await signed('--iss', 'me', '--aud', 'api', '--exp-in', '0')
    const verify = async (...words: readonly string[]): Promise<Run> =>
      jwt(['verify', '--certificate', 'server.crt', ...words], { stdin: token })
    for (const [words, why] of [
      [['--audience', 'other'], /its audience is api, not other/],
      [['--no-audience', '--issuer', 'you'], /its issuer is me, not you/],
      [['--no-audience', '--clock-tolerance', '0'], /it expired at 2\d{3}-/],
    ] as const) {
      const { status, stdout, stderr } = await verify(...words)
      expect({ status, stdout }).toEqual({ status: 7, stdout: '' })
      expect(stderr).toMatch(why)
      expect(stderr).toMatch(/\nTry: .+\n$/)
    }
    const [head = '', , tail = ''] = token.split('.')
    const tampered = await jwt(['verify', '--certificate', 'server.crt', '--no-audience'], {
      stdin: `${head}.e30.${tail}`,
    })
    expect(tampered.status).toBe(7)
    expect(tampered.stderr).toMatch(/signature does not fit/)
  })

  test('refuse a token as an argument without repeating it', async () => {
    const token = (await signed()).trim()
    for (const command of ['decode', 'verify']) {
      const { status, stdout, stderr } = await jwt([command, token, '-o', 'json'])
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
      expect(JSON.parse(stderr)).toMatchObject({
        error: 'secret_on_argv',
        hint: expect.stringContaining(`oauthctl jwt ${command} FILE`),
      })
      expect(stderr).not.toContain(token.slice(0, 12))
    }
  })

  test('T96: do not sign with a key that others may read', async () => {
    const path = join(home.path, 'open.key')
    writeFileSync(path, readFileSync(join(home.path, 'server.key')), { mode: 0o644 })
    for (const [words, env] of [
      [['--key-file', 'open.key'], {}],
      [[], { OAUTHCTL_KEY_FILE: path }],
    ] as const) {
      const { status, stdout, stderr } = await jwt(['sign', ...words], { env })
      expect({ status, stdout }).toEqual({ status: 3, stdout: '' })
      expect(stderr).toMatch(/can be read by others/)
    }
  })

  test('ask for an audience, or for a word that none is wanted', async () => {
    const { status, stderr } = await jwt(['verify', '--certificate', 'server.crt'], { stdin: 'x' })
    expect(status).toBe(2)
    expect(stderr).toMatch(/Try: give --audience AUD.*--no-audience/)
  })

  test('print help, each of them', async () => {
    for (const command of ['keygen', 'sign', 'decode', 'verify']) {
      const { status, stdout, stderr } = await jwt([command, '--help'])
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(stdout).toContain(`oauthctl jwt ${command}`)
    }
  })
})

describe('jwt verify against an org', () => {
  let org: TestOrg
  beforeAll(async () => {
    org = await startTestOrg()
  })
  afterAll(() => org[Symbol.asyncDispose]())

  test('finds its published keys through the issuer, and refuses a token of ours', async () => {
    const { issuer, jwks_uri: jwks } = (await (
      await fetch(`${org.myDomain}/.well-known/openid-configuration`)
    ).json()) as { readonly issuer: string; readonly jwks_uri: string }
    const token = await signed('--iss', issuer, '--aud', 'api')
    for (const words of [
      ['--issuer', issuer],
      ['--jwks-url', jwks],
    ]) {
      const { status, stdout, stderr } = await jwt(['verify', '--audience', 'api', ...words], {
        stdin: token,
      })
      expect({ status, stdout }).toEqual({ status: 7, stdout: '' })
      expect(stderr).toMatch(/several keys fit its kid \(none\)/)
    }
    const named = await signed('--iss', issuer, '--aud', 'api', '--key-id', '250')
    const { status, stderr } = await jwt(['verify', '--audience', 'api', '--issuer', issuer], {
      stdin: named,
    })
    expect(status).toBe(7)
    expect(stderr).toMatch(/its signature does not fit the key/)
  })

  test('accepts an id_token that the org signed', async () => {
    const app = org.app('public')
    const login = await logInTo(org, 'public', home.env, ['-o', 'json'])
    const idToken = (JSON.parse(login.stdout) as { readonly id_token: string }).id_token
    const decoded = await jwt(['decode', '-o', 'json'], { stdin: idToken })
    const { header, payload } = JSON.parse(decoded.stdout) as Record<string, { iss: string }>
    const words = ['verify', '--issuer', payload?.iss ?? '', '--audience', app.id, '-o', 'json']
    const { status, stdout, stderr } = await jwt(words, { stdin: idToken })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({ valid: true, header, payload })
  })
})
