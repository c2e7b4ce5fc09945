import { AuthError } from '../kernel/errors.js'
import {
  mergeJson,
  optionalString,
  own,
  parseJsonObject,
  requiredString,
  type JsonObject,
  type JsonSource,
} from '../kernel/json.js'
import { Secret } from '../kernel/secret.js'
import { later, type EpochSeconds, type Expiry, type TokenSet } from '../kernel/token-set.js'
import { jwtExpiry } from './jwt-claims.js'

const source: JsonSource = {
  name: 'the token answer',
  code: 'bad_answer',
  hint: 'run the command again with -v to see the answer',
}

const maxAccessToken = 16_384
const maxRefreshToken = 4_096
const maxLifetime = 31_536_000

/**
 * Reads a token response (RFC 6749 §5.1), member by member.
 *
 * @param body The parsed response.
 * @param arrival When it arrived: tokens are issued then, unless the server said otherwise.
 * @param earlier The token set it renews: what the new answer does not repeat is kept from it, its
 * refresh token above all (RFC 6749 §6, threat row T57).
 * @throws {AuthError} `bad_answer` naming the member.
 */
export function readTokenAnswer(
  body: JsonObject,
  arrival: EpochSeconds,
  earlier: TokenSet | undefined,
): TokenSet {
  const accessToken = token(
    requiredString(body, 'access_token', source),
    maxAccessToken,
    'access_token',
  )
  const tokenType = requiredString(body, 'token_type', source)
  if (tokenType.toLowerCase() !== 'bearer') {
    throw new AuthError('bad_answer', `the server gave a token of type ${tokenType}, not Bearer`, {
      hint: 'sender-constrained tokens are not supported; switch them off for this client',
    })
  }
  const scope = optionalString(body, 'scope', source)
  return {
    accessToken,
    tokenType,
    refreshToken: replacement(body, earlier),
    idToken: idTokenOf(body),
    scopes: scope === undefined ? earlier?.scopes : scope.split(' ').filter((s) => s !== ''),
    issuedAt: arrival,
    expiry: expiryOf(body, accessToken, arrival),
    instanceUrl: earlier?.instanceUrl,
    answer: new Secret(JSON.stringify(merged(body, earlier))),
  }
}

/** The token set with what an id_token brought taken out again, when it could not be trusted. */
export function withoutIdToken(tokens: TokenSet, earlier: TokenSet): TokenSet {
  const answer = parseJsonObject(tokens.answer.expose(), source)
  const before = own(parseJsonObject(earlier.answer.expose(), source), 'id_token')
  const rest = Object.fromEntries(Object.entries(answer).filter(([name]) => name !== 'id_token'))
  const kept = before === undefined ? rest : mergeJson(rest, { id_token: before })
  return { ...tokens, idToken: earlier.idToken, answer: new Secret(JSON.stringify(kept)) }
}

/**
 * The lifetime a server said, in seconds, or `undefined` when it said none that makes sense (T53).
 */
export function lifetimeOf(body: JsonObject): number | undefined {
  const value = own(body, 'expires_in')
  const seconds = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
  return typeof seconds === 'number' &&
    Number.isInteger(seconds) &&
    seconds >= 1 &&
    seconds <= maxLifetime
    ? seconds
    : undefined
}

function expiryOf(
  body: JsonObject,
  accessToken: Secret,
  arrival: EpochSeconds,
): Expiry | undefined {
  const lifetime = lifetimeOf(body)
  if (lifetime !== undefined) return { at: later(arrival, lifetime), source: 'server' }
  const exp = jwtExpiry(accessToken, arrival)
  return exp === undefined ? undefined : { at: exp, source: 'jwt' }
}

/** RFC 6749 §6: a new refresh token replaces the old one; an absent or empty one leaves it. */
function replacement(body: JsonObject, earlier: TokenSet | undefined): Secret | undefined {
  const value = own(body, 'refresh_token')
  if (typeof value !== 'string' || value === '') return earlier?.refreshToken
  return token(value, maxRefreshToken, 'refresh_token')
}

function idTokenOf(body: JsonObject): Secret | undefined {
  const value = optionalString(body, 'id_token', source)
  return value === undefined || value === '' ? undefined : token(value, maxAccessToken, 'id_token')
}

/** RFC 6749 Appendix A.12: VSCHAR only; anything else could break out of a header line (T56). */
function token(value: string, max: number, member: string): Secret {
  if (value.length > max || !/^[\x21-\x7e]+$/.test(value)) {
    throw new AuthError('bad_answer', `"${member}" of the token answer is not a token`, {
      hint: source.hint,
    })
  }
  return new Secret(value)
}

function merged(body: JsonObject, earlier: TokenSet | undefined): JsonObject {
  if (earlier === undefined) return body
  const before = parseJsonObject(earlier.answer.expose(), source)
  const refresh = own(body, 'refresh_token')
  const usable = typeof refresh === 'string' && refresh !== ''
  const after = usable
    ? body
    : Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'refresh_token'))
  return mergeJson(before, after)
}
