import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run, temporaryHome, type TemporaryHome } from '../support/cli.js'
import { describeWith } from '../support/needs.js'
import { refreshScene, sceneIn, type RefreshScene } from '../support/refresh-scene.js'
import { runUnder, shell } from '../support/run-under.js'

const posix = process.platform !== 'win32'
const noReuse = { refused: 0, replayed: 0, families_revoked: 0 }
const asking = ['token', '--rejected', '-']

/** A store that takes nothing: what is in it is served, and nothing is spent that could not be replaced. */
async function servesAndRefusesToRefresh(
  under: readonly string[],
  token: string,
  { home, look }: RefreshScene,
): Promise<void> {
  const served = { status: 0, signal: null, stdout: `${token}\n`, stderr: '' }
  expect(await runUnder(under, ['token'], home)).toEqual(served)
  const refused = await runUnder(under, asking, { ...home, stdin: token })
  expect(refused).toMatchObject({ status: 8, stdout: '' })
  expect(refused.stderr).toMatch(/^error: .+\nTry: .+\n$/)
  expect(await look()).toMatchObject({ asked: 0, refreshes: 0 })
}

/** And where it takes something again, the next refresh is as any other. */
async function refreshesAgain(scene: RefreshScene): Promise<void> {
  expect(await scene.afterRefusal()).toMatchObject({ status: 0, stderr: '' })
  expect(await scene.look()).toMatchObject({ asked: 1, refreshes: 1, reuse: noReuse })
}

test.skipIf(!posix)(
  'S1: where no file may grow, no refresh is sent that could not be kept',
  async () => {
    await using scene = await refreshScene()
    const { accessToken } = await scene.kept()
    await servesAndRefusesToRefresh(shell('ulimit -f 0; exec "$@"'), accessToken, scene)
    expect(readdirSync(join(scene.state, 'credentials'))).toHaveLength(1)
    await refreshesAgain(scene)
  },
)

describeWith(['unshare'], 'a store on a disk of its own', () => {
  /** A namespace in which the state folder is a copy on a small disk, and then something. */
  const onItsOwnDisk = (then: string): readonly string[] => [
    ...['unshare', '-rm'],
    ...shell(`
      set -e
      disk="$HOME/disk"
      mkdir -p "$disk"
      mount -t tmpfs -o size=256k,mode=700 tmpfs "$disk"
      cp -a "$OAUTHCTL_HOME/." "$disk"
      export OAUTHCTL_HOME="$disk"
      ${then}
      exec "$@"`),
  ]

  test.each([
    ['S1: that is full', 'cat /dev/zero > "$disk/filler" 2> /dev/null || true'],
    ['S2: that was mounted read-only', 'mount -o remount,ro "$disk"'],
  ])('%s serves and refuses to refresh', async (_what, then) => {
    await using scene = await refreshScene()
    const { accessToken } = await scene.kept()
    await servesAndRefusesToRefresh(onItsOwnDisk(then), accessToken, scene)
    await refreshesAgain(scene)
  })
})

describe.skipIf(!posix)('a token that was refreshed and could not be printed', () => {
  test.each([
    ['a full disk', '> /dev/full'],
    ['a closed stdout', '>&-'],
  ])('X1: for %s: is exit 1, and the next call has it', async (_what, where) => {
    await using scene = await refreshScene()
    const { accessToken: stdin } = await scene.kept()
    const under = shell(`exec "$@" ${where}`)
    expect(await runUnder(under, asking, { ...scene.home, stdin })).toMatchObject({ status: 1 })
    const { accessToken } = await scene.kept()
    expect(accessToken).not.toBe(stdin)
    expect(await scene.token()).toMatchObject({ status: 0, stdout: `${accessToken}\n`, stderr: '' })
    expect(await scene.look()).toMatchObject({ asked: 1, refreshes: 1 })
  })
})

test('P10: a record of a newer version is not touched by an older one', async () => {
  await using scene = await refreshScene()
  const { accessToken: stdin } = await scene.kept()
  const folder = join(scene.state, 'credentials')
  const file = join(folder, readdirSync(folder)[0] ?? '')
  const [header = '', ...rest] = readFileSync(file, 'latin1').split('.')
  const parsed = JSON.parse(Buffer.from(header, 'base64url').toString()) as object
  const newer = Buffer.from(JSON.stringify({ ...parsed, v: 2 })).toString('base64url')
  const record = [newer, ...rest].join('.')
  writeFileSync(file, record)
  const calls = [['token'], asking, ['refresh'], ['logout']]
  for (const words of calls) {
    const refused = await run(words, { ...scene.home, stdin })
    expect({ words, ...refused }).toMatchObject({ words, status: 8, stdout: '' })
    expect(refused.stderr).toMatch(/newer version/)
  }
  expect([readdirSync(folder).length, readFileSync(file, 'latin1')]).toEqual([1, record])
  expect(await scene.look()).toMatchObject({ asked: 0, refreshes: 0 })
})

/** A copy of a login, as a person makes one for a container or a second configuration. */
function copyOf({ org, state }: RefreshScene, to: TemporaryHome): RefreshScene {
  const copy = sceneIn(org, to)
  cpSync(state, copy.state, { recursive: true })
  return copy
}

describe('a copy of a login, in another folder of the same user', () => {
  function besides(first: RefreshScene): RefreshScene {
    const path = join(first.home.path, 'copy')
    const env = { ...first.home.env, OAUTHCTL_HOME: join(path, 'oauthctl') }
    return copyOf(first, { ...first.home, path, env })
  }

  test('C7: does not end it: it is told where the login went on', async () => {
    await using first = await refreshScene()
    const second = besides(first)
    expect(await first.afterRefusal()).toMatchObject({ status: 0, stderr: '' })
    const told = await second.afterRefusal()
    expect(told).toMatchObject({ status: 4, stdout: '' })
    expect(told.stderr).toContain(`in ${first.state}.\n`)
    expect(await first.look()).toMatchObject({ asked: 1, refreshes: 1, reuse: noReuse })
    expect(await first.afterRefusal()).toMatchObject({ status: 0, stderr: '' })
  })

  test('C7: that refreshes at the same moment waits: one refresh, and nobody’s login ends', async () => {
    await using first = await refreshScene()
    const second = besides(first)
    const both = await Promise.all([first.afterRefusal(), second.afterRefusal()])
    expect(both.map(({ status }) => status).sort()).toEqual([0, 4])
    expect(await first.look()).toMatchObject({ asked: 1, refreshes: 1, reuse: noReuse })
  })
})

test('N9: two machines with a copy of a refresh token that stays refresh at once', async () => {
  await using first = await refreshScene('web')
  using elsewhere = temporaryHome()
  const second = copyOf(first, elsewhere)
  // Both meet at the org: the slower one is told to come again.
  await first.script({ kind: 'delay', delay_ms: 1_000, times: 2 })
  const both = await Promise.all([first.afterRefusal(), second.afterRefusal()])
  expect(both.map(({ status, stderr }) => ({ status, stderr }))).toEqual([
    { status: 0, stderr: '' },
    { status: 0, stderr: '' },
  ])
  for (const { kept } of [first, second]) expect((await kept()).pending).toBeUndefined()
  expect(await first.look()).toMatchObject({ refreshes: 2, reuse: noReuse })
})
