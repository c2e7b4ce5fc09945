import type { Credential, PendingRefresh } from '../kernel/credential.js'
import { AuthError, OAuthResponseError } from '../kernel/errors.js'
import { own, type JsonObject } from '../kernel/json.js'
import type { HttpAnswer } from '../kernel/ports.js'
import { Secret } from '../kernel/secret.js'
import type { TokenSet } from '../kernel/token-set.js'
import { jsonOf } from '../oauth/answer.js'
import type { Provider } from '../oauth/provider.js'
import { readTokenAnswer, withoutIdToken } from '../oauth/token-answer.js'
import { checkOwner } from './check-owner.js'
import { withCheckedIdToken } from './refresh-id-token.js'
import type { RefreshPorts } from './refresh-ports.js'

/**
 * How one refresh ended.
 *
 * `unsent`: no byte has left. `refused`: the server has answered and done nothing. `lost`: the request has left and
 * no answer has come; `unclear`: an answer has come and says nothing. The record says so in both cases.
 */
export type RefreshOutcome =
  | { readonly kind: 'renewed'; readonly credential: Credential }
  | { readonly kind: 'unsent' | 'refused' | 'lost' | 'unclear'; readonly error: AuthError }

/** A credential whose refresh has been answered and not been judged. */
export type AnsweredCredential = Credential & {
  readonly pending: Extract<PendingRefresh, { readonly kind: 'answered' }>
}

/** Whether a credential holds an answer that is still to be judged. */
export function isAnswered(credential: Credential): credential is AnsweredCredential {
  return credential.pending?.kind === 'answered'
}

/** The credential with nothing under way. */
export function settled(credential: Credential): Credential {
  const { pending: _settled, ...rest } = credential
  return rest
}

/**
 * Judges a kept answer and commits what it brought. Sends nothing, so it can be done by whoever finds the answer.
 *
 * A rotated refresh token is kept whatever is wrong with the rest: the old one is spent.
 *
 * @param signal Ends the check of the id_token, which comes after the commit.
 * @throws {AuthError} `request_refused` when the tokens are another user's (threat row T58), `bad_answer` for an
 * answer that is complete and unusable; store errors.
 */
export async function commitAnswer(
  answered: AnsweredCredential,
  provider: Provider,
  ports: RefreshPorts,
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const { pending, server, tokens } = answered
  const answer = {
    status: 200,
    headers: {},
    text: pending.answer.expose(),
    url: server.endpoints.token,
  }
  const read = readBody(answer, provider)
  if (read.kind !== 'body') {
    await ports.keep(read.kind === 'refused' ? settled(answered) : unanswered(answered))
    return read
  }
  const { body } = read
  const renewed = await completed(answered, provider, body, ports)
  const unchecked = committed(answered, withoutIdToken(renewed, tokens))
  ports.reach('CP8')
  await ports.keep(unchecked)
  ports.reach('CP9')
  if (own(body, 'id_token') === undefined) return { kind: 'renewed', credential: unchecked }
  const credential = await withCheckedIdToken(unchecked, renewed, body, provider, ports, signal)
  return { kind: 'renewed', credential }
}

/** Tells a plain refusal, after which nothing has changed, from an answer that says nothing (rows N8, T52). */
export function refusalOf(
  answer: HttpAnswer,
  provider: Provider,
): { readonly kind: 'refused' | 'unclear'; readonly error: AuthError } {
  const read = readBody(answer, provider)
  if (read.kind !== 'body') return read
  throw new TypeError('a token answer is no refusal')
}

function readBody(
  answer: HttpAnswer,
  provider: Provider,
):
  | { readonly kind: 'body'; readonly body: JsonObject }
  | { readonly kind: 'refused' | 'unclear'; readonly error: AuthError } {
  try {
    return { kind: 'body', body: jsonOf(answer, 'the token answer', provider.readRefusal) }
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    const plain =
      error instanceof OAuthResponseError ||
      error.code === 'rate_limited' ||
      error.code === 'unexpected_redirect'
    return { kind: plain ? 'refused' : 'unclear', error }
  }
}

async function completed(
  answered: AnsweredCredential,
  provider: Provider,
  body: JsonObject,
  ports: RefreshPorts,
): Promise<TokenSet> {
  const { pending, server, tokens } = answered
  try {
    checkOwner(answered, provider, body)
    const read = readTokenAnswer(body, pending.arrival, tokens)
    return provider.completeTokens(read, body, server)
  } catch (error) {
    await ports.keep(salvaged(answered, body))
    throw error
  }
}

function committed(answered: AnsweredCredential, tokens: TokenSet): Credential {
  const before = answered.tokens.refreshToken
  const rotates = before?.expose() !== tokens.refreshToken?.expose()
  const { previous: _worked, ...rest } = settled(answered)
  return {
    ...rest,
    tokens,
    condition: { kind: 'live' },
    rotates,
    ...(rotates && before !== undefined ? { previous: before } : {}),
  }
}

/** What is certain of an answer that is otherwise unusable. */
function salvaged(answered: AnsweredCredential, body: JsonObject): Credential {
  const given = own(body, 'refresh_token')
  if (given === undefined || given === null || given === '') return settled(answered)
  if (typeof given !== 'string' || !/^[\x21-\x7e]{1,4096}$/.test(given)) return unanswered(answered)
  const { refreshToken: before } = answered.tokens
  if (given === before?.expose()) return settled(answered)
  return {
    ...settled(answered),
    tokens: { ...answered.tokens, refreshToken: new Secret(given) },
    rotates: true,
    ...(before === undefined ? {} : { previous: before }),
  }
}

/** An answer that says nothing is as good as none. */
function unanswered(answered: AnsweredCredential): Credential {
  const { at, lastTry } = answered.pending
  return { ...answered, pending: { kind: 'sent', at, lastTry } }
}
