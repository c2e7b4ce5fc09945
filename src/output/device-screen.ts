import type { EpochSeconds } from '../kernel/token-set.js'
import { qrCode } from './qr-code.js'
import type { Style } from './style.js'
import { userCodeBox } from './user-code.js'
import { wrapText } from './wrap-text.js'

/** What a person needs to approve a device. */
export interface DeviceCodeView {
  readonly verificationUri: string
  readonly verificationUriComplete: string | undefined
  readonly userCode: string
  readonly expiresAt: EpochSeconds
  /** Seconds. */
  readonly interval: number
}

/** What the terminal can show. */
export interface Screen {
  /** Columns. */
  readonly width: number
  readonly style: Style
  /** Whether it has box and block characters. */
  readonly unicode: boolean
  /** Whether a QR code is wanted. */
  readonly qr: boolean
}

const warning =
  'Only enter a code that you asked for yourself: whoever gave you one could sign in as you.'

/**
 * The screen of the device flow: where to go and what to enter. The page stands alone on its line, whole
 * (cli-contract 8.2), and what matters stands last, where the cursor is.
 *
 * @returns Lines without newlines, none but the page's wider than the screen.
 */
export function deviceScreen(view: DeviceCodeView, screen: Screen): readonly string[] {
  const { width, style } = screen
  const code = qrLines(view, screen)
  const scan = code.length === 0 ? [] : ['Scan this with a phone:', '', ...code, '']
  const open = `${code.length === 0 ? 'Open' : 'Or open'} this page on any device:`
  return [
    ...scan,
    ...wrapText(open, width),
    '',
    view.verificationUri,
    '',
    ...wrapText('and enter this code:', width),
    '',
    ...userCodeBox(view.userCode, screen),
    '',
    `${style.dim('to copy:')} ${view.userCode}`,
    '',
    ...wrapText(warning, width),
  ]
}

/** All that `--quiet` leaves: what somebody has to act on. */
export function deviceCodeLines(view: DeviceCodeView): readonly string[] {
  return [view.verificationUri, view.userCode]
}

/** The code for programs, one line (cli-contract 8.2). */
export function deviceCodeJson(view: DeviceCodeView): string {
  return JSON.stringify({
    verification_uri: view.verificationUri,
    ...(view.verificationUriComplete === undefined
      ? {}
      : { verification_uri_complete: view.verificationUriComplete }),
    user_code: view.userCode,
    expires_at: view.expiresAt,
    interval: view.interval,
  })
}

/** `expires in 9:58`. */
export function deviceCountdown(expiresAt: EpochSeconds, now: EpochSeconds): string {
  const left = Math.max(0, expiresAt - now)
  return `expires in ${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
}

function qrLines(view: DeviceCodeView, { qr, unicode, width, style }: Screen): readonly string[] {
  return qr && unicode
    ? qrCode(view.verificationUriComplete ?? view.verificationUri, width, style)
    : []
}
