import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { browserEnv } from '../../../src/listener/browser-env.js'
import { findBrowser } from '../../../src/listener/find-browser.js'
import { openUrl } from '../../../src/listener/open-url.js'

const url = 'http://127.0.0.1:40123/go/AbC-_123'

let folder: string
let bin: string
let elsewhere: string
const startedIn = process.cwd()
// On a busy machine a program may begin to run only after we have stopped waiting for it.
const started = { timeout: 10_000 }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oauthctl-open-'))
  bin = join(folder, 'bin')
  elsewhere = join(folder, 'elsewhere')
  await Promise.all([mkdir(bin), mkdir(elsewhere)])
  process.chdir(elsewhere)
  vi.stubEnv('PATH', `${bin}:/usr/bin:/bin`)
})

afterEach(async () => {
  vi.unstubAllEnvs()
  process.chdir(startedIn)
  await rm(folder, { recursive: true })
})

/** A program that writes down how it was called, then does what is asked. */
async function shim(path: string, then = 'exit 0'): Promise<string> {
  const script = `#!/bin/sh
{ printf '%s\\n' "$#" "$@"; } > "${path}.argv.part"
env > "${path}.env"
mv "${path}.argv.part" "${path}.argv"
${then}
`
  await writeFile(path, script)
  await chmod(path, 0o755)
  return path
}

async function argvOf(path: string): Promise<readonly string[] | undefined> {
  const text = await readFile(`${path}.argv`, 'utf8').catch(() => undefined)
  return text?.trimEnd().split('\n')
}

async function pidIn(path: string): Promise<number> {
  const read = async (): Promise<number> => Number(await readFile(path, 'utf8').catch(() => ''))
  await expect.poll(read, started).toBeGreaterThan(0)
  return read()
}

async function envOf(path: string): Promise<Readonly<Record<string, string>>> {
  const lines = (await readFile(`${path}.env`, 'utf8')).trimEnd().split('\n')
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2)))
}

describe('a URL that is not one of ours is not opened', () => {
  test.each([
    'https://issuer.example/authorize',
    'http://issuer.example/go/x',
    'https://127.0.0.1.evil.test:1/go/x',
    'httpss://127.0.0.1:1/go/x',
    'http://127.0.0.1.evil.test:1/go/x',
    'http://127.0.0.1/go/x',
    'http://user@127.0.0.1:1/go/x',
    'http://127.0.0.1:1/go/x?y=z',
    'http://127.0.0.1:1/go/$(touch P)',
    'http://127.0.0.1:1/go/`id`',
    'http://127.0.0.1:1/go/x;id',
    'http://127.0.0.1:1/go/x&calc&',
    'http://127.0.0.1:1/go/%USERPROFILE%',
    'http://127.0.0.1:1/go/x\n',
    'http://127.0.0.1:1/go/x\u2028',
    '-http://127.0.0.1:1/go/x',
    '--upload-pack=x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
  ])('%j', async (target) => {
    const browser = await shim(join(bin, 'browser'))
    expect(await openUrl(target, 'browser')).toBe(false)
    expect(await openUrl(target, undefined)).toBe(false)
    expect(await argvOf(browser)).toBeUndefined()
  })
})

