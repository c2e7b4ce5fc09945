import type { ServerResponse } from 'node:http'
import type { CallbackParameters, ListenRequest } from '../kernel/ports.js'
import { judgeCallback } from './judge-callback.js'
import type { Landing, Lead } from './landing.js'
import { noticePage } from './pages.js'
import { respondPage } from './respond.js'

/** The desk for callbacks: the first genuine one is taken, once. */
export interface FirstCallback {
  /** @param lead How the browser gets to the page at the end. */
  readonly take: (parameters: string, response: ServerResponse, lead: Lead) => void
  /** Rejects with the signal's reason. */
  readonly received: (signal: AbortSignal) => Promise<CallbackParameters>
}

const malformed = noticePage(
  'This is not a valid answer',
  'A login answer gives each of its values once. This one was ignored, and the login is still open.',
)
const foreign = noticePage(
  'This answer belongs to another login',
  'It was ignored, and the login that runs now is still open. Use the link in the terminal to go on.',
)
const late = noticePage(
  'This login has been answered already',
  'Only the first answer counts. Log in again from the terminal if it was not yours.',
)

// What an answer is about: RFC 6749 §4.1.2 and §4.2.2, OpenID Connect Core §3.2.2.5, RFC 5849 §2.2.
const decisive = ['code', 'access_token', 'id_token', 'error', 'oauth_verifier']

/**
 * Takes the first callback that carries our state. The same one again gets the same page, as a
 * reload or a second delivery should; a different one is refused with 409.
 */
export function firstCallback(
  request: Pick<ListenRequest, 'state' | 'stateIn'>,
  end: Landing,
): FirstCallback {
  let taken: CallbackParameters | undefined
  let announce: (parameters: CallbackParameters) => void
  const first = new Promise<CallbackParameters>((resolve) => {
    announce = resolve
  })

  return {
    take: (given, response, lead) => {
      const verdict = judgeCallback(given, request)
      if (verdict.kind === 'malformed') {
        respondPage(response, 400, malformed)
      } else if (verdict.kind === 'foreign') {
        respondPage(response, 403, foreign)
      } else if (taken === undefined) {
        taken = verdict.parameters
        end.hold(response, lead)
        announce(taken)
      } else if (sameAnswer(taken, verdict.parameters)) {
        end.hold(response, lead)
      } else {
        respondPage(response, 409, late)
      }
    },
    received: (signal) =>
      new Promise((resolve, reject) => {
        const abort = (): void => {
          reject(signal.reason as Error)
        }
        if (signal.aborted) {
          abort()
          return
        }
        signal.addEventListener('abort', abort, { once: true })
        void first.then((parameters) => {
          signal.removeEventListener('abort', abort)
          resolve(parameters)
        })
      }),
  }
}

function sameAnswer(one: CallbackParameters, other: CallbackParameters): boolean {
  return decisive.every((name) => one[name] === other[name])
}
