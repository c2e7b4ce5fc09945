import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deadHolder } from '../torture/dead-holder.js'
import { judged, type Attempt, type Recovery } from '../torture/kill-verdict.js'
import { kills } from '../torture/kills.js'
import { lostAnswers } from '../torture/lost-answers.js'
import { named } from '../torture/named.js'
import { oauthctl } from '../torture/oauthctl.js'
import { races } from '../torture/races.js'
import { soak } from '../torture/soak.js'
import { stage, type Stage } from '../torture/stage.js'

const lanes = 3
const seed = 1
/** Other tests want the same cores. */
const timeoutMs = 600_000

describe('a refresh under torture, judged by the ledger', { timeout: timeoutMs }, () => {
  let set: Stage
  beforeAll(() => {
    set = stage()
  })
  afterAll(() => set[Symbol.asyncDispose]())

  test('C1: 50 processes at a barrier share one refresh and print its token', async () => {
    const { figures, broken } = await races(set, oauthctl, { processes: 50 })

    expect(broken).toEqual([])
    expect(figures).toMatchObject({ refreshes: 1, requests: 1, errors: 0, distinct_tokens: 1 })
  })

  test('P2, P3: 200 kills at random moments leave every store readable and cost no session outside the named window', async () => {
    const { figures, broken } = await kills(set, oauthctl, {
      rounds: 200,
      seed,
      lanes,
      mend: 'when touched',
    })

    expect(broken).toEqual([])
    expect(figures).toMatchObject({
      rounds: 200,
      unreadable: 0,
      lost_outside: 0,
      most_refreshes_in_a_round: 1,
      families_revoked_outside: 0,
    })
    expect(figures['killed_in_time']).toBeGreaterThan(0)
  })

  test('P2, P3: a kill at each named point is found and mended by the next run, or lost in the window alone', async () => {
    const { figures, broken } = await named(set, { times: 1, lanes })

    expect(broken).toEqual([])
    expect(figures).toMatchObject({ kills: 22 })
  })

  test('C9: a lost answer comes to what the table says, under each policy and with each old token', async () => {
    expect((await lostAnswers(set, { times: 1, lanes: lanes + 1 })).broken).toEqual([])
  })

  test('X9: a soak with failing answers and a grace period costs no session and leaves no file behind', async () => {
    const { figures, broken } = await soak(set, { seconds: 5, faultShare: 0.3, seed, lanes: 2 })

    expect(broken).toEqual([])
    expect(figures['refreshes']).toBeGreaterThan(0)
  })

  test('C4: a process that waits takes over from one that died with the lock', async () => {
    const { figures, broken } = await deadHolder(set, { rounds: 3, withinMs: 2_000 })

    expect(broken).toEqual([])
    expect(figures).toMatchObject({ rounds: 3 })
  })
})

describe('the judge of a kill', () => {
  const recovery: Recovery = {
    run: { status: 0, signal: null, stdout: 'T\n', stderr: '', at: 0 },
    usable: true,
    refreshes: 1,
    familiesRevoked: 0,
  }
  const ended: Recovery = {
    run: { ...recovery.run, status: 4, stdout: '', stderr: 'log in again\n' },
    usable: false,
    refreshes: 1,
    familiesRevoked: 1,
  }
  const good: Attempt = {
    place: 'seed 1, round 1',
    hit: true,
    readable: true,
    windowed: false,
    refreshesBefore: 0,
    recovery,
  }

  test.each<[string, Partial<Attempt>, boolean, readonly string[]]>([
    ['finds nothing wrong with a recovery after one refresh', {}, false, []],
    ['forgives a session lost in the window', { recovery: ended, windowed: true }, true, []],
    [
      'finds a session lost outside it',
      { recovery: ended },
      true,
      ['the session was lost (4 log in again)', 'the org ended the login'],
    ],
    [
      'finds a token that the org does not accept',
      { recovery: { ...recovery, usable: false } },
      true,
      ['the session was lost (0 )'],
    ],
    [
      'finds a second refresh',
      { recovery: { ...recovery, refreshes: 2 } },
      false,
      ['it took 2 refreshes'],
    ],
    ['asks for no recovery where nothing was changed', { recovery: undefined }, false, []],
    [
      'never forgives a store that cannot be read',
      { readable: false, windowed: true },
      false,
      ['the store could not be read'],
    ],
  ])('%s', (_, seen, lost, broken) => {
    const attempt = { ...good, ...seen }
    expect(judged(attempt)).toEqual({ attempt, lost, broken })
  })
})
