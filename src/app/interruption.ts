import { AuthError } from '../kernel/errors.js'
import type { DeferSignals } from '../kernel/ports.js'
import type { EndingSignal, Host } from './host.js'

/** How a run is asked to end, and how it can put that off. */
export interface Interruption {
  /** Fires at the first signal, with `interrupted` for SIGINT and `terminated` for the others. */
  readonly signal: AbortSignal
  readonly deferSignals: DeferSignals
  /** The signal that was first to ask, if one was. */
  readonly ended: () => EndingSignal | undefined
  /** Leaves signals to the system again. */
  readonly stop: () => void
}

// How long is not said: a person may have given the request more time than it has by itself.
const waiting = 'waiting for the answer to the refresh: ending now could lose the login\n'

/**
 * Listens for signals: the first one winds the run down, the second ends the process at once.
 *
 * While something defers them, each one is answered by a line on stderr instead, also with `--quiet`, and none
 * ends the process (threat row P1). Afterwards they are counted anew.
 */
export function interruption(host: Pick<Host, 'onSignal' | 'kill' | 'writeStderr'>): Interruption {
  const controller = new AbortController()
  let ended: EndingSignal | undefined
  let asked = false
  let deferrals = 0
  const stop = host.onSignal((name) => {
    if (deferrals > 0) {
      host.writeStderr(waiting)
    } else if (asked) {
      stop()
      host.kill(name)
      return
    } else {
      asked = true
    }
    ended ??= name
    controller.abort(reasonOf(name))
  })
  return {
    signal: controller.signal,
    deferSignals: () => {
      let over = false
      deferrals += 1
      return {
        [Symbol.dispose]: () => {
          if (over) return
          over = true
          deferrals -= 1
          asked = false
        },
      }
    },
    ended: () => ended,
    stop,
  }
}

function reasonOf(name: EndingSignal): AuthError {
  return name === 'SIGINT'
    ? new AuthError('interrupted', 'interrupted')
    : new AuthError('terminated', 'terminated')
}
