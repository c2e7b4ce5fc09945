import { isoTime, type EpochSeconds } from '../kernel/token-set.js'
import { relative } from './times.js'

/** A time in UTC, in the zone of this machine and from now: `2026-11-22T17:00:00Z, 2026-11-22 18:00:00 +01:00, in 42 min`. */
export function moment(time: EpochSeconds, now: EpochSeconds): string {
  return [isoTime(time), localTime(time), relative(time, now)].join(', ')
}

/** `2026-11-22 18:00:00 +01:00`, in the zone of this machine. */
function localTime(time: EpochSeconds): string {
  const date = new Date(time * 1000)
  const minutes = -date.getTimezoneOffset()
  const shifted = new Date(date.getTime() + minutes * 60_000).toISOString()
  const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const offset = [hour, minute].map((part) => `${part}`.padStart(2, '0')).join(':')
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 19)} ${minutes < 0 ? '-' : '+'}${offset}`
}
