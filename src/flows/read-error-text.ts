import { own, type Json, type JsonObject } from '../kernel/json.js'

/** What somebody wants explained, taken out of what they pasted. */
export type ErrorText =
  /** A code, with or without a description. */
  | { readonly kind: 'error'; readonly error: string; readonly description: string | undefined }
  /** A code of oauthctl itself, from its JSON error line. */
  | { readonly kind: 'own'; readonly error: string }
  /** Anything else: a code, a description, a line of a log. */
  | { readonly kind: 'words'; readonly words: string }
  /** The answer to a request that worked: it holds secrets and no error. */
  | { readonly kind: 'success' }

const longest = 65_536

/**
 * Finds the error in a code, a description, a callback URL, a form, a JSON answer or an error line of
 * oauthctl. Control characters are dropped (threat row T24).
 */
export function readErrorText(text: string): ErrorText {
  const pasted = text.slice(0, longest)
  const json = jsonIn(pasted)
  if (json !== undefined) return ofJson(json)
  const words = pasted
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\s]+/gu, ' ')
    .replace(/[‘’]/g, "'")
    .trim()
  const error = parameter(words, 'error')
  if (error !== undefined && error !== '') {
    return { kind: 'error', error, description: parameter(words, 'error_description') }
  }
  const worked = ['code', 'access_token', 'refresh_token', 'id_token', 'oauth_verifier'].some(
    (name) => parameter(words, name) !== undefined,
  )
  return worked ? { kind: 'success' } : { kind: 'words', words }
}

/** A parameter of a query, a fragment or a form, wherever it stands in the text. */
function parameter(text: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|[?#&\\s"'(])${name}=([^&#"]*)`).exec(text)?.[1]
  if (value === undefined) return undefined
  const spaced = value.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced).trim()
  } catch {
    return spaced.trim()
  }
}

/** The whole text as JSON, else its last line that is: stderr may say more before it. */
function jsonIn(text: string): JsonObject | undefined {
  const lines = text.split('\n').filter((line) => /^\s*[[{]/.test(line))
  for (const candidate of [text, ...lines.reverse()]) {
    const found = objectOf(parsed(candidate))
    if (found !== undefined) return found
  }
  return undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The REST API wraps its error into an array. */
function objectOf(value: unknown): JsonObject | undefined {
  if (Array.isArray(value)) return objectOf(value[0])
  return isObject(value) ? value : undefined
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function ofJson(json: JsonObject): ErrorText {
  const text = (member: string): string | undefined => filled(own(json, member))
  const ours = own(json, 'exit_status') !== undefined
  const error =
    (ours ? text('oauth_error') : undefined) ??
    text('error') ??
    text('errorCode') ??
    text('status_code')
  if (error === undefined) return ofFirstMember(json)
  if (ours && text('oauth_error') === undefined) return { kind: 'own', error }
  const description = ours
    ? text('oauth_error_description')
    : (text('error_description') ?? text('message') ?? text('otp_error'))
  return { kind: 'error', error, description }
}

/** Headless endpoints name a member after the error: `{"invalid_request":"..."}`. */
function ofFirstMember(json: JsonObject): ErrorText {
  const [member, value] = Object.entries(json)[0] ?? []
  const description = filled(value)
  const worked = ['access_token', 'refresh_token', 'active'].some((name) =>
    Object.hasOwn(json, name),
  )
  if (member === undefined || description === undefined || worked) return { kind: 'success' }
  return { kind: 'error', error: member, description }
}

function filled(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
