import { createHash } from 'node:crypto'
import type { Json } from '../kernel/json.js'

/** Takes secrets out of what a trace shows, and remembers each one to find it again elsewhere. */
export interface Redaction {
  /** The value of a header, form field or query parameter of that name. */
  readonly named: (name: string, value: string) => string
  /** The value of a JSON member of that name, members of members included. */
  readonly json: (name: string, value: Json) => Json
  /** Text without a name: a URL, a message. */
  readonly text: (text: string) => string
}

const secretName =
  /(?:^|_)(?:token|token_hint|secret|password|passcode|otp|assertion|verifier|signature|state|nonce|sid|session_id|credential|authorization)$|^(?:code|device_code|user_code|cookie|set_cookie|cookie_.*|dpop|saml_?re(?:sponse|quest)|software_statement|frontdoor_uri|recaptcha|newpassword)$/

// Members that end like a secret and are none.
const openName = /^(?:require_.*|.*_supported|error_.*|token_type|requested_token_type)$/

// Shorter values stand in ordinary words, and would be found there.
const shortestRemembered = 8

const jwt = /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)*/g
const parameter = /(^|[?&#;])([\w.%-]+)=([^&#\s"'<>\\]+)/g
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu

/** Whether a header, field, parameter or member of that name is a secret, in any spelling. */
function isSecretName(name: string): boolean {
  const snake = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toLowerCase()
  return secretName.test(snake) && !openName.test(snake)
}

/** `<access_token sha256:9f2c41aa len:112>`: tells equal secrets from different ones, and no more. */
export function fingerprint(name: string, value: string): string {
  const digest = createHash('sha256').update(value).digest('hex').slice(0, 8)
  return `<${name} sha256:${digest} len:${value.length}>`
}

/** Starts with nothing remembered: one for each run of the program. */
export function redaction(): Redaction {
  const remembered = new Map<string, string>()

  return { named, json, text }

  function hide(name: string, value: string): string {
    if (value === '') return ''
    const shown = fingerprint(safe(name), value)
    if (value.length >= shortestRemembered) {
      remembered.set(value, shown)
      remembered.set(encodeURIComponent(value), shown)
    }
    return shown
  }

  function named(name: string, value: string): string {
    if (!isSecretName(name)) return text(value)
    const scheme = /^(Basic|Bearer|DPoP|OAuth) (.+)$/i.exec(value)
    return scheme ? `${scheme[1] ?? ''} ${hide(name, scheme[2] ?? '')}` : hide(name, value)
  }

  function json(name: string, value: Json): Json {
    if (isSecretName(name) && value !== null && typeof value !== 'boolean') {
      return hide(name, typeof value === 'string' ? value : JSON.stringify(value))
    }
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map((item: Json) => json(name, item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([member, inner]: [string, Json]) => [
        safe(member),
        json(member, inner),
      ]),
    )
  }

  function text(given: string): string {
    let shown = given.replace(parameter, (whole, mark: string, name: string, value: string) =>
      isSecretName(name) ? `${mark}${name}=${hide(name, value)}` : whole,
    )
    for (const [secret, known] of remembered) shown = shown.replaceAll(secret, known)
    return safe(shown.replace(jwt, (token) => hide('jwt', token)))
  }
}

function safe(text: string): string {
  return text.replace(unseen, '\u{fffd}')
}
