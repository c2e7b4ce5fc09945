import { describe, expect, test } from 'vitest'
import { pollDevice, type DevicePolling } from '../../../src/flows/poll-device.js'
import { AuthError, type ErrorCode } from '../../../src/kernel/errors.js'
import type { JsonObject } from '../../../src/kernel/json.js'
import type { Clock } from '../../../src/kernel/ports.js'
import type { DeviceTokenAnswer } from '../../../src/oauth/device-token.js'
import { standardDeviceDialect } from '../../../src/oauth/device-dialect.js'
import { answer, clockAt, never, type FakeClock } from '../../support/fakes.js'
import { idp } from '../../support/values.js'
import { faultOf } from '../store/fixtures.js'

const pending: DeviceTokenAnswer = { kind: 'pending' }
const slowDown: DeviceTokenAnswer = { kind: 'slow_down' }
const body: JsonObject = { access_token: 'AT' }
const approved: DeviceTokenAnswer = { kind: 'approved', body }

type Reply = DeviceTokenAnswer | ErrorCode

interface Polled {
  /** Seconds after the code was given at which the server was asked. */
  readonly asked: readonly number[]
  readonly end: JsonObject | AuthError
  /** Seconds after the code was given. */
  readonly endedAt: number
}

/** Polls a server that gives these answers in order, the last one for ever. */
async function polled(
  replies: readonly Reply[],
  change: Partial<DevicePolling> = {},
  clock: FakeClock = clockAt(0),
): Promise<Polled> {
  const asked: number[] = []
  const start = clock.nowMs()
  const seconds = (): number => (clock.nowMs() - start) / 1000
  const ask = (): Promise<DeviceTokenAnswer> => {
    const reply = replies[Math.min(asked.length, replies.length - 1)] ?? pending
    asked.push(seconds())
    return typeof reply === 'string'
      ? Promise.reject(new AuthError(reply, `it said ${reply}`))
      : Promise.resolve(reply)
  }
  const polling = { interval: 5, lifetimeMs: 600_000, patienceMs: undefined, ...change }
  let end: JsonObject | AuthError
  try {
    end = await pollDevice(polling, ask, clock, never)
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    end = error
  }
  return { asked, end, endedAt: seconds() }
}

describe('the pace', () => {
  test('waits an interval before each question, the first one too', async () => {
    const { asked, end } = await polled([pending, pending, approved])
    expect([asked, end]).toEqual([[5, 10, 15], body])
  })

  test.each<[unknown, readonly number[]]>([
    [0, [1, 2, 3]],
    [-5, [1, 2, 3]],
    [0.001, [1, 2, 3]],
    ['5', [5, 10, 15]],
    ['NaN', [5, 10, 15]],
    [1e9, [300, 600, 900]],
    [undefined, [5, 10, 15]],
    [null, [5, 10, 15]],
    [2.5, [3, 6, 9]],
    [30, [30, 60, 90]],
  ])('T64: an interval of %j asks at %j', async (interval, times) => {
    const code = standardDeviceDialect.processAuthorization(
      answer({
        device_code: 'DC',
        user_code: 'ABCD',
        verification_uri: 'https://idp.example/device',
        expires_in: 1_800,
        interval,
      }),
      idp,
    )
    const polling = { interval: code.interval, lifetimeMs: code.lifetime * 1000 }
    expect((await polled([pending, pending, approved], polling)).asked).toEqual(times)
  })

  test('T64: each of 100 slow_downs adds 5 s for good, until the code ends', async () => {
    const { asked, endedAt } = await polled([slowDown], { lifetimeMs: 1_800_000 })
    const gaps = asked.map((time, index) => time - (asked[index - 1] ?? 0))
    expect(gaps).toEqual(Array.from({ length: 26 }, (_, index) => 5 * (index + 1)))
    expect(endedAt).toBe(1_800)
    const all = await polled([...Array.from({ length: 100 }, () => slowDown), approved], {
      lifetimeMs: 1e9,
    })
    expect(all.asked.at(-1)).toBe((5 * 101 * 102) / 2)
  })

  test('a slow_down is not forgotten when the server is content again', async () => {
    const { asked } = await polled([pending, slowDown, pending, pending, approved])
    expect(asked).toEqual([5, 10, 20, 30, 40])
  })

  test.each<ErrorCode>(['network_error', 'timeout', 'server_error', 'rate_limited'])(
    'T64: %s doubles the pause, up to a minute, until the next answer',
    async (code) => {
      const failures = Array.from({ length: 6 }, () => code)
      const { asked, end } = await polled([...failures, pending, approved])
      expect([asked, end]).toEqual([[5, 15, 35, 75, 135, 195, 255, 260], body])
    },
  )

  test('T64: a failure doubles even a long interval', async () => {
    const { asked } = await polled(['timeout', 'timeout', approved], { interval: 60 })
    expect(asked).toEqual([60, 180, 300])
  })
})

