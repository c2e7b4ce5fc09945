import type { Credential } from '../kernel/credential.js'
import type { RotationReuse } from '../kernel/profile.js'
import { later, type EpochSeconds } from '../kernel/token-set.js'
import type { Demand } from './demand.js'

/**
 * What to do about a refresh token whose answer was lost.
 *
 * `replay`: send it again, nothing can come of it. `last_try`: send it again though the server may take it for theft,
 * because nothing is left to lose. `postpone`: use the access token while it lives. `give_up`: ask for a login.
 */
export type AfterLostAnswer = 'replay' | 'last_try' | 'postpone' | 'give_up'

/** What is known when an answer is missing. */
export interface LostAnswerFacts {
  readonly credential: Credential
  readonly policy: RotationReuse
  readonly demand: Demand
  /** Seconds a token without a stated lifetime is taken to live. */
  readonly sessionTimeout: number
  readonly now: EpochSeconds
}

/**
 * The one table of the lost answer (ADR 11): nobody knows whether the server has replaced the refresh
 * token, and a server that meets a replaced one may end the login.
 */
export function afterLostAnswer(facts: LostAnswerFacts): AfterLostAnswer {
  const { pending, rotates } = facts.credential
  if (pending === undefined) return 'replay'
  if (mayReplay(facts, pending.at)) return 'replay'
  // A person's order counts for more than our caution; the token was over already when the last try was made.
  if (pending.lastTry && facts.demand.kind === 'renew') return 'last_try'
  if (!isOver(facts)) return 'postpone'
  // A server that kept its refresh token at the last refresh will most likely do so again.
  if (rotates === false) return 'replay'
  return pending.lastTry ? 'give_up' : 'last_try'
}

// A replay has to arrive within the window, not only to leave.
const graceMarginSeconds = 2

function mayReplay({ policy, now }: LostAnswerFacts, sentAt: EpochSeconds): boolean {
  switch (policy.kind) {
    case 'none':
    case 'idempotent':
      return true
    case 'grace':
      // A clock that was set back since says nothing about the server's.
      return now >= sentAt && now - sentAt <= policy.seconds - graceMarginSeconds
    case 'fatal':
      return false
  }
}

/** Whether the access token has ended, by its known or its assumed end, or was refused by the API. */
function isOver({ credential, demand, sessionTimeout, now }: LostAnswerFacts): boolean {
  const { accessToken, expiry, issuedAt } = credential.tokens
  if (demand.kind === 'not-this' && demand.rejected.expose() === accessToken.expose()) return true
  return now >= (expiry?.at ?? later(issuedAt, sessionTimeout))
}
