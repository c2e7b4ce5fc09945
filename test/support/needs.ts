import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, it } from 'vitest'

/** Something a test runs against that npm does not install. */
interface Part {
  readonly available: () => boolean
  /** The Debian packages that bring it. */
  readonly packages: readonly string[]
}

/** Every part tests may need, how to find it, and how to get it. */
export const parts = {
  chromium: { available: () => existsSync('/usr/bin/chromium'), packages: ['chromium'] },
  'gnome-keyring': {
    available: () =>
      onPath('gnome-keyring-daemon') &&
      onPath('dbus-run-session') &&
      sharedLibrary('libsecret-1.so.0'),
    packages: ['gnome-keyring', 'dbus', 'libsecret-1-0'],
  },
  openssl: { available: () => onPath('openssl'), packages: ['openssl'] },
  xmlsec1: { available: () => onPath('xmlsec1'), packages: ['xmlsec1'] },
  // Present is not enough: a kernel or a container may refuse a user namespace.
  unshare: {
    available: () => spawnSync('unshare', ['-rn', 'true'], { stdio: 'ignore' }).status === 0,
    packages: ['util-linux'],
  },
  // A container may forbid to trace.
  strace: {
    available: () =>
      spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { stdio: 'ignore' }).status === 0,
    packages: ['strace'],
  },
  faketime: { available: () => onPath('faketime'), packages: ['faketime'] },
  zsh: { available: () => onPath('zsh'), packages: ['zsh'] },
  fish: { available: () => onPath('fish'), packages: ['fish'] },
  // Its verifier is a C program that gcc builds.
  spin: {
    available: () => onPath('spin') && onPath('gcc'),
    packages: ['spin', 'gcc', 'libc6-dev'],
  },
} as const satisfies Readonly<Record<string, Part>>

/** The name of a part. */
export type PartName = keyof typeof parts

/**
 * A `describe` that needs parts this machine may lack. Without them the suite is skipped, and its
 * title and one line on stderr say why; with `OAUTHCTL_TEST_REQUIRE=all` it fails.
 */
export function describeWith(needed: readonly PartName[], title: string, body: () => void): void {
  const missing = needed.filter((name) => !parts[name].available())
  if (missing.length === 0) {
    describe(title, body)
    return
  }
  const reason = `needs ${missing.join(', ')} (apt-get install ${packagesOf(missing)})`
  if (process.env['OAUTHCTL_TEST_REQUIRE'] === 'all') {
    describe(title, () => {
      it('has every part it needs', () => {
        throw new Error(reason)
      })
    })
    return
  }
  const skipped = `SKIPPED: ${title}: ${reason}`
  console.warn(skipped)
  describe.skip(skipped, body)
}

function packagesOf(names: readonly PartName[]): string {
  return names.flatMap((name) => parts[name].packages).join(' ')
}

function onPath(command: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.some((folder) => executable(join(folder, command)))
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Looks where distributions keep libraries: `/usr/lib`, `/usr/lib64`, `/usr/lib/<architecture>`. */
function sharedLibrary(name: string): boolean {
  const folders = existsSync('/usr/lib')
    ? readdirSync('/usr/lib').map((folder) => join('/usr/lib', folder))
    : []
  return ['/usr/lib', '/usr/lib64', ...folders].some((folder) => existsSync(join(folder, name)))
}
