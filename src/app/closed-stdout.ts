import { fstatSync, readFileSync, statSync } from 'node:fs'

/**
 * Tells whether stdout was closed when this process started (`>&-`).
 *
 * Node opens `/dev/null` for reading and writing in the place of a closed descriptor, so every write
 * succeeds and goes nowhere. A shell's `>/dev/null` is opened for writing only. Other programs may hand
 * down `/dev/null` read-write to ignore an output, which looks the same: ask only where an output that
 * goes nowhere is a failure. Linux only; elsewhere the answer is no.
 */
export function stdoutWasClosed(): boolean {
  try {
    const stdout = fstatSync(1)
    if (!stdout.isCharacterDevice() || stdout.rdev !== statSync('/dev/null').rdev) return false
    const flags = /^flags:\s+(\d+)$/m.exec(readFileSync('/proc/self/fdinfo/1', 'utf8'))?.[1]
    return flags !== undefined && (Number.parseInt(flags, 8) & 3) === 2
  } catch {
    return false
  }
}
