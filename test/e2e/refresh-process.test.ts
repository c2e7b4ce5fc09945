import { chmodSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Checkpoint } from '../../src/kernel/checkpoint.js'
import { run, start, type Run, type Running } from '../support/cli.js'
import { bound } from '../support/nobody.js'
import { refreshScene, type RefreshScene } from '../support/refresh-scene.js'
import { runUnder, shell } from '../support/run-under.js'
import { scriptedBrowser } from '../support/scripted-browser.js'
import { processState } from '../torture/process-state.js'

// P1, P2, P3 and P7 are in signals.test.ts and in the torture, P4 is in test/unit/store, P9 is in signals.test.ts.
const linux = process.platform === 'linux'
const noReuse = { refused: 0, replayed: 0, families_revoked: 0 }
const asking = ['token', '--rejected', '-']

describe.skipIf(!linux)('a process that is stopped in its refresh', () => {
  async function stoppedAt(place: Checkpoint, { home, kept }: RefreshScene): Promise<Running> {
    const at = { NODE_ENV: 'test', TMPDIR: tmpdir(), OAUTHCTL_CRASH_AT: `${place}:SIGSTOP` }
    const { accessToken: stdin } = await kept()
    const stopped = start(asking, { env: { ...home.env, ...at }, stdin })
    await expect.poll(() => processState(stopped.child.pid ?? 0)).toBe('T')
    return stopped
  }

  /** Another process that wants the same, when it has come to a lock. */
  async function waiting({ home, kept }: RefreshScene): Promise<Running> {
    const other = start(asking, { ...home, stdin: (await kept()).accessToken })
    await expect.poll(() => hasOpen(other.child.pid ?? 0, /\/locks\/[0-9a-f]+\.lock$/)).toBe(true)
    return other
  }

  async function bothGiveTheSame(
    scene: RefreshScene,
    stopped: Running,
    other: Running,
  ): Promise<void> {
    await wait(1_000)
    expect(other.child.exitCode).toBeNull()
    expect(await scene.look()).toMatchObject({ asked: 1, refreshes: 1 })
    stopped.child.kill('SIGCONT')
    const ends = await Promise.all([stopped.ended, other.ended])
    const { accessToken } = await scene.kept()
    const renewed = { status: 0, signal: null, stdout: `${accessToken}\n`, stderr: '' }
    expect(ends).toEqual([renewed, renewed])
    expect(await scene.look()).toMatchObject({ asked: 1, refreshes: 1, reuse: noReuse })
  }

  test.each(['CP5', 'CP7'] as const)('P5: at %s keeps its lock, and goes on', async (place) => {
    await using scene = await refreshScene()
    const stopped = await stoppedAt(place, scene)
    await bothGiveTheSame(scene, stopped, await waiting(scene))
  })

  test('S14: keeps others out though its lock files are removed', async () => {
    await using scene = await refreshScene()
    const stopped = await stoppedAt('CP5', scene)
    rmSync(join(scene.state, 'locks'), { recursive: true })
    await bothGiveTheSame(scene, stopped, await waiting(scene))
  })
})

function hasOpen(pid: number, path: RegExp): boolean {
  try {
    const folder = `/proc/${pid}/fd`
    return readdirSync(folder).some((name) => path.test(readlinkSync(join(folder, name))))
  } catch {
    return false
  }
}

describe.skipIf(!linux)('a process that runs out', () => {
  /**
   * Whatever comes of it: a token is printed whole or not at all, and the next refresh is as any other.
   *
   * @param limits The first is one that nothing can run with.
   */
  async function worksOrFails(
    limits: readonly (readonly string[])[],
    scene: RefreshScene,
  ): Promise<void> {
    await run(['profile', 'set', '--rotation-reuse', 'none'], scene.home)
    for (const [index, limit] of limits.entries()) {
      const { accessToken: stdin } = await scene.kept()
      const { status, stdout } = await limited(limit, stdin, scene)
      const { accessToken } = await scene.kept()
      if (index === 0) expect({ limit, status }).not.toEqual({ limit, status: 0 })
      expect({ limit, stdout }).toEqual({ limit, stdout: status === 0 ? `${accessToken}\n` : '' })
    }
    expect(await scene.afterRefusal()).toMatchObject({ status: 0, stderr: '' })
    expect((await scene.kept()).pending).toBeUndefined()
    expect(await scene.look()).toMatchObject({ reuse: noReuse })
  }

  async function limited(
    limit: readonly string[],
    stdin: string,
    { home }: RefreshScene,
  ): Promise<Run> {
    using who = bound(home.path)
    return await runUnder([...who.command, ...limit], asking, { ...home, stdin })
  }

  /** What aborts leaves no core file. */
  function withLimit(limit: string): readonly string[] {
    return shell(`ulimit -c 0; ${limit}; exec "$@"`)
  }

  test('P6: of memory prints a whole token or none, and leaves a store that opens', async () => {
    await using scene = await refreshScene('web')
    const heaps = [4, 8, 24].map((mib) =>
      withLimit(`export NODE_OPTIONS=--max-old-space-size=${mib}`),
    )
    await worksOrFails(heaps, scene)
  })

  test('P6: of file descriptors likewise', async () => {
    await using scene = await refreshScene('web')
    const limits = [16, 32, 48].map((count) => withLimit(`ulimit -n ${count}`))
    await worksOrFails(limits, scene)
  })

  test('P6: of threads likewise', async () => {
    await using scene = await refreshScene('web')
    await worksOrFails(
      [1, 6, 12].map((count) => ['prlimit', '--core=0', `--nproc=${count}`]),
      scene,
    )
  })
})

describe('a browser', () => {
  test.each([
    ['fails', 'exit 1'],
    ['hangs', 'exec sleep 20'],
  ])('P8: that %s keeps no login: its URL is on stderr', async (_what, script) => {
    await using scene = await refreshScene()
    const { org, home } = scene
    const browser = join(home.path, 'browser')
    const pid = join(home.path, 'pid')
    writeFileSync(browser, `#!/bin/sh\necho $$ > '${pid}'\n${script}\n`)
    chmodSync(browser, 0o700)
    const env = { ...home.env, OAUTHCTL_BROWSER: browser, DISPLAY: ':0' }
    const words = ['login', org.myDomain, '-i', org.app('public').id, '--port', '0']
    const login = start(words, { env })
    const [url] = await login.seen('stderr', /^https?:\/\/\S+$/m)
    await expect.poll(() => existing(pid)).not.toBe('')
    await scriptedBrowser(url)
    expect(await login.ended).toMatchObject({ status: 0 })
    if (script !== 'exit 1') process.kill(Number(existing(pid)))
  })
})

function existing(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