describe('the end', () => {
  test.each<ErrorCode>([
    ...(['access_denied', 'request_refused', 'invalid_client', 'login_timed_out'] as const),
    ...([
      'bad_answer',
      'tls_error',
      'proxy_error',
      'unexpected_redirect',
      'invalid_scope',
    ] as const),
  ])('T65: %s ends it at once', async (code) => {
    const { asked, end } = await polled([pending, code, approved])
    expect([asked, end instanceof AuthError && end.code]).toEqual([[5, 10], code])
  })

  test('a bug is not taken for a failure of the network', async () => {
    const bug = new TypeError('undefined is not a function')
    const polling = { interval: 5, lifetimeMs: 600_000, patienceMs: undefined }
    const run = pollDevice(polling, () => Promise.reject(bug), clockAt(0), never)
    await expect(run).rejects.toBe(bug)
  })

  test('T65: endless "pending" ends with the code, and is never asked after it', async () => {
    const { asked, end, endedAt } = await polled([pending])
    expect([asked.length, asked.at(-1), endedAt]).toEqual([119, 595, 600])
    expect(end).toMatchObject({
      code: 'login_timed_out',
      exitStatus: 10,
      message: 'the code expired before anybody approved it',
      hint: 'run the command again for a new code',
    })
  })

  test('a network that is still down when the code ends is named', async () => {
    const { end, endedAt } = await polled(['network_error'])
    expect(endedAt).toBe(600)
    expect(end).toMatchObject({
      code: 'login_timed_out',
      message: 'the code expired before anybody approved it, and at last it said network_error',
      cause: { code: 'network_error' },
    })
  })

  test.each([
    [12_000, 12, 'nobody approved within 12 s'],
    [0, 0, 'nobody approved within 0 s'],
    [700_000, 600, 'the code expired before anybody approved it'],
  ])('--login-timeout of %i ms ends it after %i s', async (patienceMs, after, message) => {
    const { end, endedAt } = await polled([pending], { patienceMs })
    expect(endedAt).toBe(after)
    expect(end).toMatchObject({ code: 'login_timed_out', message })
  })

  test('T65: a clock that stands still or is set back does not make it wait for ever', async () => {
    const clock = clockAt(1_000_000)
    const stubborn: FakeClock = {
      ...clock,
      sleep: async (ms) => {
        await clock.sleep(ms)
        clock.advance(-2 * ms)
      },
    }
    const asked: number[] = []
    const polling = { interval: 5, lifetimeMs: 600_000, patienceMs: undefined }
    const ask = (): Promise<DeviceTokenAnswer> => {
      asked.push(1)
      return Promise.resolve(pending)
    }
    const fault = await faultOf(() => pollDevice(polling, ask, stubborn, never))
    expect([fault.code, asked.length]).toEqual(['login_timed_out', 119])
  })

  test('a machine that slept past the end asks no more', async () => {
    const clock = clockAt(0)
    const asleep: FakeClock = {
      ...clock,
      sleep: async (ms) => {
        await clock.sleep(ms)
        clock.advance(3_600_000)
      },
    }
    const { asked, end } = await polled([approved], {}, asleep)
    expect([asked, end]).toMatchObject([[], { code: 'login_timed_out' }])
  })

  test('an interruption while it waits is told as the interruption', async () => {
    const interruption = new AbortController()
    const reason = new AuthError('interrupted', 'interrupted')
    const clock: Clock = {
      nowMs: () => 0,
      sleep: (_ms, signal) => {
        interruption.abort(reason)
        return Promise.reject(new Error(`cut: ${String(signal?.aborted)}`))
      },
    }
    const polling = { interval: 5, lifetimeMs: 600_000, patienceMs: undefined }
    const run = (): unknown =>
      pollDevice(polling, () => Promise.resolve(approved), clock, interruption.signal)
    expect(await faultOf(run)).toBe(reason)
  })
})
