import type { RecordId } from './ids.js'

/** What a user is in the org. An external one logs in on the site only; a guest never logs in. */
export type UserKind = 'admin' | 'standard' | 'external' | 'guest'

/** Somebody who can log in. */
export interface User {
  readonly id: RecordId
  /** Lower case; Salesforce compares user names without regard to case. */
  readonly username: string
  readonly password: string
  /** What a real org wants behind the password from an address it does not trust. */
  readonly securityToken: string | undefined
  readonly kind: UserKind
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone: string
  readonly active: boolean
  /** Whether the user may work through the APIs only, and never in a browser. */
  readonly apiOnly: boolean
  /** Whether the user came by headless registration. */
  readonly selfRegistered: boolean
}

/** Whether a user works on the site and nowhere else. */
export function worksOnSite(user: User): boolean {
  return user.kind === 'external' || user.kind === 'guest'
}

/** First and last name. */
export function fullName(user: User): string {
  return `${user.firstName} ${user.lastName}`
}
