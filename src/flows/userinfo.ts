import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import { own, type JsonObject } from '../kernel/json.js'
import type { Clock, Fetch, HttpRequest } from '../kernel/ports.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'
import { refuseBusy, refuseRedirect } from '../oauth/answer.js'
import { unverifiedClaims } from '../oauth/jwt-claims.js'
import type { Provider } from '../oauth/provider.js'
import { signedUserinfo, userinfoRequest } from '../oauth/userinfo.js'
import { readSignedUserinfo } from './signed-userinfo.js'

/** What asking for a token's user needs of the world. */
export interface UserinfoPorts {
  readonly fetch: Fetch
  readonly clock: Clock
}

/**
 * Asks the userinfo endpoint whose token it is.
 *
 * @param owner `stored` when the token is the credential's own, so that the answer must be about the user who
 * logged in (threat row T19); `unknown` when it came from elsewhere.
 * @returns The document as it came; of a signed answer its claims.
 * @throws {AuthError} `unsupported_by_server`; `request_refused` when the answer is about somebody else;
 * `token_invalid` or `access_denied` when the token does not do; what `fetch` throws.
 * @see OpenID Connect Core §5.3
 */
export async function userinfo(
  credential: Credential,
  owner: 'stored' | 'unknown',
  provider: Provider,
  ports: UserinfoPorts,
  signal: AbortSignal,
): Promise<JsonObject> {
  const { server, tokens } = credential
  if (server.endpoints.userinfo === undefined) {
    throw new AuthError(
      'unsupported_by_server',
      `${new URL(server.url).host} has no userinfo endpoint`,
      { hint: 'see what the stored login says: oauthctl status' },
    )
  }
  const request = userinfoRequest(server.endpoints.userinfo, tokens.accessToken)
  const document = await asked(request, credential, provider, ports, signal)
  if (owner === 'stored') refuseAnother(credential, document, 'sub', provider)
  return document
}

/**
 * Asks the identity URL whose token it is: on the pinned origin, never on the host that it names.
 *
 * @throws {AuthError} As {@link userinfo}.
 * @see salesforce-oauth.md §7.2
 */
export async function identityDocument(
  credential: Credential,
  owner: 'stored' | 'unknown',
  provider: Provider,
  ports: UserinfoPorts,
  signal: AbortSignal,
): Promise<JsonObject> {
  const { server, tokens, identity } = credential
  const request = provider.identityRequest(server, tokens, identity)
  if (request === undefined) {
    throw new AuthError(
      'unsupported_by_server',
      `${new URL(server.url).host} gave no identity URL with its token`,
      { hint: 'ask the userinfo endpoint: oauthctl userinfo' },
    )
  }
  const document = await asked(request, credential, provider, ports, signal)
  if (owner === 'stored') refuseAnother(credential, document, 'id', provider)
  return document
}

async function asked(
  request: HttpRequest,
  credential: Credential,
  provider: Provider,
  ports: UserinfoPorts,
  signal: AbortSignal,
): Promise<JsonObject> {
  const answer = await ports.fetch(request, signal)
  refuseRedirect(answer)
  refuseBusy(answer, new URL(answer.url).host)
  const signed = signedUserinfo(answer)
  if (signed === undefined) return provider.processUserinfo(answer)
  const now = epochSecondsOfMs(ports.clock.nowMs())
  return readSignedUserinfo(signed, credential, ports.fetch, now, signal)
}

/** OpenID Connect Core §5.3.2: without the subject of the id_token an answer must not be used (T19). */
function refuseAnother(
  { tokens, identity, server, profile }: Credential,
  document: JsonObject,
  member: 'sub' | 'id',
  provider: Provider,
): void {
  const claims = tokens.idToken === undefined ? undefined : unverifiedClaims(tokens.idToken)
  const known = [claims?.['sub'], identity.subject].filter((one) => typeof one === 'string')
  const told = own(document, member)
  const same = (one: string): boolean =>
    typeof told === 'string' && provider.isSameSubject(one, told)
  if (known.every(same)) return
  throw new AuthError(
    'request_refused',
    `${new URL(server.url).host} ${told === undefined ? 'did not say whom its answer is about' : 'answered about another user than the one who logged in'}`,
    { hint: `log in again: oauthctl login -p ${profile}` },
  )
}
