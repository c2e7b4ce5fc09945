import { spawn } from 'node:child_process'
import { parse } from 'node:path'
import type { OpenUrl } from '../kernel/ports.js'
import { browserEnv } from './browser-env.js'
import { findBrowser, type KnownBrowser } from './find-browser.js'

const ours = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):\d+\/[a-zA-Z0-9/_-]+$/

// `open` hands its whole environment on, `BROWSER` included, which xdg-open runs as a command line,
// and takes no other. So it gets a process of its own, whose environment is harmless.
const openProgram = `
const { default: open, apps } = await import(process.argv[1])
const [, , url, name] = process.argv
const child = await open(url, name === undefined ? {} : { app: { name: apps[name] } })
if (child.exitCode !== null) process.exit(child.exitCode)
child.ref()
child.once('exit', (status) => process.exit(status ?? 1))
setTimeout(() => process.exit(0), 3000)
`

// What cannot start says so at once.
const browserPatienceMs = 1_500
const openPatienceMs = 10_000

/**
 * Opens one of our own loopback URLs in the browser that was named, or in the default one.
 *
 * Nothing goes through a shell, nothing is taken from the current folder, no secret of the
 * environment is handed on, and whatever is started can neither keep this process alive nor fail it.
 *
 * @param browser A name or an absolute path, as {@link findBrowser} takes them.
 * @returns `false` when the URL is not ours, or nothing could be started.
 */
export const openUrl: OpenUrl = async (url, browser) => {
  try {
    return ours.test(url) && (await opened(url, browser))
  } catch {
    return false
  }
}

async function opened(url: string, browser: string | undefined): Promise<boolean> {
  if (browser === undefined) return startOpen(url)
  const { platform, env } = process
  const found = await findBrowser(browser, { platform, env, cwd: process.cwd() })
  if (found === undefined) return false
  return found.kind === 'known'
    ? startOpen(url, found.name)
    : start(found.path, [url], browserPatienceMs)
}

function startOpen(url: string, ...name: readonly KnownBrowser[]): Promise<boolean> {
  const library = import.meta.resolve('open')
  const args = ['--input-type=module', '-e', openProgram, library, url, ...name]
  return start(process.execPath, args, openPatienceMs)
}

/** Whether it still runs after that time, or has ended well before. */
function start(command: string, args: readonly string[], patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...browserEnv(process.env) },
      cwd: parse(process.execPath).root,
      stdio: 'ignore',
      detached: true,
      windowsHide: true,
    })
    child.unref()
    const patience = setTimeout(settle, patienceMs, true)
    child.once('error', () => {
      settle(false)
    })
    child.once('exit', (status) => {
      settle(status === 0)
    })

    function settle(started: boolean): void {
      clearTimeout(patience)
      resolve(started)
    }
  })
}
