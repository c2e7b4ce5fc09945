import type { DeviceCode } from '../flows/device.js'
import { outputFormat } from './globals.js'
import type { Services } from './services.js'

/** A code on the screen until it is needed no more. */
export interface ShownCode {
  /** Ends the countdown. */
  readonly stop: () => void
}

/** How the code is to be shown. */
export interface CodeDisplay {
  readonly qr: boolean
  /** Called when the code stands there, before its countdown. */
  readonly shown: () => Promise<void>
}

/**
 * Shows a device code on stderr: for a person as a screen with a countdown, for a program as one line of
 * JSON, with `--quiet` only page and code (cli-contract 8.2).
 */
export async function showDeviceCode(
  code: DeviceCode,
  display: CodeDisplay,
  services: Services,
): Promise<ShownCode> {
  const { host, globals } = services
  const { env } = host
  const screen = await import('../output/device-screen.js')
  const json = outputFormat(globals.output, () => false) === 'json' || !host.terminal.stderr
  if (json) return shownOnce([screen.deviceCodeJson(code)])
  if (globals.quiet) return shownOnce(screen.deviceCodeLines(code))

  const { styleFor } = await import('../output/style.js')
  const { speaksUnicode } = await import('../output/unicode.js')
  const left = (): string => screen.deviceCountdown(code.expiresAt, services.now())
  const lines = screen.deviceScreen(code, {
    width: process.stderr.columns || 80,
    style: styleFor(true, env, globals.noColor),
    unicode: speaksUnicode(env),
    qr: display.qr,
  })
  // The lines of a trace would break into a line that is written over and over.
  if (globals.verbose || env['TERM'] === 'dumb') return shownOnce([...lines, '', left()])
  await shownOnce([...lines, ''])
  const { startCountdown } = await import('../output/countdown.js')
  return startCountdown(left, host.writeStderr)

  async function shownOnce(text: readonly string[]): Promise<ShownCode> {
    host.writeStderr(text.map((line) => `${line}\n`).join(''))
    await display.shown()
    return { stop: () => undefined }
  }
}
