import type { KeySource, StoreKind } from '../kernel/ports.js'
import type { Registrations } from '../kernel/registration.js'
import { memoryRegistrations } from './memory-registrations.js'
import { decodeRegistration, encodeRegistration } from './registration-codec.js'
import { damaged, registrationPlace } from './record-place.js'
import { peekRecord, removeRecord } from './record-file.js'
import { openRecord, writeRecord } from './sealed-record.js'

/**
 * Keeps each registered client in a sealed file of its own, beside the credentials and sealed by the same keys.
 *
 * @param sourceOf Where the key of a store comes from.
 */
export function sealedRegistrations(
  stateDirectory: string,
  sourceOf: (kind: Exclude<StoreKind, 'memory'>) => KeySource,
): Registrations {
  const memory = memoryRegistrations()
  return {
    get: async (profile) => {
      const place = registrationPlace(stateDirectory, profile)
      const sealedBy = peekRecord(stateDirectory, place)?.kind
      if (sealedBy === undefined) return memory.get(profile)
      if (sealedBy === 'memory') throw damaged(place, 'its key was never kept')
      const keys = sourceOf(sealedBy)
      const registration = await openRecord(stateDirectory, place, keys, decodeRegistration)
      if (registration === undefined) return undefined
      if (registration.profile !== profile) throw damaged(place, 'it holds another profile')
      return { registration, sealedBy }
    },
    put: async (registration, kind) => {
      if (kind === 'memory') return memory.put(registration, kind)
      const place = registrationPlace(stateDirectory, registration.profile)
      const text = encodeRegistration(registration)
      return writeRecord(stateDirectory, place, sourceOf(kind), text)
    },
    forget: async (profile) => {
      const forgotten = await memory.forget(profile)
      return removeRecord(stateDirectory, registrationPlace(stateDirectory, profile)) || forgotten
    },
  }
}
