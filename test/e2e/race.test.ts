import { describe, expect, test } from 'vitest'
import { run, start, temporaryHome } from '../support/cli.js'
import { startTestOrg } from '../support/emulator.js'
import { logInTo } from '../support/log-in.js'

describe('many processes, one rotating refresh token', () => {
  test('C1: 50 processes that met a 401 share one refresh and print the same token', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { env } = home
    await logInTo(org, 'rotating', env)
    const expired = (await run(['token'], { env })).stdout
    await org.control('expire')

    const runs = await Promise.all(
      Array.from(
        { length: 50 },
        () => start(['token', '--rejected', '-'], { env, stdin: expired }).ended,
      ),
    )

    expect(new Set(runs.map(({ status, stderr }) => `${status} ${stderr}`))).toEqual(
      new Set(['0 ']),
    )
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1)
    expect(runs[0]?.stdout).not.toBe(expired)
    expect((await org.ledger()).grants['refresh_token']).toBe(1)
  })
})
