import { describe, expect, test } from 'vitest'
import {
  epochSeconds,
  epochSecondsOfMs,
  freshness,
  isoTime,
  later,
} from '../../../src/kernel/token-set.js'

const issuedAt = epochSeconds(1_000_000)

function lasting(seconds: number): Parameters<typeof freshness>[0] {
  return { issuedAt, expiry: { at: later(issuedAt, seconds), source: 'server' } }
}

describe('a token is fresh while it will live long enough', () => {
  test.each([
    ['new, an hour to live', lasting(3600), undefined, 0, 'fresh'],
    ['61 s left of an hour', lasting(3600), undefined, 3539, 'fresh'],
    ['60 s left of an hour', lasting(3600), undefined, 3540, 'fresh'],
    ['59 s left of an hour', lasting(3600), undefined, 3541, 'stale'],
    ['a tenth left of a short life', lasting(100), undefined, 90, 'fresh'],
    ['less than a tenth left of a short life', lasting(100), undefined, 91, 'stale'],
    ['more asked for than is left', lasting(3600), 600, 3001, 'stale'],
    ['as much asked for as is left', lasting(3600), 600, 3000, 'fresh'],
    ['nothing asked for, a second left', lasting(3600), 0, 3599, 'fresh'],
    ['nothing asked for, ended now', lasting(3600), 0, 3600, 'stale'],
    ['ended long ago', lasting(3600), undefined, 99_999, 'stale'],
    ['ended before it was issued', lasting(-5), undefined, 0, 'stale'],
    [
      'no lifetime, within the assumed one',
      { issuedAt, expiry: undefined },
      undefined,
      840,
      'fresh',
    ],
    [
      'no lifetime, at the end of the assumed one',
      { issuedAt, expiry: undefined },
      undefined,
      841,
      'stale',
    ],
    ['no lifetime, assumed to be none', { issuedAt, expiry: undefined }, 0, 900, 'stale'],
  ] as const)('%s', (_what, tokens, minTtl, age, expected) => {
    expect(freshness(tokens, minTtl, 900, later(issuedAt, age))).toBe(expected)
  })

  test('the assumed lifetime does not shorten one that the server said', () => {
    expect(freshness(lasting(3600), undefined, 1, later(issuedAt, 1000))).toBe('fresh')
  })
})

test('times are whole seconds, rounded down', () => {
  expect([epochSecondsOfMs(1_999), epochSecondsOfMs(-1), epochSeconds(5.9)]).toEqual([1, -1, 5])
})

test('a time is written in UTC without fractions', () => {
  expect(isoTime(epochSeconds(1_795_366_800))).toBe('2026-11-22T17:00:00Z')
})
