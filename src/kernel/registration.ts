import type { ClientAuthMethod } from './credential.js'
import type { StoreKind } from './ports.js'
import type { ServerTarget } from './profile.js'
import type { Secret } from './secret.js'
import type { EpochSeconds } from './token-set.js'

/** A client that was registered dynamically, with what it takes to use and to manage it (RFC 7591 §3.2.1). */
export interface Registration {
  readonly profile: string
  readonly server: ServerTarget
  readonly clientId: string
  readonly clientSecret: Secret | undefined
  /** `undefined` where the secret lives as long as the client. */
  readonly secretExpiresAt: EpochSeconds | undefined
  readonly authMethod: ClientAuthMethod | undefined
  /** Where the client reads, updates and deletes itself (RFC 7592 §2); `undefined` where it cannot. */
  readonly management: ClientManagement | undefined
}

/** The client configuration endpoint and the token for it (RFC 7592 §3). */
export interface ClientManagement {
  readonly uri: string
  readonly token: Secret
}

/** Sealed registrations, one record for each profile, beside its credential. */
export interface Registrations {
  /**
   * Opens a profile's record with what sealed it. `undefined` when there is none.
   *
   * @throws {AuthError} `store_damaged`, `store_wrong_key`, `store_locked`, `store_unavailable`.
   */
  readonly get: (
    profile: string,
  ) => Promise<{ readonly registration: Registration; readonly sealedBy: StoreKind } | undefined>
  /** Replaces the record atomically and durably. @param kind A store that was proven, or that sealed it before. */
  readonly put: (registration: Registration, kind: StoreKind) => Promise<void>
  /** Removes the record without needing its key. Whether there was one. */
  readonly forget: (profile: string) => Promise<boolean>
}
