import { expect, test } from 'vitest'
import type { Run } from '../support/cli.js'
import { describeWith } from '../support/needs.js'
import { refreshScene, type RefreshScene } from '../support/refresh-scene.js'
import { runUnder } from '../support/run-under.js'

/** What is right to say ahead of time: the id_token of the answer has ended by that clock (cli-contract 8.4). */
const asTheClockSees = {
  '+1d': expect.stringMatching(/^warning: the server's id_token is not valid: [^\n]+\n$/),
  '-1d': '',
}

/** Runs `oauthctl token` where the clock is off. The clock that only counts stays right, as in real life. */
async function tokenAt(
  time: string,
  { home, kept }: RefreshScene,
  ...words: readonly string[]
): Promise<Run> {
  const env = { ...home.env, DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' }
  const stdin = (await kept()).accessToken
  return runUnder(['faketime', '-f', time], ['token', ...words], { env, stdin })
}

describeWith(['faketime'], 'a clock that is off', () => {
  test.each(['+1d', '-1d'] as const)(
    'N15: by %s: a refused token costs one refresh',
    async (time) => {
      await using scene = await refreshScene()
      const { accessToken } = await scene.kept()
      const { status, stdout, stderr } = await tokenAt(time, scene, '--rejected', '-')
      expect([status, stdout === `${accessToken}\n`, stderr]).toEqual([
        0,
        false,
        asTheClockSees[time],
      ])
      expect(stdout).toBe(`${(await scene.kept()).accessToken}\n`)
      expect(await scene.look()).toMatchObject({ asked: 1, refreshes: 1 })
      // And a clock that is right again takes the new one as it is.
      expect(await scene.token()).toMatchObject({ status: 0, stdout, stderr: '' })
      expect((await scene.look()).asked).toBe(1)
    },
  )

  test('N15: by a day ahead: a good token is renewed once for each call that asks, and never in a loop', async () => {
    await using scene = await refreshScene()
    for (const asked of [1, 2]) {
      expect(await tokenAt('+1d', scene)).toMatchObject({
        status: 0,
        stderr: asTheClockSees['+1d'],
      })
      expect(await scene.look()).toMatchObject({ asked, refreshes: asked })
    }
  })

  test('N15: by a day behind: a good token is taken for good', async () => {
    await using scene = await refreshScene()
    const { accessToken } = await scene.kept()
    const run = await tokenAt('-1d', scene)
    expect(run).toEqual({ status: 0, signal: null, stdout: `${accessToken}\n`, stderr: '' })
    expect((await scene.look()).asked).toBe(0)
  })

  test('N15: by a jump of a day between the lost answer and the next process: the rule of the lost answer holds', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('alive')
    await scene.script({ kind: 'drop-before' })
    expect(await scene.token()).toMatchObject({ status: 0 })
    expect((await scene.look()).asked).toBe(1)
    // Its token is over by that clock: one replay, which renews it.
    expect(await tokenAt('+1d', scene)).toMatchObject({
      status: 0,
      stderr: asTheClockSees['+1d'],
    })
    expect(await scene.look()).toMatchObject({ asked: 2, refreshes: 1 })
  })
})
