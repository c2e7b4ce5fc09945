import { expect, it } from 'vitest'
import { describeWith } from '../support/needs.js'
import { verify } from './verify.js'

const patient = 180_000

/**
 * Policies and bounds that fit two busy cores (24,000 to 390,000 states each). Deaths and faults are unbounded; see the
 * model's first comment.
 */
const policies = [
  ['fatal', ['POLICY=0', 'AGES=3', 'ORPHANS=2']],
  ['grace', ['POLICY=1', 'AGES=3', 'ORPHANS=1']],
  ['idempotent', ['POLICY=2', 'AGES=3', 'ORPHANS=2']],
  ['none', ['POLICY=3', 'AGES=3', 'ORPHANS=2']],
] as const

/** Worlds in which an `invalid_grant` need not be about the token, and where the protocol stands it. */
const blocked = [
  ['fatal', ['POLICY=0']],
  ['idempotent', ['POLICY=2']],
  ['none', ['POLICY=3']],
  ['grace', ['POLICY=1']],
] as const

const small = ['AGES=2', 'ORPHANS=2'] as const

/** What is broken, the switch that breaks it, and the promise that the verifier must see broken. */
const mutants = [
  ['nobody takes the lock', ['NO_LOCK'], 'S2_one_in_the_section'],
  ['the lock of a slow holder is broken', ['STALE_LOCK'], 'S2_one_in_the_section'],
  ['the record is not read again under the lock', ['NO_REREAD', 'CALM'], 'S8_never_backwards'],
  ['a token renewed meanwhile is renewed again', ['NO_ADOPT', 'CALM'], 'S7_one_refresh'],
  ['no intent is kept before sending', ['NO_INTENT'], 'S1_no_double_spend'],
  ['an answer is judged before it is kept', ['JUDGE_FIRST'], 'S4_lost_only_in_window'],
  ['a kept answer is passed over', ['IGNORE_ANSWERED'], 'S1_no_double_spend'],
  ['a replay leaves while the old token lives', ['REPLAY_ALIVE'], 'S1_no_double_spend'],
  ['a kept refresh token stands for policy none', ['KEPT_IS_NONE'], 'S1_no_double_spend'],
  ['the missed answer of a replay is not noted', ['NO_LAST_TRY'], 'S6_one_replay'],
  ['a replay is noted before it leaves', ['LAST_TRY_FIRST'], 'S9_login_only_after_loss'],
  ['the commit keeps the old refresh token', ['KEEP_OLD'], 'S4_lost_only_in_window'],
  ['a busy server ends the login', ['BUSY_IS_DEAD'], 'S4_lost_only_in_window'],
  ['the lock is freed before the commit', ['EARLY_UNLOCK'], 'S1_no_double_spend'],
  ['an unjudged replay is forgotten', ['FORGET'], 'S6_one_replay'],
  ['an unjudged replay is forgotten (grace)', ['FORGET', 'POLICY=1'], 'S5_lenient_loses_none'],
  ['a replay renews the window (grace)', ['NEW_WINDOW', 'POLICY=1'], 'S5_lenient_loses_none'],
  ['the previous token is shown (fatal)', ['SHOW_ALWAYS', 'BLOCKED'], 'S1_no_double_spend'],
  [
    'the previous token is shown after a lost answer (idempotent)',
    ['SHOW_AFTER_LOSS', 'BLOCKED', 'POLICY=2'],
    'S1_no_double_spend',
  ],
  [
    'the previous token is shown within a grace',
    ['SHOW_IN_GRACE', 'BLOCKED', 'POLICY=1'],
    'S1_no_double_spend',
  ],
] as const

const limits = [
  ['a dead process’s request arrives late', ['OVERTAKE'], 'S1_no_double_spend'],
  ['a replay arrives after the window (grace)', ['SLOW', 'POLICY=1'], 'S1_no_double_spend'],
] as const

/** Every state was seen, and every promise holds in it. */
async function holds(given: Parameters<typeof verify>[0]): Promise<void> {
  const { errors, complete, report } = await verify(given)
  expect({ errors, complete }, report).toEqual({ errors: 0, complete: true })
}

/** The verifier finds a way to break that promise. */
async function breaks(switches: readonly string[], property: string): Promise<void> {
  const all = [...small, ...switches]
  const { errors, failed } = await verify({ switches: all, of: 'safety', size: 'small' })
  expect(errors).toBe(1)
  expect(failed).toContain(property)
}

describeWith(['spin'], 'the model of a refresh, every state of it (C9, P3)', () => {
  it.concurrent.each(policies)(
    'under %s, three processes that may die at any step lose nothing but in the named window',
    async (_policy, switches) => {
      await holds({ switches, of: 'safety', size: 'large' })
    },
    patient,
  )

  it.concurrent.each(['0', '1', '2', '3'])(
    'under policy %s whoever asks for a token is through in the end, with one death and one fault',
    async (policy) => {
      const switches = [`POLICY=${policy}`, 'AGES=2', 'ROUNDS=1']
      await holds({ switches, of: 'liveness', size: 'small' })
    },
    patient,
  )

  it.concurrent(
    'six processes without deaths and faults send one request per expiry (C1)',
    async () => {
      const switches = ['CALM', 'N=6', 'AGES=2']
      await holds({ switches, of: 'safety', size: 'small' })
    },
    patient,
  )

  it.concurrent.each(['1', '2', '3'])(
    'a client that takes a server of policy %s for a fatal one does no harm',
    async (policy) => {
      const switches = [`POLICY=${policy}`, 'BELIEF=0', 'AGES=2', 'ORPHANS=1']
      await holds({ switches, of: 'safety', size: 'small' })
    },
    patient,
  )

  it.concurrent.each(blocked)(
    'under %s a refusal that is not about the token ends no login at the server',
    async (_policy, switches) => {
      const all = ['BLOCKED', 'AGES=2', 'ORPHANS=1', ...switches]
      await holds({ switches: all, of: 'safety', size: 'small' })
    },
    patient,
  )

  it.concurrent.each(mutants)(
    'the model sees that it breaks: %s',
    async (_what, switches, property) => breaks(switches, property),
    patient,
  )

  it.concurrent(
    'the model sees that a lock which outlives its holder keeps others waiting for ever',
    async () => {
      const switches = ['AGES=1', 'LOCK_OUTLIVES']
      const { errors, failed } = await verify({ switches, of: 'liveness', size: 'small' })
      expect({ errors, failed }).toEqual({ errors: 1, failed: 'acceptance cycle' })
    },
    patient,
  )

  it.concurrent.each(limits)(
    'the model knows what is not promised: %s',
    async (_what, switches, property) => breaks(switches, property),
    patient,
  )
})
