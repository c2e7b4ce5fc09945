import type { Role } from './role.js'

/** One request as the ledger shows it. */
export interface LedgerRequest {
  /** Milliseconds since the epoch, by the org's clock. */
  readonly at: number
  readonly host: Role
  readonly method: string
  readonly path: string
  readonly grant_type?: string
  readonly client_id?: string
  /** What the org answered; 0 while it has not, and when it was cut off before it acted. */
  status: number
  readonly secret_in_query: boolean
}

/** What became of refresh tokens that were rotated out and came again. */
export interface ReuseCounts {
  /** Those answered with `invalid_grant`. */
  readonly refused: number
  /** Those answered with tokens. */
  readonly replayed: number
  /** Families that ended because of one. */
  readonly families_revoked: number
}

/** What was asked of the org. */
export interface Ledger {
  readonly record: (request: LedgerRequest) => LedgerRequest
  readonly countGrant: (grantType: string) => void
  /** Counts a refresh at the moment it cannot be undone any more. */
  readonly countRefresh: () => void
  readonly countReuse: (kind: keyof ReuseCounts) => void
  readonly requests: () => readonly LedgerRequest[]
  /** Requests at the token endpoint by `grant_type`. */
  readonly grants: () => Readonly<Record<string, number>>
  readonly refreshes: () => number
  readonly reuse: () => ReuseCounts
  readonly clear: () => void
}

/** So that an org that runs for days does not grow without end. */
const mostRequests = 20_000

const noReuse: ReuseCounts = { refused: 0, replayed: 0, families_revoked: 0 }

/** An empty ledger. */
export function ledger(): Ledger {
  let requests: LedgerRequest[] = []
  const grants = new Map<string, number>()
  let refreshes = 0
  let reuse = noReuse
  return {
    record: (request) => {
      if (requests.length >= mostRequests) requests = requests.slice(mostRequests / 2)
      requests.push(request)
      return request
    },
    countGrant: (grantType) => {
      grants.set(grantType, (grants.get(grantType) ?? 0) + 1)
    },
    countRefresh: () => {
      refreshes += 1
    },
    countReuse: (kind) => {
      reuse = { ...reuse, [kind]: reuse[kind] + 1 }
    },
    requests: () => requests,
    grants: () => Object.fromEntries(grants),
    refreshes: () => refreshes,
    reuse: () => reuse,
    clear: () => {
      requests = []
      grants.clear()
      refreshes = 0
      reuse = noReuse
    },
  }
}
