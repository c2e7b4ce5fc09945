/**
 * Whether two subjects are one user: identity URLs name the host that happened to be called, so only the
 * org and the user in them count, whose ids come with 15 characters or 18 (salesforce-oauth.md §7).
 */
export function isSameUser(one: string, other: string): boolean {
  const [a, b] = [idsOf(one), idsOf(other)]
  return a === undefined || b === undefined ? one === other : a === b
}

function idsOf(subject: string): string | undefined {
  const match = /\/id\/(00D\w{12})(?:\w{3})?\/(005\w{12})(?:\w{3})?\/?$/.exec(subject)
  return match === null ? undefined : `${match[1] ?? ''}/${match[2] ?? ''}`
}
