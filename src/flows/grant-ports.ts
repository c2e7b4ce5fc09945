import type { Fetch } from '../kernel/ports.js'
import type { ProofPorts, Prove } from './prove-client.js'

/** What running a grant needs of the world. */
export interface GrantPorts extends ProofPorts {
  readonly fetch: Fetch
  readonly prove: Prove
}
