import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { program, run, temporaryHome, type TemporaryHome } from '../support/cli.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'
import { logInTo } from '../support/log-in.js'

let org: TestOrg
let home: TemporaryHome

beforeAll(async () => {
  org = await startTestOrg()
  home = temporaryHome()
  await logInTo(org, 'public', home.env)
})
afterAll(async () => {
  await org[Symbol.asyncDispose]()
  home[Symbol.dispose]()
})

/** Runs a shell script in which `$CLI` is the program. */
function shell(script: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('sh', ['-c', script], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...home.env, CLI: `${process.execPath} ${program}` },
  })
}

describe('what reaches stdout', () => {
  test('X1: a token that could not be delivered is not a success', () => {
    expect(shell('$CLI token >&-')).toMatchObject({ status: 1 })
    expect(shell('$CLI token >/dev/full')).toMatchObject({ status: 1 })
    expect(shell('$CLI token >/dev/null')).toMatchObject({ status: 0 })
    expect(shell('$CLI token >/dev/full').stderr).toContain('stdout could not be written')
  })

  test('the shell formats set exactly the token and the instance', async () => {
    const token = (await run(['token'], home)).stdout.trim()
    const posix = shell(
      'eval "$($CLI token -o env)"; printf "%s %s" "$ACCESS_TOKEN" "$INSTANCE_URL"',
    )
    expect(posix.stdout).toBe(`${token} ${org.myDomain}`)
    const dotenv = await run(['token', '-o', 'dotenv'], home)
    expect(dotenv.stdout).toBe(`ACCESS_TOKEN="${token}"\nINSTANCE_URL="${org.myDomain}"\n`)
    const header = await run(['token', '-o', 'header'], home)
    expect(header.stdout).toBe(`Authorization: Bearer ${token}\n`)
  })

  test('--redact leaves no secret in any format', async () => {
    const { stdout } = await run(['token', '-o', 'json'], home)
    const secrets = Object.entries(JSON.parse(stdout) as Record<string, unknown>).flatMap(
      ([name, value]) =>
        /token$|signature/.test(name) && typeof value === 'string' ? [value] : [],
    )
    expect(secrets.length).toBeGreaterThanOrEqual(3)
    for (const format of [
      'text',
      'json',
      'token',
      'header',
      'env',
      'fish',
      'powershell',
      'dotenv',
    ]) {
      const redacted = await run(['token', '-o', format, '--redact'], home)
      expect(redacted.status).toBe(0)
      expect(redacted.stdout).toMatch(/sha256:[0-9a-f]{8}/)
      for (const secret of secrets) expect(redacted.stdout).not.toContain(secret)
    }
  })

  test('-v traces requests without a secret, -q is silent', async () => {
    const traced = await run(['refresh', '-v', '-o', 'json'], home)
    const answer = JSON.parse(traced.stdout) as Record<string, string>
    expect(traced.stderr).toContain('/services/oauth2/token')
    expect(traced.stderr).toMatch(/sha256:[0-9a-f]{8}/)
    for (const name of ['access_token', 'refresh_token', 'signature', 'id_token']) {
      expect(traced.stderr).not.toContain(answer[name])
    }
    expect(await run(['status', '-q'], home)).toMatchObject({ status: 0, stderr: '' })
  })

  test('OAUTHCTL_ACCESS_TOKEN is used as is and wins over the store', async () => {
    const env = { ...home.env, OAUTHCTL_ACCESS_TOKEN: 'given' }
    expect(await run(['token'], { env })).toMatchObject({ status: 0, stdout: 'given\n' })
  })

  test('no colour reaches a pipe, and FORCE_COLOR asks for it', async () => {
    expect((await run(['status'], home)).stdout).not.toContain('\u001b')
    const forced = await run(['status'], { env: { ...home.env, FORCE_COLOR: '1' } })
    expect(forced.stdout).toContain('\u001b[')
  })

  test('T94: without a home nothing is made in the current folder', async () => {
    const cwd = join(home.path, 'elsewhere')
    mkdirSync(cwd)
    for (const HOME of ['', 'relative', '/']) {
      const ended = await run(['token'], { env: { HOME }, cwd })
      expect([3, 4]).toContain(ended.status)
    }
    expect(readdirSync(cwd)).toEqual([])
  })
})