describe('a browser that was named', () => {
  test('is found in PATH and gets the URL as its only argument', async () => {
    const browser = await shim(join(bin, 'my-browser'))
    expect(await openUrl(url, 'my-browser')).toBe(true)
    await expect.poll(() => argvOf(browser), started).toEqual(['1', url])
  })

  test('gets an https URL of ours as well', async () => {
    const browser = await shim(join(bin, 'my-browser'))
    const secure = 'https://localhost:40123/go/AbC-_123'
    expect(await openUrl(secure, 'my-browser')).toBe(true)
    await expect.poll(() => argvOf(browser), started).toEqual(['1', secure])
  })

  test('may be an absolute path, with spaces in it', async () => {
    await mkdir(join(folder, 'a folder'))
    const browser = await shim(join(folder, 'a folder', 'browser'))
    expect(await openUrl('http://[::1]:40123/go/x', browser)).toBe(true)
    await expect.poll(() => argvOf(browser), started).toEqual(['1', 'http://[::1]:40123/go/x'])
  })

  test('chrome is found by the names it has on Linux', async () => {
    vi.stubEnv('PATH', bin)
    const chromium = join(bin, 'chromium')
    await writeFile(chromium, `#!/bin/sh\nprintf '1\\n%s\\n' "$1" > "${chromium}.argv"\n`)
    await chmod(chromium, 0o755)
    expect(await openUrl(url, 'chrome')).toBe(true)
    await expect.poll(() => argvOf(chromium), started).toEqual(['1', url])
  })

  test('gets no secret of our environment', async () => {
    const secrets = {
      OAUTHCTL_CLIENT_SECRET: 'CANARY-1',
      OAUTHCTL_ACCESS_TOKEN: 'CANARY-2',
      GITHUB_TOKEN: 'CANARY-3',
      HTTPS_PROXY: 'http://u:CANARY-4@proxy:1',
      NODE_OPTIONS: '--trace-warnings',
      BROWSER: 'CANARY-5',
    }
    for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
    vi.stubEnv('DISPLAY', ':7')
    vi.stubEnv('XDG_CURRENT_DESKTOP', 'GNOME')
    const browser = await shim(join(bin, 'my-browser'))
    expect(await openUrl(url, 'my-browser')).toBe(true)
    const env = await envOf(browser)
    expect(JSON.stringify(env)).not.toContain('CANARY')
    expect(Object.keys(secrets).filter((name) => name in env)).toEqual([])
    expect(env).toMatchObject({ DISPLAY: ':7', XDG_CURRENT_DESKTOP: 'GNOME' })
  })

  test('P8: that fails or does not exist is false', async () => {
    const failing = await shim(join(bin, 'failing'), 'exit 3')
    expect(await openUrl(url, 'failing')).toBe(false)
    await expect.poll(() => argvOf(failing), started).toEqual(['1', url])
    expect(await openUrl(url, 'no-such-browser')).toBe(false)
    const notRunnable = join(bin, 'broken')
    await writeFile(notRunnable, '#!/no/such/interpreter\n')
    await chmod(notRunnable, 0o755)
    expect(await openUrl(url, 'broken')).toBe(false)
  })

  test('P8: that hangs is taken for one that runs, and does not keep us waiting', async () => {
    const hanging = await shim(join(bin, 'hanging'), `echo $$ > "${bin}/pid"; exec sleep 60`)
    const before = performance.now()
    expect(await openUrl(url, 'hanging')).toBe(true)
    expect(performance.now() - before).toBeLessThan(20_000)
    await expect.poll(() => argvOf(hanging), started).toEqual(['1', url])
    process.kill(await pidIn(join(bin, 'pid')))
  })
})

