import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Checkpoint } from '../../src/kernel/checkpoint.js'
import {
  program,
  run,
  start,
  temporaryHome,
  watch,
  type Run,
  type TemporaryHome,
} from '../support/cli.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'
import { logInTo } from '../support/log-in.js'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const
const beforeTheIntent = ['CP0', 'CP1', 'CP2', 'CP3'] as const
const onceTheIntentIsKept = ['CP4', 'CP5', 'CP6', 'CP7', 'CP8', 'CP9', 'CP10'] as const

/** How a process ends that was asked to by that signal (cli-contract section 6). */
const endOf = {
  SIGINT: { status: 130, signal: null },
  SIGTERM: { status: 143, signal: null },
  SIGHUP: { status: null, signal: 'SIGHUP' },
  SIGQUIT: { status: null, signal: 'SIGQUIT' },
} as const

/** A login whose token the API has just refused, so that the next `token` refreshes. */
interface Scene {
  readonly org: TestOrg
  readonly home: TemporaryHome
  readonly token: () => Promise<string>
  /** Starts a refresh that meets that end at that place. */
  readonly refreshTo: (place: Checkpoint, end: string, rejected: string) => Promise<Run>
  readonly refreshes: () => Promise<number>
}

async function scene(org: TestOrg, home: TemporaryHome, app = 'rotating'): Promise<Scene> {
  // Without `openid`: an id_token would be checked with keys that an interrupted run does not fetch.
  const login = await logInTo(org, app, home.env, ['-s', 'api refresh_token'])
  expect(login).toMatchObject({ status: 0 })
  const token = async (): Promise<string> => {
    const { status, stdout, stderr } = await run(['token'], home)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    return stdout
  }
  return {
    org,
    home,
    token,
    refreshTo: (place, end, rejected) =>
      run(['token', '--rejected', '-'], {
        env: crashing(home, place, end),
        cwd: home.path,
        stdin: rejected,
      }),
    refreshes: async () => (await org.ledger()).grants['refresh_token'] ?? 0,
  }
}

function crashing(home: TemporaryHome, place: Checkpoint, end: string): Record<string, string> {
  const at = { NODE_ENV: 'test', TMPDIR: tmpdir(), OAUTHCTL_CRASH_AT: `${place}:${end}` }
  return { ...home.env, ...at }
}

function howItEnded({ status, signal, stdout }: Run): object {
  return { status, signal, stdout }
}

/** Every sealed record, byte by byte. */
function records({ env }: TemporaryHome): readonly string[] {
  const folder = join(env['OAUTHCTL_HOME'] ?? '', 'credentials')
  return readdirSync(folder).map((name) => `${name} ${readFileSync(join(folder, name), 'latin1')}`)
}

describe.each(signals)('%s in a refresh', (signal) => {
  test('P1: before the intent is kept it ends at once, and nothing has happened', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { token, refreshTo, refreshes } = await scene(org, home)
    const before = await token()
    const sealed = records(home)
    for (const place of beforeTheIntent) {
      const ended = await refreshTo(place, signal, before)
      expect({ place, ...howItEnded(ended) }).toEqual({ place, ...endOf[signal], stdout: '' })
      expect({ place, refreshes: await refreshes() }).toEqual({ place, refreshes: 0 })
      expect(records(home)).toEqual(sealed)
    }
    // The lock is free, and the refresh token has not been spent.
    const next = await run(['token', '--rejected', '-'], { ...home, stdin: before })
    expect(next).toMatchObject({ status: 0, stderr: '' })
    expect([next.stdout === before, await refreshes()]).toEqual([false, 1])
  })

  test('P1: once the intent is kept it ends when the new tokens are, and nothing is lost', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { token, refreshTo, refreshes } = await scene(org, home)
    let before = await token()
    for (const [count, place] of onceTheIntentIsKept.entries()) {
      const ended = await refreshTo(place, signal, before)
      expect({ place, ...howItEnded(ended) }).toEqual({ place, ...endOf[signal], stdout: '' })
      const after = await token()
      expect({ place, renewed: after !== before, refreshes: await refreshes() }).toEqual({
        place,
        renewed: true,
        refreshes: count + 1,
      })
      before = after
    }
  })
})

describe('a person who does not want to wait for the answer', () => {
  test('P1: is told why, however often they press Ctrl-C, with --quiet too', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { token, refreshes } = await scene(org, home)
    const before = await token()
    const path = '/services/oauth2/token'
    await org.control('faults', [{ path, kind: 'delay', delay_ms: 3_000 }])
    const waiting = start(['token', '-q', '--rejected', '-'], {
      env: crashing(home, 'CP5', 'SIGINT'),
      stdin: before,
    })
    await waiting.seen('stderr', /^waiting for the answer to the refresh/m)
    waiting.child.kill('SIGINT')
    await waiting.seen('stderr', /(?:^waiting [^\n]+\n){2}/m)
    const ended = await waiting.ended
    expect(howItEnded(ended)).toEqual({ ...endOf.SIGINT, stdout: '' })
    expect(ended.stderr).toBe(
      `${'waiting for the answer to the refresh: ending now could lose the login\n'.repeat(2)}error: interrupted.\n`,
    )
    expect([(await token()) === before, await refreshes()]).toEqual([false, 1])
  })
})

