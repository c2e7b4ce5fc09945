import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startCountdown } from '../../../src/output/countdown.js'

describe('a countdown', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('is written over itself every second, and gone at the end', () => {
    const written: string[] = []
    const texts = ['10:00', '9:59', '9:58']
    const countdown = startCountdown(
      () => texts.shift() ?? '',
      (text) => void written.push(text),
    )
    vi.advanceTimersByTime(2_000)
    countdown.stop()
    countdown.stop()
    vi.advanceTimersByTime(5_000)
    expect(written).toEqual(['\r10:00', '\r9:59 \r9:59', '\r9:58', '\r    \r'])
  })
})
