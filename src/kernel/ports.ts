import type { Credential } from './credential.js'
import type { Registrations } from './registration.js'
import type { Secret } from './secret.js'

/** The wall clock and waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number
  /** Waits that many milliseconds, or rejects with the signal's reason. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

/** Randomness fit for secrets. */
export interface Random {
  /** That many random bytes in base64url without padding. */
  readonly base64url: (bytes: number) => string
}

/** One HTTP request. The adapter adds nothing to it but what HTTP itself needs. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** Largest accepted answer body in bytes. Default 262,144. */
  readonly maxBytes?: number
  /** Milliseconds the whole exchange is given at least, whatever the run's own limit is. */
  readonly timeoutMs?: number
  /**
   * Awaited when the connection stands and before a byte of the request leaves. What it throws ends the
   * request unsent and is thrown as it is.
   */
  readonly beforeSend?: () => Promise<void>
  /** Called at the last moment: while it has not been called, no byte has left. */
  readonly leaving?: () => void
  /** Called when the request has been handed to the connection. */
  readonly afterSend?: () => void
}

/** One HTTP answer, its body read whole and decoded as UTF-8. Redirects come back as they are. */
export interface HttpAnswer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** What was called, for messages. */
  readonly url: string
}

/**
 * Sends one request and reads the whole answer. Never follows a redirect.
 *
 * @throws {AuthError} `network_error`, `proxy_error`, `tls_error`, `timeout` or `bad_answer`; and the
 * signal's reason when it was aborted.
 */
export type Fetch = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>

/** A certificate chain and its private key, both PEM. */
export interface ServerCertificate {
  readonly certificate: string
  readonly key: string
}

/** What the callback listener needs to know before the browser is sent away (RFC 8252 §7.3). */
export interface ListenRequest {
  /** The redirect URI to serve. Port 0 stands for any free port. Loopback hosts only. */
  readonly redirectUri: string
  /** Where the server puts its answer: behind `?`, or behind `#` where only a script can read it. */
  readonly answerIn: 'query' | 'fragment'
  /** Tried in order after the first port when it is busy. Each must be registered at the server. */
  readonly otherPorts: readonly number[]
  /** The `state` every genuine callback carries; while a function gives an empty one, nothing is genuine. */
  readonly state: string | (() => string)
  /** The parameter that carries it; absent: `state`. OAuth 1.0 has `oauth_token` for it (RFC 5849 §2.2). */
  readonly stateIn?: 'state' | 'oauth_token'
}

/** The parameters of a genuine callback, each given once. */
export type CallbackParameters = Readonly<Record<string, string>>

/** What the page at the end of a login says. Plain text; the page escapes it. */
export type LandingView =
  | {
      readonly kind: 'success'
      readonly profile: string
      readonly user: string | undefined
      readonly server: string
      readonly orgId: string | undefined
      readonly scopes: readonly string[]
    }
  | {
      readonly kind: 'failure'
      readonly title: string
      readonly message: string
      readonly hint: string | undefined
    }

/** A bound callback listener. Disposing it answers what waits, then closes every socket. */
export interface CallbackListener extends AsyncDisposable {
  /** With the real port in it: send exactly this to the server. */
  readonly redirectUri: string
  /**
   * Makes a loopback URL of ours that redirects to the authorization URL, so that no URL made by a
   * server is ever handed to another process.
   */
  readonly visitUrl: (authorizationUrl: string) => string
  /** Resolves once with the first genuine callback; rejects with the signal's reason. */
  readonly received: (signal: AbortSignal) => Promise<CallbackParameters>
  /** Answers the waiting browser with the page that says how the login ended. */
  readonly finish: (view: LandingView) => void
}

/**
 * Binds the callback listener.
 *
 * @throws {AuthError} `port_in_use` naming the port, `bad_configuration` for a redirect URI that is
 * not on loopback, and for a certificate that cannot be served.
 */
export type Listen = (request: ListenRequest) => Promise<CallbackListener>

/** Tries to open a loopback URL of ours in a browser. `false` when it could not be started. */
export type OpenUrl = (url: string, browser: string | undefined) => Promise<boolean>

/** A loopback URL of ours that leads a browser to a page of a server while it is not disposed. */
export interface Signpost extends AsyncDisposable {
  readonly url: string
  /** Resolves when the first browser has been led there; rejects with the signal's reason. */
  readonly visited: (signal: AbortSignal) => Promise<void>
}

