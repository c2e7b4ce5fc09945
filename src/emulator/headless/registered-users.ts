import type { User } from '../user.js'

/** The users who registered themselves on the site. */
export interface RegisteredUsers {
  readonly add: (user: User) => void
  readonly all: () => readonly User[]
  readonly clear: () => void
}

/** Nobody has registered. */
export function registeredUsers(): RegisteredUsers {
  let users: User[] = []
  return {
    add: (user) => {
      users = [...users, user]
    },
    all: () => users,
    clear: () => {
      users = []
    },
  }
}
