import type { Identity, Server } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import { optionalString, parseJsonObject } from '../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import type { TokenSet } from '../kernel/token-set.js'

/**
 * Builds the request to the identity URL. Its path is called on the pinned instance, never on the host
 * that the answer names, and the token travels in a header (cli-contract 8.5 and 8.12).
 *
 * @returns `undefined` when the answer had no identity URL.
 * @see salesforce-oauth.md §7.2
 */
export function identityRequest(
  server: Server,
  tokens: TokenSet,
  identity: Identity,
): HttpRequest | undefined {
  if (identity.subject === undefined || !URL.canParse(identity.subject)) return undefined
  const base = new URL(tokens.instanceUrl ?? server.url)
  return {
    method: 'GET',
    url: `${base.origin}${new URL(identity.subject).pathname}`,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${tokens.accessToken.expose()}`,
    },
    body: undefined,
  }
}

/** Adds the user name. The identity URL answers plain words when it refuses; those change nothing. */
export function readIdentity(answer: HttpAnswer, identity: Identity): Identity {
  if (answer.status !== 200) return identity
  const source = { name: 'the identity', code: 'bad_answer' as const }
  try {
    const body = parseJsonObject(answer.text, source)
    const username = optionalString(body, 'username', source)
    return username === undefined ? identity : { ...identity, username }
  } catch (error) {
    if (error instanceof AuthError) return identity
    throw error
  }
}
