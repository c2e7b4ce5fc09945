import type { Role } from './role.js'

/** The cookie that names a browser's session; it carries the role, since cookies do not know ports. */
export function sessionCookie(role: Role): string {
  return `sid_${role}`
}
