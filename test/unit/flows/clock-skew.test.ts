import { describe, expect, test } from 'vitest'
import { clockSkew } from '../../../src/flows/clock-skew.js'
import { answer } from '../../support/fakes.js'

const theirs = Date.parse('2026-11-22T19:00:00Z')
const dated = answer({}, { headers: { date: 'Sun, 22 Nov 2026 19:00:00 GMT' } })
const ahead = (minutes: number): string =>
  `the clock of this machine is ${minutes} min ahead of the server's`
const behind = (minutes: number): string =>
  `the clock of this machine is ${minutes} min behind the server's`

describe('how far the clocks are apart', () => {
  test.each<[number, string | undefined]>([
    [0, undefined],
    [59_999, undefined],
    [-59_999, undefined],
    [60_000, ahead(1)],
    [-60_000, behind(1)],
    [299_000, ahead(5)],
    [-299_000, behind(5)],
    [86_400_000, ahead(1440)],
  ])('%i ms', (difference, words) => {
    expect(clockSkew(dated, theirs + difference)).toBe(words)
  })

  test.each([{}, { date: '' }, { date: 'soon' }])('cannot be told from %j', (headers) => {
    expect(clockSkew(answer({}, { headers }), theirs)).toBeUndefined()
  })
})