test('P8: a browser that runs on does not keep the program alive', async () => {
  const program = join(folder, 'program.mjs')
  const source = fileURLToPath(new URL('../../../src/listener/open-url.ts', import.meta.url))
  await build({
    stdin: {
      contents: `import { openUrl } from ${JSON.stringify(source)}
        console.log(await openUrl(${JSON.stringify(url)}, 'hanging'))`,
      resolveDir: startedIn,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
  })
  const pid = join(bin, 'pid')
  await shim(join(bin, 'hanging'), `echo $$ > "${pid}"; exec sleep 60`)
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')])
  expect([output, child.exitCode]).toEqual(['true\n', 0])
  process.kill(await pidIn(pid))
})

describe('what is never run', () => {
  test('a command line', async () => {
    const browser = await shim(join(bin, 'browser'))
    const sentinel = join(folder, 'sentinel')
    for (const name of [
      `sh -c "touch ${sentinel}" %s`,
      `${browser} --flag`,
      'browser --flag',
      'browser;id',
      'browser %s',
      'browser:browser',
      '$(browser)',
      '-browser',
      '--help',
      '',
      '.',
      '..',
    ]) {
      expect([name, await openUrl(url, name)]).toEqual([name, false])
    }
    expect(await argvOf(browser)).toBeUndefined()
  })

  test('a file of the current folder, however it is named', async () => {
    const planted = await shim(join(elsewhere, 'browser'))
    vi.stubEnv('PATH', `.:${elsewhere}::bin:./bin:/usr/bin:/bin`)
    for (const name of [
      'browser',
      './browser',
      '../elsewhere/browser',
      'elsewhere/browser',
      planted,
    ]) {
      expect([name, await openUrl(url, name)]).toEqual([name, false])
    }
    await symlink(planted, join(bin, 'linked'))
    expect(await openUrl(url, join(bin, 'linked'))).toBe(false)
    expect(await argvOf(planted)).toBeUndefined()
  })

  test('a relative path, even where it leads from a folder of PATH to a program', async () => {
    await mkdir(join(folder, 'other'))
    const program = await shim(join(folder, 'other', 'browser'))
    for (const name of ['../other/browser', 'other/browser', './../other/browser']) {
      expect([name, await openUrl(url, name)]).toEqual([name, false])
    }
    expect(await argvOf(program)).toBeUndefined()
  })

  test('a file that everybody may write to, a folder, or what is not executable', async () => {
    const writable = await shim(join(bin, 'writable'))
    await chmod(writable, 0o777)
    await mkdir(join(bin, 'a-folder'))
    await writeFile(join(bin, 'text'), 'text')
    await chmod(join(bin, 'text'), 0o644)
    for (const name of ['writable', writable, 'a-folder', 'text']) {
      expect([name, await openUrl(url, name)]).toEqual([name, false])
    }
    expect(await argvOf(writable)).toBeUndefined()
  })
})

describe.runIf(process.platform === 'linux')('the default browser', () => {
  test('is opened by `open` with one argument and a harmless environment', async () => {
    vi.stubEnv('DISPLAY', '')
    vi.stubEnv('WAYLAND_DISPLAY', '')
    vi.stubEnv('OAUTHCTL_CLIENT_SECRET', 'CANARY-1')
    vi.stubEnv('BROWSER', `sh -c "touch ${folder}/sentinel" %s`)
    const browser = await shim(join(bin, 'www-browser'))
    expect(await openUrl(url, undefined)).toBe(true)
    await expect.poll(() => argvOf(browser), started).toEqual(['1', url])
    const env = await envOf(browser)
    expect(JSON.stringify(env)).not.toContain('CANARY')
    await expect(readFile(join(folder, 'sentinel'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('is not what lies in the current folder or in a relative entry of PATH', async () => {
    const names = ['xdg-open', 'www-browser', 'x-www-browser', 'xdg-mime', 'sed', 'grep', 'open']
    const planted = await Promise.all(names.map((name) => shim(join(elsewhere, name))))
    vi.stubEnv('PATH', `.::./bin:${bin}:/usr/bin:/bin`)
    vi.stubEnv('DISPLAY', '')
    const browser = await shim(join(bin, 'www-browser'))
    expect(await openUrl(url, undefined)).toBe(true)
    await expect.poll(() => argvOf(browser), started).toEqual(['1', url])
    expect(await Promise.all(planted.map(argvOf))).toEqual(names.map(() => undefined))
  })

  test('that cannot be opened is false', async () => {
    vi.stubEnv('DISPLAY', '')
    vi.stubEnv('WAYLAND_DISPLAY', '')
    vi.stubEnv('XDG_CURRENT_DESKTOP', '')
    for (const name of ['www-browser', 'links2', 'elinks', 'links', 'lynx', 'w3m']) {
      await shim(join(bin, name), 'exit 1')
    }
    expect(await openUrl(url, undefined)).toBe(false)
  })

  test('that hangs is taken for one that runs', async () => {
    vi.stubEnv('DISPLAY', '')
    const pid = join(bin, 'pid')
    await shim(join(bin, 'www-browser'), `echo $$ > "${pid}"; exec sleep 60`)
    expect(await openUrl(url, undefined)).toBe(true)
    process.kill(await pidIn(pid))
  })
})

describe('where a browser is looked for', () => {
  const machine = { env: {}, cwd: '/nowhere' }

  test.each(['darwin', 'win32'])('%s finds the well-known ones by itself', async (platform) => {
    for (const name of ['chrome', 'firefox', 'edge', 'brave', 'safari'] as const) {
      expect(await findBrowser(name, { ...machine, platform })).toEqual({ kind: 'known', name })
    }
    expect(await findBrowser('other', { ...machine, platform })).toBeUndefined()
  })

  test('a name like a property of every object is no browser', async () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(await findBrowser(name, { ...machine, platform: 'darwin' })).toBeUndefined()
    }
  })

  test('Windows programs only: no scripts, which would need a shell', async () => {
    await shim(join(bin, 'tool.exe'))
    await shim(join(bin, 'tool.cmd'))
    const windows = { platform: 'win32', env: { Path: bin }, cwd: '/nowhere' }
    const found = { kind: 'program', path: join(bin, 'tool.exe') }
    expect(await findBrowser('tool', windows)).toEqual(found)
    expect(await findBrowser('tool.exe', windows)).toEqual(found)
    expect(await findBrowser('tool.cmd', windows)).toBeUndefined()
  })
})

test('the environment of a browser has the absolute entries of PATH only', () => {
  expect(browserEnv({ PATH: '.::/usr/bin:bin:/bin', HOME: '/home/ada', AWS_SECRET: 'x' })).toEqual({
    PATH: '/usr/bin:/bin',
    HOME: '/home/ada',
  })
  expect(browserEnv({ Path: '/a', SystemRoot: '/w' })).toEqual({ PATH: '/a', SystemRoot: '/w' })
  expect(browserEnv({})).toEqual({ PATH: '' })
})
