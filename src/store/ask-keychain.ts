import { AuthError } from '../kernel/errors.js'
import { parseAnswer, type KeychainAnswer, type KeychainRequest } from './keychain-protocol.js'

/** How the child that talks to the keychain is run. */
export interface KeychainChild {
  /** Absolute path of the built `keychain-child.js`, run with the Node of this process. */
  readonly program: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds for the keychain to answer, counted from when the child is ready to ask it. */
  readonly deadlineMs: number
}

/** What a child answers, or that it was killed at the deadline. */
export type KeychainReply = KeychainAnswer | { readonly kind: 'hung' }

const startMs = 10_000

// What a keychain needs of the environment. The rest may hold secrets, or NODE_OPTIONS.
const inherited =
  /^(DBUS_SESSION_BUS_ADDRESS|XDG_\w+|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|HOME|USER|LOGNAME|PATH|LANG|LC_\w+|TMPDIR|LD_LIBRARY_PATH|__CF\w+|SystemRoot|windir|USERPROFILE|APPDATA|LOCALAPPDATA|TEMP|TMP)$/i

/**
 * Asks the keychain in a child process, which is killed at the deadline. The key travels through
 * pipes, never through arguments or the environment.
 *
 * @throws {AuthError} `store_unavailable` when the child does not answer as agreed.
 */
export async function askKeychain(
  request: KeychainRequest,
  child: KeychainChild,
): Promise<KeychainReply> {
  const { spawn } = await import('node:child_process')
  const { createInterface } = await import('node:readline')
  const running = spawn(process.execPath, [child.program], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: Object.fromEntries(Object.entries(child.env).filter(([name]) => inherited.test(name))),
    windowsHide: true,
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<KeychainReply>((resolve, reject) => {
      const killIn = (ms: number): void => {
        clearTimeout(timer)
        timer = setTimeout(() => resolve({ kind: 'hung' }), ms)
      }
      // A busy machine starts a child slowly; that does not make its keychain a locked one.
      killIn(startMs + child.deadlineMs)
      const lines = createInterface({ input: running.stdout })
      lines.once('line', () => {
        killIn(child.deadlineMs)
        lines.once('line', (line) => resolve(answerOf(line)))
      })
      running.on('error', (cause) => reject(silent(cause)))
      running.on('close', () => reject(silent(undefined)))
      // A child that died before it read is reported by its end.
      running.stdin.on('error', () => undefined)
      // stdin stays open: its end tells the child that this process has died.
      running.stdin.write(`${JSON.stringify(request)}\n`)
    })
  } finally {
    clearTimeout(timer)
    running.kill('SIGKILL')
  }
}

function answerOf(line: string): Promise<KeychainAnswer> {
  return new Promise((resolve) => {
    resolve(parseAnswer(line))
  })
}

function silent(cause: Error | undefined): AuthError {
  return new AuthError('store_unavailable', 'the keychain helper ended without an answer', {
    cause,
    hint: 'install oauthctl again, or type `node` with its keychain-child.js to see what it says',
  })
}
