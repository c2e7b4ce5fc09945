import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { TestOrg } from '../support/emulator.js'

/** What became of refresh tokens that the org had replaced and met again. */
export interface Reuse {
  readonly refused: number
  readonly replayed: number
  readonly families_revoked: number
}

/** An org's ledger at one moment, asked what the torture wants to know. */
export interface Look {
  /** Refresh requests so far. */
  readonly asked: number
  /** Refreshes that the org granted, whether or not anybody learnt of it; replays apart. */
  readonly refreshes: number
  readonly reuse: Reuse
  /** Whether the org would accept that token now. */
  readonly isLive: (token: string | undefined) => boolean
}

/** The ledger as far as it is read here. @see cli-contract.md section 7 */
interface WireLedger {
  readonly requests: readonly {
    readonly path: string
    readonly grant_type?: string
    readonly status: number
  }[]
  readonly tokens: readonly { readonly fingerprint: string; readonly active: boolean }[]
  readonly reuse: Reuse
  readonly refreshes: number
}

const settleMs = 5_000

/** Reads the ledger of an org. */
export async function look(org: TestOrg): Promise<Look> {
  return lookAt(await read(org))
}

/** What was reused between two looks. */
export function reuseBetween(before: Look, after: Look): Reuse {
  return {
    refused: after.reuse.refused - before.reuse.refused,
    replayed: after.reuse.replayed - before.reuse.replayed,
    families_revoked: after.reuse.families_revoked - before.reuse.families_revoked,
  }
}

/**
 * Reads the ledger once the org has answered every refresh that it has begun. A process that was killed may have
 * left one behind. Not for orgs whose connections are cut by a script: those are never answered.
 */
export async function settledLook(org: TestOrg): Promise<Look> {
  const end = performance.now() + settleMs
  for (;;) {
    const ledger = await read(org)
    if (refreshRequests(ledger).every(({ status }) => status !== 0)) return lookAt(ledger)
    if (performance.now() > end) throw new Error(`the org is still refreshing after ${settleMs} ms`)
    await wait(2)
  }
}

async function read(org: TestOrg): Promise<WireLedger> {
  const answer = await fetch(`${org.myDomain}/_emulator/ledger?tokens=active`)
  return (await answer.json()) as WireLedger
}

function lookAt(ledger: WireLedger): Look {
  const active = ledger.tokens.filter((token) => token.active)
  const live = new Set(active.map((token) => token.fingerprint))
  return {
    asked: refreshRequests(ledger).length,
    refreshes: ledger.refreshes,
    reuse: ledger.reuse,
    isLive: (token) => token !== undefined && live.has(fingerprint(token)),
  }
}

function refreshRequests({ requests }: WireLedger): WireLedger['requests'] {
  return requests.filter(
    ({ path, grant_type }) => path === '/services/oauth2/token' && grant_type === 'refresh_token',
  )
}

/** How the contract says that a ledger names a token. */
function fingerprint(token: string): string {
  return `sha256:${createHash('sha256').update(token).digest('hex')}`
}
