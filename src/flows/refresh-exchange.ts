import { isHybrid, type Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import { Secret } from '../kernel/secret.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'
import type { Provider } from '../oauth/provider.js'
import { refreshTokenRequest } from '../oauth/token-request.js'
import {
  commitAnswer,
  refusalOf,
  type AnsweredCredential,
  type RefreshOutcome,
} from './refresh-answer.js'
import { notRenewable } from './renew.js'
import type { RefreshPorts } from './refresh-ports.js'

/** Row N6: a rotated token that comes late is better than one that comes never. */
const deadlineMs = 60_000

/**
 * Sends a refresh token once (RFC 6749 §6), so that a crash at any moment leaves a record that tells the truth.
 *
 * The intent is kept when the connection stands and before a byte leaves; the raw answer before it is judged. From
 * the intent to the commit neither a signal nor the caller's abort ends it (ADR 11).
 *
 * @param signal Ends it while nothing has been sent; its reason is thrown.
 * @throws {AuthError} Store errors, and what judging a complete answer throws: `request_refused` for another
 * user's tokens.
 */
export async function exchangeRefreshToken(
  credential: Credential,
  provider: Provider,
  ports: RefreshPorts,
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const { server, client, tokens } = credential
  if (tokens.refreshToken === undefined) throw notRenewable(credential)
  const proven = await ports.prove(client, server, signal)
  const type = isHybrid(credential.grant) ? 'hybrid_refresh' : 'refresh_token'
  const request = refreshTokenRequest(server, proven, tokens.refreshToken, type)
  using deferral = deferralOf(ports)
  const sending = await sent(request, credential, deferral, ports, signal)
  if (sending.kind === 'failed') {
    return { kind: sending.left ? 'lost' : 'unsent', error: sending.error }
  }
  ports.reach('CP6')
  return await judged(sending.intent, credential, sending.answer, provider, ports, signal)
}

type Sending =
  | {
      readonly kind: 'answered'
      readonly answer: HttpAnswer
      /** As the record is now. */
      readonly intent: Credential & { readonly pending: SentIntent }
    }
  | {
      readonly kind: 'failed'
      readonly error: AuthError
      /** Whether a byte may have left. */
      readonly left: boolean
    }

/** Signals that are put off from the moment that nothing may cut the exchange any more. */
interface Deferral extends Disposable {
  readonly begin: () => void
}

function deferralOf({ deferSignals }: RefreshPorts): Deferral {
  let held: Disposable | undefined
  return {
    begin: () => {
      held = deferSignals()
    },
    [Symbol.dispose]: () => held?.[Symbol.dispose](),
  }
}

type SentIntent = Extract<Credential['pending'], { readonly kind: 'sent' }>

async function sent(
  request: HttpRequest,
  credential: Credential,
  deferral: Deferral,
  ports: RefreshPorts,
  signal: AbortSignal,
): Promise<Sending> {
  const at = credential.pending?.at ?? epochSecondsOfMs(ports.clock.nowMs())
  const lastTry = credential.pending?.lastTry ?? false
  const intent = { ...credential, pending: { kind: 'sent', at, lastTry } as const }
  const connecting = new AbortController()
  const forward = (): void => connecting.abort(signal.reason)
  signal.addEventListener('abort', forward, { once: true })
  const progress = { intended: false, left: false }
  try {
    const answer = await ports.fetch(
      {
        ...request,
        timeoutMs: deadlineMs,
        beforeSend: async () => {
          ports.reach('CP3')
          signal.throwIfAborted()
          signal.removeEventListener('abort', forward)
          deferral.begin()
          progress.intended = true
          await ports.keep(intent)
          ports.reach('CP4')
        },
        leaving: () => {
          progress.left = true
        },
        afterSend: () => ports.reach('CP5'),
      },
      connecting.signal,
    )
    return { kind: 'answered', answer, intent }
  } catch (error) {
    signal.removeEventListener('abort', forward)
    // What is thrown here, other than by the way there, is not about the exchange.
    if (!(error instanceof AuthError) || error.exitStatus !== 6) throw error
    // The connection died while the intent was written.
    if (progress.intended && !progress.left) await ports.keep(credential)
    return { kind: 'failed', error, left: progress.left }
  }
}

/** Judges an answer: only a complete token answer and a plain refusal are certain (threat row T52). */
async function judged(
  intent: Extract<Sending, { kind: 'answered' }>['intent'],
  before: Credential,
  answer: HttpAnswer,
  provider: Provider,
  ports: RefreshPorts,
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const { at, lastTry } = intent.pending
  const arrival = epochSecondsOfMs(ports.clock.nowMs())
  if (answer.status === 200) {
    const pending = {
      kind: 'answered',
      at,
      lastTry,
      arrival,
      answer: new Secret(answer.text),
    } as const
    const answered: AnsweredCredential = { ...intent, pending }
    await keepWhateverItTakes(answered, ports)
    ports.reach('CP7')
    const outcome = await commitAnswer(answered, provider, ports, signal)
    return asBefore(outcome, before, ports)
  }
  return asBefore(refusalOf(answer, provider), before, ports)
}

/** A refusal has changed nothing: an earlier answer that was lost stays lost, and its window goes on. */
async function asBefore(
  outcome: RefreshOutcome,
  before: Credential,
  ports: RefreshPorts,
): Promise<RefreshOutcome> {
  if (outcome.kind === 'refused') await ports.keep(before)
  return outcome
}

/** A disk that is full for a moment must not cost the login (row S1). */
const storePausesMs = [100, 400, 1000, 3000, 5000]

async function keepWhateverItTakes(credential: Credential, ports: RefreshPorts): Promise<void> {
  for (const pauseMs of [...storePausesMs, undefined]) {
    try {
      await ports.keep(credential)
      return
    } catch (error) {
      if (!(error instanceof AuthError) || pauseMs === undefined) throw error
      await ports.clock.sleep(pauseMs)
    }
  }
}
