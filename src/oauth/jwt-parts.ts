import { AuthError } from '../kernel/errors.js'
import { optionalString, own, parseJsonObject, type JsonObject } from '../kernel/json.js'
import type { DecodedJwt } from '../kernel/jwt-view.js'
import type { Secret } from '../kernel/secret.js'

/** Longer ones are no tokens: the servers that take them stop at a fraction of it. */
const maxLength = 65_536
/** With it every header begins; what begins otherwise is no JWT at all. */
const openingBrace = 0x7b

/**
 * Takes a signed JWT apart without judging it.
 *
 * @throws {AuthError} `token_invalid` saying plainly what the token is instead: opaque, encrypted, damaged.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7515#section-7.1 RFC 7515 §7.1}
 */
export function jwtParts(token: Secret): DecodedJwt {
  const text = token.expose()
  if (text.length > maxLength) throw refuse(`it is longer than ${maxLength} characters`, copyHint)
  const segments = text.split('.')
  const [first = '', second = ''] = segments
  if (Buffer.from(first, 'base64url')[0] !== openingBrace)
    throw refuse('it is opaque, and only its issuer can read it', askHint)
  if (segments.length === 5) throw encrypted(first)
  if (segments.length !== 3) {
    throw refuse(`it has ${segments.length} parts where a JWT has three`, copyHint)
  }
  if (!segments.every((segment) => /^[\w-]*$/.test(segment))) {
    throw refuse('it carries characters that are not base64url', copyHint)
  }
  return { header: jsonOf(first, 'header'), payload: jsonOf(second, 'payload') }
}

const askHint = 'ask the server what it says of the token: oauthctl introspect FILE'
const copyHint = 'copy the token again, whole and without line breaks'

function encrypted(header: string): AuthError {
  const parsed = jsonOf(header, 'header')
  const source = { name: 'the header of the token', code: 'token_invalid' as const }
  const cipher =
    own(parsed, 'enc') === undefined ? undefined : optionalString(parsed, 'enc', source)
  return cipher === undefined
    ? refuse('it has 5 parts where a JWT has three', copyHint)
    : refuse(`it is encrypted (JWE, ${cipher}), and only its audience can read it`, askHint)
}

function jsonOf(segment: string, part: 'header' | 'payload'): JsonObject {
  const source = {
    name: `the ${part} of the token`,
    code: 'token_invalid' as const,
    hint: copyHint,
  }
  let text: string
  try {
    text = utf8.decode(Buffer.from(segment, 'base64url'))
  } catch (cause) {
    throw new AuthError(source.code, `${source.name} is not UTF-8`, { cause, hint: copyHint })
  }
  return parseJsonObject(text, source)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function refuse(reason: string, hint: string): AuthError {
  return new AuthError('token_invalid', `the token is not a signed JWT: ${reason}`, { hint })
}
