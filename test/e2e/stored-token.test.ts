import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { program, run, temporaryHome, type Run } from '../support/cli.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'
import { logInTo } from '../support/log-in.js'

// An option that only the whole program knows: with it, the same command goes the long way.
const longWay = ['--timeout', '30']

let org: TestOrg
const home = temporaryHome()
const { env } = home

beforeAll(async () => {
  org = await startTestOrg()
  await logInTo(org, 'rotating', env)
})
afterAll(async () => {
  await org[Symbol.asyncDispose]()
  home[Symbol.dispose]()
})

/** The short way and the long way of one command. */
async function bothWays(
  words: readonly string[],
  given: Readonly<Record<string, string>> = {},
): Promise<readonly [Run, Run]> {
  const options = { env: { ...env, ...given } }
  return [await run(words, options), await run([...words, ...longWay], options)]
}

describe('a stored token is printed by the short way as the whole program prints it', () => {
  test.each([
    [['token']],
    [['token', '-o', 'json']],
    [['token', '--json', '--redact']],
    [['token', '-o', 'header']],
    [['token', '-o', 'env']],
    [['token', '-o', 'powershell']],
    [['token', '-o', 'fish']],
    [['token', '-o', 'dotenv']],
    [['token', '-p', 'default', '-q', '--no-input', '--no-color']],
    [['token', '--min-ttl', '5']],
  ])('%j', async (words) => {
    const [short, long] = await bothWays(words)
    expect(short).toEqual(long)
    expect(short).toMatchObject({ status: 0, stderr: '' })
  })

  test.each([
    [{ OAUTHCTL_OUTPUT: 'json' }],
    [{ OAUTHCTL_REDACT: '1' }],
    [{ OAUTHCTL_PROFILE: 'default' }],
    [{ OAUTHCTL_ACCESS_TOKEN: 'given' }],
  ])('with %j', async (given) => {
    const [short, long] = await bothWays(['token'], given)
    expect(short).toEqual(long)
    expect(short.status).toBe(0)
  })
})

describe('what is wrong is said by the whole program', () => {
  test.each([
    [['token', '-p', 'nobody'], {}, 3],
    [['token', '-p', '../x'], {}, 2],
    [['token', '-o', 'yaml'], {}, 2],
    [['token'], { OAUTHCTL_REDACT: 'perhaps' }, 3],
    [['token'], { OAUTHCTL_STORE: 'drawer' }, 2],
    [['token'], { OAUTHCTL_HOME: 'relative' }, 3],
    [['token'], { OAUTHCTL_STORE_KEY_FILE: '/nowhere/store.key' }, 8],
  ])('%j with %j', async (words, given, status) => {
    const [short, long] = await bothWays(words, given)
    expect(short).toEqual(long)
    expect(short).toMatchObject({ status, stdout: '' })
    expect(short.stderr).toMatch(/^error: /)
  })
})

test('a credential whose profile was taken out of the file by hand is not handed out', async () => {
  await logInTo(org, 'public', env, ['-p', 'gone'])
  const file = join(env['OAUTHCTL_HOME'] ?? '', 'profiles.json')
  const document = JSON.parse(readFileSync(file, 'utf8')) as { profiles: Record<string, unknown> }
  const { gone, ...profiles } = document.profiles
  expect(gone).toBeDefined()
  writeFileSync(file, JSON.stringify({ ...document, profiles }))
  const [short, long] = await bothWays(['token', '-p', 'gone'])
  expect(short).toEqual(long)
  expect(short).toMatchObject({ status: 3, stdout: '' })
})

test('a full disk is exit 1, and nothing is printed twice', () => {
  const { status, stderr } = spawnSync(
    '/bin/sh',
    ['-c', '"$0" "$1" token > /dev/full', process.execPath, program],
    { env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8' },
  )
  expect({ status, lines: stderr.split('\n').length }).toEqual({ status: 1, lines: 3 })
})

test('a stale token is refreshed, as without the short way', async () => {
  const before = (await org.ledger()).grants['refresh_token'] ?? 0
  const { status } = await run(['token', '--min-ttl', '999999'], { env })
  expect(status).toBe(0)
  expect((await org.ledger()).grants['refresh_token']).toBe(before + 1)
})

test('a profile of another store goes the long way', async () => {
  const passphrase = {
    ...env,
    OAUTHCTL_STORE: 'passphrase',
    OAUTHCTL_STORE_PASSPHRASE: 'open sesame',
  }
  await logInTo(org, 'public', passphrase, ['-p', 'other'])
  const { status, stdout } = await run(['token', '-p', 'other'], { env: passphrase })
  expect({ status, token: stdout.startsWith('00D') }).toEqual({ status: 0, token: true })
})

test('a start with a stored token costs less than twice an empty Node process', () => {
  const milliseconds = (words: readonly string[]): number => {
    const from = performance.now()
    spawnSync(process.execPath, words, { env: { PATH: process.env['PATH'], ...env } })
    return performance.now() - from
  }
  const median = (): number => {
    const ratios = Array.from(
      { length: 15 },
      () => milliseconds([program, 'token']) / milliseconds(['-e', '0']),
    )
    return ratios.sort((a, b) => a - b)[7] ?? Infinity
  }
  // Other processes disturb one series; they do not disturb three in the same way.
  expect(Math.min(median(), median(), median())).toBeLessThan(2)
})
