import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { kernelLock } from '../../src/store/lock.js'
import { keychainKeySource, type KeychainOptions } from '../../src/store/key-source-keychain.js'
import { sealedFileStore } from '../../src/store/sealed-file-store.js'
import { storeContract } from '../contract/store-contract.js'
import { describeWith } from '../support/needs.js'
import { faultOf, freshFolder, fullCredential, plain } from '../unit/store/fixtures.js'
import { buildProgram, ended, start } from '../unit/store/programs.js'

type Env = Readonly<Record<string, string | undefined>>

const unlocked = 'printf pw | gnome-keyring-daemon --unlock --components=secrets --daemonize'
const locked = 'gnome-keyring-daemon --start --components=secrets --daemonize'

let childProgram = ''
let driver = ''
const cleanups: (() => void)[] = []

beforeAll(() => {
  const later = (cleanup: () => void): void => void cleanups.push(cleanup)
  childProgram = buildProgram("import './src/store/keychain-child.ts'", later)
  // The app in miniature: reads in its own process and dies by SIGKILL where that hangs.
  driver = buildProgram(
    `
    import { kernelLock } from './src/store/lock.ts'
    import { keychainKeySource } from './src/store/key-source-keychain.ts'
    import { sealedFileStore } from './src/store/sealed-file-store.ts'
    import { loadKeytar } from './src/store/keytar.ts'
    const [, , action, stateDirectory, childProgram, item] = process.argv
    const source = keychainKeySource({
      stateDirectory, childProgram, env: process.env, interactive: false, reading: 'in-process',
      withLock: kernelLock(stateDirectory), deadlineMs: 5_000,
      onHang: (error) => { console.log(error.code); process.kill(process.pid, 'SIGKILL') },
    })
    const print = (key) => console.log(Buffer.from(key).toString('base64url'))
    try {
      if (action === 'plant') await loadKeytar().setPassword('oauthctl', 'store-key-v1', item)
      if (action === 'show') console.log(await loadKeytar().getPassword('oauthctl', 'store-key-v1'))
      if (action === 'get') console.log((await sealedFileStore(stateDirectory, source).get('work'))?.profile)
      if (action === 'write') print((await source.keyForWriting()).key)
    } catch (error) { console.log(error.code, error.exitStatus) }
  `,
    later,
  )
})
afterAll(() => {
  for (const cleanup of cleanups) cleanup()
})

