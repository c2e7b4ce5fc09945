import type { Registration, Registrations } from '../kernel/registration.js'

/** Registrations that are gone with the process. */
export function memoryRegistrations(): Registrations {
  const registrations = new Map<string, Registration>()
  return {
    get: (profile) => {
      const registration = registrations.get(profile)
      return Promise.resolve(
        registration === undefined ? undefined : { registration, sealedBy: 'memory' },
      )
    },
    put: (registration) => {
      registrations.set(registration.profile, registration)
      return Promise.resolve()
    },
    forget: (profile) => Promise.resolve(registrations.delete(profile)),
  }
}
