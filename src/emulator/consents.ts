import type { App } from './app.js'
import type { User } from './user.js'

/** Which apps a person has allowed to do what. */
export interface Consents {
  readonly allow: (user: User, app: App, scope: readonly string[]) => void
  /** Whether everything asked for was allowed before. */
  readonly covers: (user: User, app: App, scope: readonly string[]) => boolean
  readonly clear: () => void
}

/** No consent yet. */
export function consents(): Consents {
  const allowed = new Map<string, Set<string>>()
  const key = (user: User, app: App): string => `${user.id.long} ${app.clientId}`
  return {
    allow: (user, app, scope) => {
      const held = allowed.get(key(user, app)) ?? new Set()
      allowed.set(key(user, app), new Set([...held, ...scope]))
    },
    covers: (user, app, scope) => {
      const held = allowed.get(key(user, app))
      return held !== undefined && scope.every((name) => held.has(name))
    },
    clear: () => allowed.clear(),
  }
}
