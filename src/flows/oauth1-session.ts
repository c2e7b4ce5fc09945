import type { Client, Oauth1Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'
import type { Oauth1Client } from '../oauth/oauth1-request.js'
import { readTokenAnswer } from '../oauth/token-answer.js'
import { processSession, sessionRequest } from '../salesforce/oauth1.js'
import { signedExchange, type SignedPorts } from './signed-exchange.js'

/** An OAuth 1.0.A access token, and what its sessions are for. */
export type Oauth1Grant = Omit<Oauth1Credential, 'tokens' | 'identity' | 'condition'>

/**
 * Opens a session with an OAuth 1.0.A access token: for the first time, or again. The session id is the
 * credential's access token; nobody says how long it lives.
 *
 * The token answer is the server's two members, and beside them what every flow has: `access_token`, which is
 * `sessionId`, `token_type` and `instance_url`, which is the origin of `serverUrl`.
 *
 * @throws {OAuthResponseError} When the server refused.
 * @throws {AuthError} `login_required` when the access token is dead, `input_required` without the secret.
 * @see salesforce-oauth.md §15
 */
export async function oauth1Session(
  grant: Oauth1Grant,
  ports: SignedPorts,
  signal: AbortSignal,
): Promise<Oauth1Credential> {
  const { profile, server, client, accessToken, api } = grant
  const signing = signingClient(client)
  const session = await signedExchange(
    (moment) => sessionRequest(server, api, signing, accessToken, moment),
    (answer) => processSession(answer, server),
    ports,
    signal,
  )
  const arrival = epochSecondsOfMs(ports.clock.nowMs())
  const { instanceUrl, serverUrl, orgId } = session
  const sessionId = session.sessionId.expose()
  const body = {
    serverUrl,
    sessionId,
    access_token: sessionId,
    token_type: 'Bearer',
    instance_url: instanceUrl,
  }
  return {
    grant: 'oauth1',
    profile,
    server,
    client,
    accessToken,
    api,
    identity: { subject: undefined, username: undefined, userId: undefined, orgId },
    tokens: { ...readTokenAnswer(body, arrival, undefined), instanceUrl },
    condition: { kind: 'live' },
  }
}

/** The client with the secret it signs with. @throws {AuthError} `input_required` without one. */
export function signingClient({ id, secret }: Pick<Client, 'id' | 'secret'>): Oauth1Client {
  if (secret !== undefined) return { id, secret }
  throw new AuthError('input_required', `the client ${id} has no secret to sign with`, {
    hint: 'give its consumer secret: --client-secret-file FILE, or OAUTHCTL_CLIENT_SECRET',
  })
}
