import { delimiter, isAbsolute } from 'node:path'

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

// What a browser and the program that finds it need to reach the person's desktop. Nothing else:
// the rest of the environment may hold tokens, passwords and proxy credentials.
const needed =
  /^(?:PATH|HOME|USER|LOGNAME|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|XDG_[A-Z_]+|DBUS_SESSION_BUS_ADDRESS|DESKTOP_SESSION|GNOME_DESKTOP_SESSION_ID|KDE_FULL_SESSION|KDE_SESSION_VERSION|LANG|LANGUAGE|LC_[A-Z]+|TERM|TZ|TMPDIR|TMP|TEMP|WSL_DISTRO_NAME|WSL_INTEROP|SYSTEMROOT|SYSTEMDRIVE|WINDIR|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES|PROGRAMFILES\(X86\)|PATHEXT)$/

/** The absolute entries of `PATH`: the others would find whatever lies in the current folder. */
export function searchPath(env: Environment): readonly string[] {
  const path = Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? ''
  return path.split(delimiter).filter((entry) => isAbsolute(entry))
}

/** The environment that a browser is started with (threat row T88). */
export function browserEnv(env: Environment): Environment {
  const kept = Object.entries(env).filter(([name]) => needed.test(name.toUpperCase()))
  const withoutPath = kept.filter(([name]) => name.toUpperCase() !== 'PATH')
  return { ...Object.fromEntries(withoutPath), PATH: searchPath(env).join(delimiter) }
}
