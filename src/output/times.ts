import type { EpochSeconds } from '../kernel/token-set.js'

/** A span of time as people say it: `in 42 min`, `3 h ago`. */
export function relative(time: EpochSeconds, now: EpochSeconds): string {
  const seconds = time - now
  if (seconds === 0) return 'now'
  return seconds > 0 ? `in ${span(seconds)}` : `${span(-seconds)} ago`
}

/** A length of time with its largest unit that keeps two digits of sense. @param seconds Not negative. */
export function span(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`
  return `${Math.round(seconds / 86_400)} days`
}
