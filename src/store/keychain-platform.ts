import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What people call the keychain of their system. */
export function keychainName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'macOS Keychain'
  if (platform === 'win32') return 'Windows Credential Manager'
  return 'Secret Service keychain'
}

/** The instruction that makes a locked keychain answer. */
export function unlockHint(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'type `security unlock-keychain`, then run this again'
  if (platform === 'win32') return 'sign in to Windows as yourself, then run this again'
  return 'unlock the login keyring (sign in to the desktop, or type `gnome-keyring-daemon --unlock`), then run this again'
}

/**
 * Tells at once, without starting anything, why no keychain can answer here. `undefined` when one may.
 *
 * Elsewhere than on macOS and Windows it is reached over the D-Bus session.
 */
export function keychainUnreachable(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string | undefined {
  if (platform === 'darwin' || platform === 'win32') return undefined
  const sockets = sessionSockets(env)
  if (sockets.length === 0) return 'there is no D-Bus session here'
  if (sockets.some((path) => path === undefined || existsSync(path))) return undefined
  return 'the D-Bus session that the environment names is gone'
}

/** Paths of the session bus; `undefined` for an address that is not a path. */
function sessionSockets(
  env: Readonly<Record<string, string | undefined>>,
): readonly (string | undefined)[] {
  const address = env['DBUS_SESSION_BUS_ADDRESS']
  if (address) {
    return address.split(';').map((entry) => {
      const escaped = /^unix:(?:.*,)?path=([^,]*)/.exec(entry)?.[1]
      return escaped === undefined || escaped.includes('%') ? undefined : escaped
    })
  }
  const runtime = env['XDG_RUNTIME_DIR']
  const bus = runtime ? join(runtime, 'bus') : undefined
  return bus !== undefined && existsSync(bus) ? [bus] : []
}