/** A D-Bus session of its own around a command; its environment. It ends with the test. */
async function session(
  home: string,
  command: string,
  services?: string,
  ends: (cleanup: () => Promise<void>) => void = onTestFinished,
): Promise<Env> {
  const runtime = join(home, 'run')
  mkdirSync(runtime, { recursive: true, mode: 0o700 })
  chmodSync(runtime, 0o700)
  const { PATH } = process.env
  const data = services ?? join(home, 'no-services')
  const env = { PATH, HOME: home, XDG_RUNTIME_DIR: runtime, XDG_DATA_DIRS: data }
  const script = `${command} >/dev/null 2>&1; echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat`
  const bus = spawn('dbus-run-session', ['--', 'sh', '-c', script], {
    env: { ...env, XDG_DATA_HOME: join(home, 'data') },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const end = new Promise<void>((resolve) => bus.on('exit', () => resolve()))
  ends(async () => {
    bus.stdin.end()
    await end
  })
  const address = await new Promise<string>((resolve, reject) => {
    bus.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
    bus.on('close', () => reject(new Error('the D-Bus session ended early')))
  })
  return { ...env, DBUS_SESSION_BUS_ADDRESS: address }
}

function options(env: Env, state: string): KeychainOptions {
  return {
    stateDirectory: state,
    childProgram,
    env,
    interactive: false,
    reading: 'child',
    onHang: () => undefined,
    withLock: kernelLock(state),
  }
}

async function drive(env: Env, action: string, state: string, item = ''): Promise<string> {
  const { stdout, signal } = await ended(start(driver, [action, state, childProgram, item], env))
  return `${stdout.trim()}${signal === null ? '' : ` ${signal}`}`
}

/** A process that has ended may stay as a zombie where the first process reaps nobody. */
function isRunning(pid: string): boolean {
  const stat = `/proc/${pid}/stat`
  return existsSync(stat) && !readFileSync(stat, 'utf8').includes(') Z ')
}

/** A session that ran once, unlocked, and left a sealed record behind. */
async function usedBefore(home: string): Promise<string> {
  const state = join(home, 'state')
  let end: (() => Promise<void>) | undefined
  const env = await session(home, unlocked, undefined, (cleanup) => (end = cleanup))
  await sealedFileStore(state, keychainKeySource(options(env, state))).put(fullCredential())
  await end?.()
  return state
}

describeWith(['gnome-keyring'], 'the keychain of a real Secret Service', () => {
  describe('unlocked', () => {
    let env: Env = {}
    const ends: (() => Promise<void>)[] = []
    beforeAll(async () => {
      const home = mkdtempSync(join(tmpdir(), 'oauthctl-keychain-'))
      cleanups.push(() => rmSync(home, { recursive: true, force: true }))
      env = await session(home, unlocked, undefined, (cleanup) => void ends.push(cleanup))
    })
    afterAll(async () => {
      for (const end of ends) await end()
    })

    storeContract(() => {
      const state = join(freshFolder(), 'state')
      return sealedFileStore(state, keychainKeySource(options(env, state)))
    })

    test('what was sealed is opened by another process that reads the key itself', async () => {
      const state = join(freshFolder(), 'state')
      const keys = keychainKeySource(options(env, state))
      await keys.prove()
      await sealedFileStore(state, keys).put(fullCredential())
      expect(await drive(env, 'get', state)).toBe('work')
    })
  })

  test('processes that start at once share one key', async () => {
    const home = freshFolder()
    const env = await session(home, unlocked)
    const state = join(home, 'state')
    const keys = await Promise.all(Array.from({ length: 8 }, () => drive(env, 'write', state)))
    expect(new Set(keys)).toEqual(new Set([await drive(env, 'show', state)]))
    expect(keys[0]).toMatch(/^[\w-]{43}$/)
  })

  test('T84: an item of somebody else under our name is refused and left alone', async () => {
    const home = freshFolder()
    const env = await session(home, unlocked)
    const state = join(home, 'state')
    await drive(env, 'plant', state, 'somebody else')
    const fault = await faultOf(() => keychainKeySource(options(env, state)).prove())
    expect(fault.message).toContain('oauthctl/store-key-v1')
    expect(await drive(env, 'show', state)).toBe('somebody else')
  })

  test('S6: locked, it is exit 8 that says how to unlock, and the key is never replaced', async () => {
    const home = freshFolder()
    const state = await usedBefore(home)
    const closed: { end?: () => Promise<void> } = {}
    const env = await session(home, locked, undefined, (cleanup) => (closed.end = cleanup))
    const keys = keychainKeySource(options(env, state))
    for (const run of [
      keys.prove,
      keys.keyForWriting,
      () => sealedFileStore(state, keys).get('work'),
    ]) {
      const fault = await faultOf(run)
      expect({ code: fault.code, status: fault.exitStatus }).toEqual({
        code: 'store_locked',
        status: 8,
      })
      expect(fault.hint).toContain('gnome-keyring-daemon --unlock')
    }
    expect(await drive(env, 'get', state)).toBe('store_locked 8')
    await closed.end?.()
    const again = await session(home, unlocked)
    const opened = await sealedFileStore(state, keychainKeySource(options(again, state))).get(
      'work',
    )
    expect(plain(opened)).toEqual(plain(fullCredential()))
  })

  test('S4: an emptied keychain is told from a locked one, and gets no new key', async () => {
    const home = freshFolder()
    const state = await usedBefore(home)
    const env = await session(freshFolder(), unlocked)
    const fault = await faultOf(() => keychainKeySource(options(env, state)).prove())
    expect(fault.code).toBe('store_unavailable')
    expect(fault.message).toContain('is open but holds no oauthctl/store-key-v1')
    expect(await drive(env, 'show', state)).toBe('null')
    expect(await drive(env, 'get', state)).toBe('store_unavailable 8')
  })

  test('S5: without a session it is refused at once', async () => {
    const home = freshFolder()
    const begin = performance.now()
    const keys = keychainKeySource(options({ HOME: home, XDG_RUNTIME_DIR: home }, home))
    expect((await faultOf(keys.prove)).code).toBe('store_unavailable')
    expect(performance.now() - begin).toBeLessThan(100)
  })

  test('S7: one that never answers is exit 8 from a child, and a signal in this process', async () => {
    const home = freshFolder()
    const state = await usedBefore(home)
    // D-Bus starts this service and waits for it for longer than we do.
    const services = join(home, 'share')
    const file = join(services, 'dbus-1', 'services', 'org.freedesktop.secrets.service')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/sleep 20\n')
    const env = await session(home, 'true', services)
    const begin = performance.now()
    const fault = await faultOf(() => keychainKeySource(options(env, state)).prove())
    expect({ code: fault.code, status: fault.exitStatus }).toEqual({
      code: 'store_locked',
      status: 8,
    })
    expect(performance.now() - begin).toBeLessThan(5_000)
    expect(await drive(env, 'get', state)).toBe('keychain_hung SIGKILL')

    const parent = start(driver, ['write', state, childProgram, ''], env)
    const children = `/proc/${parent.pid}/task/${parent.pid}/children`
    await expect.poll(() => readFileSync(children, 'utf8')).toMatch(/\d/)
    const child = readFileSync(children, 'utf8').trim()
    parent.kill('SIGKILL')
    // Nobody is left to kill it, so it has to notice.
    await expect.poll(() => isRunning(child)).toBe(false)
  })
})
