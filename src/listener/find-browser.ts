import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { searchPath, type Environment } from './browser-env.js'

/** Browsers that `open` knows by these names and finds itself on macOS and Windows. */
export type KnownBrowser = 'chrome' | 'firefox' | 'edge' | 'brave' | 'safari'

/** What to start: a program with the URL as its only argument, or `open` with a name it knows. */
export type Browser =
  | { readonly kind: 'program'; readonly path: string }
  | { readonly kind: 'known'; readonly name: KnownBrowser }

/** The machine it is looked for on. */
export interface Machine {
  readonly platform: string
  readonly env: Environment
  /** The current folder, where nothing is ever taken from. */
  readonly cwd: string
}

const commandsOf: Readonly<Record<KnownBrowser, readonly string[]>> = {
  chrome: ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'],
  firefox: ['firefox', 'firefox-esr'],
  edge: ['microsoft-edge', 'microsoft-edge-stable', 'microsoft-edge-dev'],
  brave: ['brave-browser', 'brave'],
  safari: [],
}

const bareName = /^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/

/**
 * Finds the browser a person named: a name that is well known, a bare name in an absolute entry of
 * `PATH`, or an absolute path. Never a command line, never a relative path, never a file of the
 * current folder, and never one that everybody may write to.
 */
export async function findBrowser(name: string, machine: Machine): Promise<Browser | undefined> {
  const known = isKnown(name) ? name : undefined
  const opensByName = machine.platform === 'darwin' || machine.platform === 'win32'
  if (known !== undefined && opensByName) return { kind: 'known', name: known }
  for (const candidate of candidates(known === undefined ? [name] : commandsOf[known], machine)) {
    if (await isSafeProgram(candidate, machine.cwd)) return { kind: 'program', path: candidate }
  }
  return undefined
}

function isKnown(name: string): name is KnownBrowser {
  return Object.hasOwn(commandsOf, name)
}

function candidates(names: readonly string[], { platform, env }: Machine): readonly string[] {
  const suffix = platform === 'win32' ? '.exe' : ''
  return names.flatMap((name) => {
    if (isAbsolute(name)) return [name]
    if (!bareName.test(name)) return []
    return searchPath(env).map((folder) =>
      join(folder, name.endsWith(suffix) ? name : name + suffix),
    )
  })
}

async function isSafeProgram(path: string, cwd: string): Promise<boolean> {
  try {
    const real = await realpath(path)
    const { mode } = await stat(real)
    await access(real, constants.X_OK)
    const isFile = (mode & constants.S_IFMT) === constants.S_IFREG
    const everybodyWrites = (mode & constants.S_IWOTH) !== 0
    return isFile && !everybodyWrites && ![dirname(path), dirname(real)].includes(cwd)
  } catch {
    return false
  }
}
