import type { Credential } from '../kernel/credential.js'
import type { GrantOptions } from '../kernel/grant-options.js'
import type { StoreKind } from '../kernel/ports.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import type { View } from '../kernel/view.js'

/** What a command needs whose grant needs no person. */
export interface GrantContext {
  /** Runs the grant and keeps what it gave, where there is a store to keep it in. */
  readonly obtain: (
    options: GrantOptions,
  ) => Promise<{ readonly credential: Credential; readonly store: StoreKind }>
  readonly now: () => EpochSeconds
  readonly show: (view: View) => void
}

/** Obtains and shows. Without a store the token itself is the result: it is nowhere else. */
export async function runGrantCommand(options: GrantOptions, context: GrantContext): Promise<void> {
  const { credential, store } = await context.obtain(options)
  const told = store === 'memory' ? 'token' : 'grant'
  context.show({ kind: 'tokens', told, credential, store, now: context.now() })
}
