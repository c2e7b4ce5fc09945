import type { Credential } from '../kernel/credential.js'
import { AuthError, OAuthResponseError } from '../kernel/errors.js'
import type { Clock, Fetch, Stores, WithLock } from '../kernel/ports.js'
import type { RevokedToken } from '../kernel/revoked-token.js'
import type { Secret } from '../kernel/secret.js'
import { epochSecondsOfMs, type EpochSeconds } from '../kernel/token-set.js'
import {
  hintedIntrospectionRequest,
  processIntrospection,
  type Introspection,
} from '../oauth/introspection.js'
import type { Provider } from '../oauth/provider.js'
import { nothingStored } from './stored-credential.js'
import { inactiveHint, mayNotAskHint } from './introspection-hints.js'
import type { Prove } from './prove-client.js'
import { storedKind } from './stored-kind.js'
import { withHint } from './with-hint.js'

/** Which token is asked about. */
export interface IntrospectRequest {
  readonly profile: string
  /** `undefined` for the profile's own: its access token, unless `kind` says otherwise. */
  readonly token: Secret | undefined
  /** `undefined` where nobody said. */
  readonly kind: RevokedToken | undefined
  /** Seconds a token without a stated lifetime is taken to live. */
  readonly sessionTimeout: number
}

/** What introspection needs of the world. */
export interface IntrospectPorts {
  readonly stores: Stores
  readonly withLock: WithLock
  readonly fetch: Fetch
  readonly clock: Clock
  readonly prove: Prove
  readonly providerOf: (kind: Credential['server']['kind']) => Promise<Provider>
  readonly warn: (message: string) => void
}

/** What the server says of the token, and what to do when it says that it is not active. */
export interface Introspected extends Introspection {
  readonly token: Secret
  readonly hint: string
}

/**
 * Asks the server about a token, as the client of the stored credential (RFC 7662).
 *
 * What it tells of the end of the profile's own access token is kept (cli-contract 8.7).
 *
 * @throws {AuthError} `login_required` without a credential; `unsupported_by_server`; a refusal with the
 * reason this client may not ask; what `fetch` throws.
 */
export async function introspect(
  request: IntrospectRequest,
  ports: IntrospectPorts,
  signal: AbortSignal,
): Promise<Introspected> {
  const { profile } = request
  const credential = await (await ports.stores.holding(profile))?.get(profile)
  if (credential === undefined) throw nothingStored(profile)
  const { server, client } = credential
  const endpoint = server.endpoints.introspection
  if (endpoint === undefined) {
    throw new AuthError(
      'unsupported_by_server',
      `${new URL(server.url).host} has no introspection endpoint`,
      {
        hint: 'read a JWT yourself: oauthctl jwt decode FILE; or try the token: oauthctl userinfo',
      },
    )
  }
  const token = request.token ?? ownToken(credential, request.kind)
  const provider = await ports.providerOf(server.kind)
  const kind = request.kind ?? storedKind(credential, token) ?? provider.tokenKind(token)
  const proven = await ports.prove(client, server, signal)
  const answer = await ports.fetch(
    hintedIntrospectionRequest(endpoint, proven, token, kind),
    signal,
  )
  const told = judged(credential, () => processIntrospection(answer, provider.readRefusal))
  const now = epochSecondsOfMs(ports.clock.nowMs())
  if (told.active) await learn(credential, token, told.expiresAt, ports)
  return { ...told, token, hint: inactiveHint(credential, token, request.sessionTimeout, now) }
}

/** The stored token of that kind. @throws {AuthError} `login_required` when there is none. */
function ownToken(credential: Credential, kind: RevokedToken | undefined): Secret {
  if (kind !== 'refresh_token') return credential.tokens.accessToken
  if (credential.tokens.refreshToken !== undefined) return credential.tokens.refreshToken
  throw new AuthError('login_required', `profile ${credential.profile} has no refresh token`, {
    hint: `leave --token-type-hint out, or log in: oauthctl login -p ${credential.profile}`,
  })
}

function judged(credential: Credential, judge: () => Introspection): Introspection {
  try {
    return judge()
  } catch (error) {
    if (!(error instanceof OAuthResponseError) || error.retryable) throw error
    throw withHint(error, mayNotAskHint(credential))
  }
}

/** A fact learnt is a comfort: a store that cannot take it does not spoil the answer. */
async function learn(
  credential: Credential,
  token: Secret,
  at: EpochSeconds | undefined,
  ports: IntrospectPorts,
): Promise<void> {
  const news = at !== undefined && credential.tokens.expiry?.at !== at
  if (!news || storedKind(credential, token) !== 'access_token') return
  try {
    await ports.withLock(credential.profile, async () => {
      const store = await ports.stores.holding(credential.profile)
      const stored = await store?.get(credential.profile)
      if (stored === undefined || storedKind(stored, token) !== 'access_token') return
      const expiry = { at, source: 'introspection' as const }
      await store?.put({ ...stored, tokens: { ...stored.tokens, expiry } })
    })
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    ports.warn(`what the server says of the token's end was not kept: ${error.message}`)
  }
}
