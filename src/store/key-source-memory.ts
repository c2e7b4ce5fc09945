import { randomBytes } from 'node:crypto'
import type { KeySource } from '../kernel/ports.js'

/** A key that lives as long as the process: for dummies, demonstrations and tests. */
export function memoryKeySource(): KeySource {
  const key = randomBytes(32)
  return {
    kind: 'memory',
    label: 'memory of this process',
    prove: () => Promise.resolve(),
    keyForWriting: () => Promise.resolve({ key, parameters: {} }),
    keyForReading: () => Promise.resolve(key),
  }
}