/** Opens a {@link Signpost} to an absolute URL. @throws {AuthError} `port_in_use`. */
export type OpenSignpost = (target: string) => Promise<Signpost>

/** Where the key that seals credentials comes from. */
export type StoreKind = 'keychain' | 'passphrase' | 'key-file' | 'memory'

/** 32 bytes that seal records, and the public facts a reader needs to find them again. */
export interface SealingKey {
  readonly key: Uint8Array
  /** Goes into the sealed header: a salt and cost, or nothing. Never secret. */
  readonly parameters: Readonly<Record<string, string | number>>
}

/** A place that keeps or derives the sealing key. */
export interface KeySource {
  readonly kind: StoreKind
  /** For people: `macOS Keychain`, `key file ~/.local/state/oauthctl/store.key`. */
  readonly label: string
  /** Write, read and delete of a dummy, so that a login cannot end with nowhere to put its tokens. */
  readonly prove: () => Promise<void>
  /** The key for a record about to be written; makes one at first use. */
  readonly keyForWriting: () => Promise<SealingKey>
  /** The key for a record that was sealed with these parameters. */
  readonly keyForReading: (parameters: Readonly<Record<string, unknown>>) => Promise<Uint8Array>
}

/** Sealed credentials, one record for each profile. */
export interface CredentialStore {
  readonly kind: StoreKind
  readonly label: string
  /** @throws {AuthError} `store_damaged`, `store_wrong_key`, `store_locked`, `store_unavailable`. */
  readonly get: (profile: string) => Promise<Credential | undefined>
  /** Replaces the record atomically and durably. */
  readonly put: (credential: Credential) => Promise<void>
  /** Another text whenever the record was replaced; cheap, and needs no key. */
  readonly stamp: (profile: string) => string
  /** Whether there was one. */
  readonly delete: (profile: string) => Promise<boolean>
}

/** Chooses among the stores: reading uses what sealed a record, writing what was chosen and proven. */
export interface Stores {
  /** The store that sealed the profile's record, or `undefined` when there is none. */
  readonly holding: (profile: string) => Promise<CredentialStore | undefined>
  /**
   * The store for a new record, proven by a write, read and delete before it is returned.
   *
   * @param forced From `--store` or `OAUTHCTL_STORE`; its failure is never papered over.
   * @throws {AuthError} `store_unavailable` or `store_locked` with a hint that names the other stores.
   */
  readonly chosen: (forced: StoreKind | undefined) => Promise<CredentialStore>
  /** Removes the record without needing its key. Whether there was one. */
  readonly forget: (profile: string) => Promise<boolean>
  /** The clients that were registered dynamically. `holding`, `chosen` and `forget` know nothing of them. */
  readonly registrations: Registrations
}

/** What is known, across configurations, of refresh tokens that a server has replaced. Never fails. */
export interface SpentTokens {
  /** The state folder that holds the successor of a refresh token, or `undefined` when none is known. */
  readonly find: (credential: Credential, refreshToken: Secret) => Promise<string | undefined>
  /** Remembers that this configuration holds the successor. */
  readonly add: (credential: Credential, refreshToken: Secret) => Promise<void>
}

/** How a lock is waited for. */
export interface LockWait<T> {
  /** Ends the waiting, not the section. */
  readonly signal?: AbortSignal
  /** Called once everything is there to ask for the lock, before it is asked for. */
  readonly ready?: () => void
  /** Asked before each try; what it gives ends the waiting, and the section is not run. */
  readonly meanwhile?: () => Promise<T | undefined>
}

/**
 * Runs a critical section under the kernel lock of that name; the lock is freed the moment its
 * holder dies.
 *
 * @throws {AuthError} `timeout` when the lock was not free within the deadline; the signal's reason when
 * it fired before the lock was had.
 */
export type WithLock = <T>(
  name: string,
  section: () => Promise<T>,
  wait?: LockWait<T>,
) => Promise<T>

/** Runs a critical section under a lock that every configuration of this user takes for the same credential. */
export type WithCredentialLock = <T>(
  credential: Credential,
  section: () => Promise<T>,
  wait?: LockWait<T>,
) => Promise<T>

/**
 * Puts off SIGINT, SIGTERM, SIGHUP and SIGQUIT until it is disposed: what has begun is ended first. A person who
 * asks to end it is told why it goes on.
 */
export type DeferSignals = () => Disposable
