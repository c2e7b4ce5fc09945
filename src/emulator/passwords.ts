import type { User } from './user.js'

/** The passwords of users, as they are now. */
export interface Passwords {
  readonly of: (user: User) => string
  readonly change: (user: User, password: string) => void
  /** Goes back to what every user began with. */
  readonly clear: () => void
}

/** Nobody has another password than in the beginning. */
export function passwords(): Passwords {
  const changed = new Map<string, string>()
  return {
    of: (user) => changed.get(user.id.long) ?? user.password,
    change: (user, password) => {
      changed.set(user.id.long, password)
    },
    clear: () => changed.clear(),
  }
}
