import fc from 'fast-check'
import { expect, test } from 'vitest'
import { epochSeconds, freshness, later, type EpochSeconds } from '../../src/kernel/token-set.js'

const time = fc.integer({ min: 0, max: 4_000_000_000 }).map(epochSeconds)
const life = fc.integer({ min: -100, max: 31_536_000 })
const ttl = fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined })
const timeout = fc.integer({ min: 0, max: 100_000 })
const age = fc.integer({ min: -1000, max: 31_600_000 })

type Tokens = Parameters<typeof freshness>[0]

/** Tokens of a known or an unknown lifetime. */
const tokens: fc.Arbitrary<Tokens> = fc
  .tuple(time, fc.option(life, { nil: undefined }))
  .map(([issuedAt, seconds]) => ({
    issuedAt,
    expiry: seconds === undefined ? undefined : { at: later(issuedAt, seconds), source: 'server' },
  }))

function isFresh(
  of: Tokens,
  minTtl: number | undefined,
  assumed: number,
  at: EpochSeconds,
): boolean {
  return freshness(of, minTtl, assumed, at) === 'fresh'
}

test('a stale token never becomes fresh by waiting', () => {
  fc.assert(
    fc.property(tokens, ttl, timeout, age, fc.nat(100_000), (of, minTtl, assumed, first, more) => {
      const at = later(of.issuedAt, first)
      if (isFresh(of, minTtl, assumed, at)) return
      expect(isFresh(of, minTtl, assumed, later(at, more))).toBe(false)
    }),
  )
})

test('asking for more never makes a token fresh', () => {
  fc.assert(
    fc.property(tokens, fc.nat(1000), fc.nat(1000), timeout, age, (of, less, more, assumed, at) => {
      const now = later(of.issuedAt, at)
      if (isFresh(of, less, assumed, now)) return
      expect(isFresh(of, less + more, assumed, now)).toBe(false)
    }),
  )
})

test('a fresh token lives on, for at least as long as was asked for', () => {
  fc.assert(
    fc.property(tokens, ttl, timeout, age, (of, minTtl, assumed, first) => {
      const now = later(of.issuedAt, first)
      if (!isFresh(of, minTtl, assumed, now)) return
      const end = of.expiry?.at ?? later(of.issuedAt, assumed)
      expect(end - now).toBeGreaterThanOrEqual(Math.max(1, minTtl ?? 0))
    }),
  )
})

test('without a wish, no more than a minute or a tenth of a life is thrown away', () => {
  fc.assert(
    fc.property(tokens, timeout, age, (of, assumed, first) => {
      const now = later(of.issuedAt, first)
      const end = of.expiry?.at ?? later(of.issuedAt, assumed)
      const left = end - now
      if (left <= 0) return
      expect(isFresh(of, undefined, assumed, now)).toBe(
        left >= Math.min(60, Math.max(0, end - of.issuedAt) / 10),
      )
    }),
  )
})

test('a token with a life is fresh when it is issued', () => {
  fc.assert(
    fc.property(time, fc.integer({ min: 1, max: 31_536_000 }), (issuedAt, seconds) => {
      const of: Tokens = { issuedAt, expiry: { at: later(issuedAt, seconds), source: 'jwt' } }
      expect(isFresh(of, undefined, 0, issuedAt)).toBe(true)
    }),
  )
})

test('the assumed lifetime counts only where none is known', () => {
  fc.assert(
    fc.property(tokens, ttl, timeout, timeout, age, (of, minTtl, one, other, at) => {
      if (of.expiry === undefined) return
      const now = later(of.issuedAt, at)
      expect(isFresh(of, minTtl, one, now)).toBe(isFresh(of, minTtl, other, now))
    }),
  )
})
