import { afterAll, beforeAll, beforeEach } from 'vitest'
import {
  startOrg,
  type Org,
  type OrgOptions,
  type ReadyApp,
  type ReadyUser,
} from '../../../../src/emulator/index.js'

/** An org that the tests of one file share, as good as new before each. */
export interface SharedOrg {
  readonly hosts: Org['ready']['hosts']
  readonly id: string
  readonly ready: Org['ready']
  readonly app: (name: string) => ReadyApp
  readonly user: (index: number) => ReadyUser
  readonly control: (path: string, body?: unknown) => Promise<Response>
  readonly ledger: (query?: string) => Promise<Ledger>
}

export interface Ledger {
  readonly requests: readonly Record<string, unknown>[]
  readonly grants: Record<string, number>
  readonly tokens: readonly Record<string, unknown>[]
  readonly reuse: Record<'refused' | 'replayed' | 'families_revoked', number>
  readonly refreshes: number
}

export function sharedOrg(options: OrgOptions = {}): SharedOrg {
  let org: Org | undefined
  const ready = (): Org['ready'] => {
    if (org === undefined) throw new Error('not started')
    return org.ready
  }
  const control = (path: string, body?: unknown): Promise<Response> =>
    fetch(`${ready().hosts.my_domain}/_emulator/${path}`, {
      method: 'POST',
      body: body === undefined ? null : JSON.stringify(body),
    })
  beforeAll(async () => {
    org = await startOrg(options)
  })
  beforeEach(async () => {
    await control('reset')
  })
  afterAll(() => org?.close())
  return {
    get hosts() {
      return ready().hosts
    },
    get id() {
      return ready().org_id
    },
    get ready() {
      return ready()
    },
    app: (name) => ready().apps.find((app) => app.name === name)!,
    user: (index) => ready().users[index]!,
    control,
    ledger: async (query = '') =>
      (await (await fetch(`${ready().hosts.my_domain}/_emulator/ledger${query}`)).json()) as Ledger,
  }
}
