import { startOrg, type Org } from '../../src/emulator/index.js'

/** The emulator's ledger, as far as tests read it. */
export interface Ledger {
  readonly requests: readonly {
    readonly host: string
    readonly method: string
    readonly path: string
    readonly grant_type?: string
    readonly status: number
    readonly secret_in_query: boolean
  }[]
  readonly grants: Readonly<Record<string, number>>
  readonly tokens: readonly {
    readonly kind: 'access' | 'refresh'
    readonly fingerprint: string
    readonly active: boolean
  }[]
}

/** An org for one test, and its control surface. */
export interface TestOrg extends AsyncDisposable {
  readonly org: Org
  readonly myDomain: string
  readonly app: (name: string) => { readonly id: string; readonly secret: string | undefined }
  readonly ledger: () => Promise<Ledger>
  readonly control: (path: string, body?: unknown) => Promise<void>
}

/** Starts an org that approves by itself, on free ports. */
export async function startTestOrg(options: Parameters<typeof startOrg>[0] = {}): Promise<TestOrg> {
  const org = await startOrg({ port: 0, autoApprove: true, ...options })
  const myDomain = org.ready.hosts.my_domain
  return {
    org,
    myDomain,
    app: (name) => {
      const app = org.ready.apps.find((candidate) => candidate.name === name)
      if (app === undefined) throw new Error(`no app ${name}`)
      return { id: app.client_id, secret: app.client_secret }
    },
    ledger: async () => (await (await fetch(`${myDomain}/_emulator/ledger`)).json()) as Ledger,
    control: async (path, body) => {
      const answer = await fetch(`${myDomain}/_emulator/${path}`, {
        method: 'POST',
        body: JSON.stringify(body ?? {}),
      })
      if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status} ${await answer.text()}`)
    },
    [Symbol.asyncDispose]: () => org.close(),
  }
}
