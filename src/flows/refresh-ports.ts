import type { Reach } from '../kernel/checkpoint.js'
import type { Credential } from '../kernel/credential.js'
import type { Clock, DeferSignals, Fetch } from '../kernel/ports.js'
import type { Prove } from './prove-client.js'

/** What a refresh needs of the world. */
export interface RefreshPorts {
  readonly fetch: Fetch
  readonly clock: Clock
  readonly prove: Prove
  /** Makes the credential durable in place of the one before. */
  readonly keep: (credential: Credential) => Promise<void>
  readonly deferSignals: DeferSignals
  readonly reach: Reach
  readonly warn: (message: string) => void
}