describe('an error that nobody foresaw', () => {
  test.each(['CP2', 'CP6'] as const)(
    'P7: at %s is one line without a stack, and frees the lock',
    async (place) => {
      await using org = await startTestOrg()
      using home = temporaryHome()
      const { token, refreshTo } = await scene(org, home, 'web')
      // This app does not rotate, so that the next process may simply send the refresh token again.
      await run(['profile', 'set', '--rotation-reuse', 'none'], home)
      const before = await token()
      const ended = await refreshTo(place, 'throw', before)
      expect(howItEnded(ended)).toEqual({ status: 1, signal: null, stdout: '' })
      expect(ended.stderr.split('\n')).toEqual([
        `error: something unexpected happened (Error: the crash point ${place}).`,
        expect.stringMatching(/^Try: this is a bug of oauthctl; /),
        '',
      ])
      const next = await run(['token', '--rejected', '-'], { ...home, stdin: before })
      expect(next).toMatchObject({ status: 0 })
      expect(next.stdout).not.toBe(before)
    },
  )
})

/** A window with a terminal in it: the program runs there, and goes without it when the window is killed. */
const terminalProgram = `
  const terminal = require('@lydell/node-pty').spawn(process.execPath, process.argv.slice(1), { cols: 2000 })
  console.log(terminal.pid)
  terminal.onData((text) => process.stdout.write(text))
`

/** Whether a process that is nobody's child any more still runs. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // Where nobody picks up orphans, an ended one stays in the table.
    return (
      process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
    )
  } catch {
    return false
  }
}

/** Whether an ended process may leave a core file in its folder here. */
function leavesCores(): boolean {
  if (process.platform !== 'linux') return false
  const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'utf8')
  return !/[|/]/.test(pattern) && spawnSync('sh', ['-c', 'ulimit -c unlimited']).status === 0
}

describe('a login that is waiting for the browser', () => {
  const url = /^https?:\/\/\S+$/m
  const wordsFor = (org: TestOrg): readonly string[] => {
    const client = ['-i', org.app('public').id, '--port', '0', '--no-browser']
    return ['login', org.myDomain, ...client]
  }
  const callbackOf = (authorization: string): string =>
    new URL(authorization).searchParams.get('redirect_uri') ?? ''

  test.each(signals)('P9: %s closes the listener and ends it', async (signal) => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const login = start(wordsFor(org), { ...home, cwd: home.path })
    const [authorization] = await login.seen('stderr', url)
    login.child.kill(signal)
    const ended = await login.ended
    expect(howItEnded(ended)).toEqual({ ...endOf[signal], stdout: '' })
    expect(ended.stderr).toMatch(/^error: (interrupted|terminated)\.$/m)
    await expect(fetch(callbackOf(authorization))).rejects.toThrow()
  })

  test.skipIf(!leavesCores())('T90: SIGQUIT leaves no secret in the core file', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const script = 'ulimit -c unlimited; exec "$0" "$@"'
    const login = watch(
      spawn('sh', ['-c', script, process.execPath, program, ...wordsFor(org)], {
        env: { PATH: process.env['PATH'], ...home.env, OAUTHCTL_CLIENT_SECRET: 'secret-CANARY' },
        cwd: home.path,
      }),
      undefined,
    )
    await login.seen('stderr', url)
    login.child.kill('SIGQUIT')
    expect(await login.ended).toMatchObject(endOf.SIGQUIT)
    const cores = readdirSync(home.path).filter((name) => name.startsWith('core'))
    expect(cores).toHaveLength(1)
    for (const name of cores) {
      expect(readFileSync(join(home.path, name)).includes('secret-CANARY')).toBe(false)
    }
  })

  test('P9: closing its terminal closes the listener and ends it', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const terminal = spawn(process.execPath, ['-e', terminalProgram, program, ...wordsFor(org)], {
      env: { PATH: process.env['PATH'], ...home.env },
      cwd: import.meta.dirname,
    })
    const window = watch(terminal, undefined)
    const [, pid] = await window.seen('stdout', /^(\d+)\r?$/m)
    const [authorization] = await window.seen('stdout', /^https?:\/\/\S+(?=\r?\n)/m)
    terminal.kill('SIGKILL')
    await expect.poll(() => isRunning(Number(pid))).toBe(false)
    await expect(fetch(callbackOf(authorization))).rejects.toThrow()
  })
})
