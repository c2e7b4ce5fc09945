import { isApproved, type Credential, type ServerKind } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Clock, CredentialStore, Fetch, Stores, WithLock } from '../kernel/ports.js'
import type { RevokedToken } from '../kernel/revoked-token.js'
import type { Secret } from '../kernel/secret.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'
import type { Provider } from '../oauth/provider.js'
import { nothingStored } from './stored-credential.js'
import type { Prove } from './prove-client.js'
import { storedKind } from './stored-kind.js'
import { within } from './within.js'
import { withHint } from './with-hint.js'

/** Which token is to die. */
export interface RevokeRequest {
  readonly profile: string
  /** `undefined` for the profile's own: its refresh token, else its access token, unless `kind` says which. */
  readonly token: Secret | undefined
  /** `undefined` where nobody said. */
  readonly kind: RevokedToken | undefined
}

/** What a revocation needs of the world. */
export interface RevokePorts {
  readonly stores: Stores
  readonly withLock: WithLock
  readonly fetch: Fetch
  readonly clock: Clock
  readonly prove: Prove
  readonly providerOf: (kind: ServerKind) => Promise<Provider>
}

/** What the server has confirmed, and what it means for the profile. */
export interface RevokeResult {
  readonly server: ServerKind
  readonly host: string
  /** `token` where nobody knows which kind it was. */
  readonly token: RevokedToken | 'token'
  readonly outcome: 'revoked' | 'dead_already'
  readonly marked: boolean
  readonly renewal: 'refresh' | 'login'
  readonly refreshTokenLeft: boolean
}

/** Threat row T66. */
const deadlineMs = 10_000

const reasons: Readonly<Record<RevokeResult['outcome'], string>> = {
  revoked: 'revoked by oauthctl revoke',
  dead_already: 'dead at the server already when oauthctl revoke asked',
}

/**
 * Revokes one token at the endpoint pinned at login (RFC 7009), under the profile's lock.
 *
 * When it was one of the profile's own, its credential stays and is marked dead, so that no command hands
 * it out. Nothing is marked unless the server confirmed that the token is dead (threat row T66).
 *
 * @throws {AuthError} `login_required` with nothing to revoke; `unsupported_by_server`; `timeout` after 10
 * seconds; `partly_done` when the token is dead and the mark could not be kept; what the server refused with.
 */
export async function revoke(
  request: RevokeRequest,
  ports: RevokePorts,
  signal: AbortSignal,
): Promise<RevokeResult> {
  const { profile } = request
  return ports.withLock(profile, async () => {
    const store = await ports.stores.holding(profile)
    const credential = await store?.get(profile)
    if (store === undefined || credential === undefined) throw nothingStored(profile)
    const token = request.token ?? ownToken(credential, request.kind)
    const own = storedKind(credential, token)
    const provider = await ports.providerOf(credential.server.kind)
    const kind = own ?? request.kind ?? provider.tokenKind(token)
    const { host } = new URL(credential.server.url)
    const outcome = await asked(credential, token, kind, provider, ports, signal)
    if (own !== undefined && credential.condition.kind === 'live') {
      await mark(store, credential, outcome, ports.clock)
    }
    return {
      server: credential.server.kind,
      host,
      token: kind ?? 'token',
      outcome,
      marked: own !== undefined,
      ...aftermath(credential, own),
    }
  })
}

function ownToken({ tokens, profile }: Credential, kind: RevokedToken | undefined): Secret {
  if (kind === 'access_token') return tokens.accessToken
  if (tokens.refreshToken !== undefined) return tokens.refreshToken
  if (kind === undefined) return tokens.accessToken
  throw new AuthError('login_required', `profile ${profile} has no refresh token to revoke`, {
    hint: `revoke its access token: oauthctl revoke -p ${profile}`,
  })
}

/** A refresh token that is left, or a grant that runs again, needs no person. */
function aftermath(
  credential: Credential,
  own: RevokedToken | undefined,
): Pick<RevokeResult, 'renewal' | 'refreshTokenLeft'> {
  const hasRefreshToken = credential.tokens.refreshToken !== undefined
  const refreshTokenLeft = hasRefreshToken && own !== 'refresh_token'
  const runsAgain = !isApproved(credential) && !hasRefreshToken
  return { refreshTokenLeft, renewal: refreshTokenLeft || runsAgain ? 'refresh' : 'login' }
}

async function asked(
  { server, client }: Credential,
  token: Secret,
  kind: RevokedToken | undefined,
  provider: Provider,
  ports: RevokePorts,
  signal: AbortSignal,
): Promise<RevokeResult['outcome']> {
  const { host } = new URL(server.url)
  const endpoint = server.endpoints.revocation
  if (endpoint === undefined) {
    throw new AuthError('unsupported_by_server', `${host} has no revocation endpoint`, {
      hint: "end the session in the server's own settings, then forget it here: oauthctl logout --local",
    })
  }
  const late = new AuthError(
    'timeout',
    `${host} did not answer the revocation within ${deadlineMs / 1000} seconds`,
    { hint: 'run the command again' },
  )
  const outcome = await confirmed(signal, () =>
    within(deadlineMs, late, ports.clock, signal, async (inTime) => {
      const proven = await ports.prove(client, server, inTime)
      const request = provider.revocationRequest(endpoint, proven, token, kind)
      return provider.processRevocation(await ports.fetch(request, inTime))
    }),
  )
  if (outcome !== 'unsupported_type') return outcome
  throw new AuthError('request_refused', `${host} revokes no tokens of this kind`, {
    hint: `give an access token or a refresh token of this server, whole and alone; ${unmarked}`,
  })
}

const unmarked = 'until the server confirms, the token may live, and nothing is marked here'

/** A failure tells what it leaves behind as well. */
async function confirmed<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AuthError)) throw error
    throw withHint(error, `${error.hint ?? 'run the command again with -v'}; ${unmarked}`)
  }
}

async function mark(
  store: CredentialStore,
  credential: Credential,
  outcome: RevokeResult['outcome'],
  clock: Clock,
): Promise<void> {
  const since = epochSecondsOfMs(clock.nowMs())
  const { profile } = credential
  try {
    const condition = { kind: 'dead', reason: reasons[outcome], since } as const
    await store.put({ ...credential, condition })
  } catch (cause) {
    if (!(cause instanceof AuthError)) throw cause
    throw new AuthError(
      'partly_done',
      `the token is dead at the server, but the credential of profile ${profile} could not be marked: ${cause.message}`,
      { cause, hint: `forget it: oauthctl logout --local -p ${profile}` },
    )
  }
}
