import type { Json, JsonObject } from '../kernel/json.js'
import type { DecodedJwtView, JwtView, KeygenView, VerifiedJwtView } from '../kernel/jwt-view.js'
import { epochSeconds, isoTime, type EpochSeconds } from '../kernel/token-set.js'
import { fingerprint } from './redact.js'
import { sanitize } from './sanitize.js'
import { oneLine } from './shell-quote.js'
import type { Style } from './style.js'
import { relative } from './times.js'

/** What presenting takes of how a view is to be written. */
interface As {
  readonly redact: boolean
  readonly style: Style
}

/** The JSON of the tools around JWT. */
export function jwtJson(view: JwtView, redact: boolean): object {
  switch (view.kind) {
    case 'jwt-keygen':
      return {
        key_file: view.keyFile,
        certificate_file: view.certificateFile,
        fingerprint_sha256: view.fingerprint,
        not_after: view.notAfter,
        not_after_iso: isoTime(view.notAfter),
        algorithm: 'RS256',
        bits: view.bits,
      }
    case 'jwt-assertion':
      return { assertion: shownSecret(view.assertion.expose(), redact) }
    case 'jwt-decoded':
      return { header: view.header, payload: view.payload }
    case 'jwt-verified':
      return { valid: true, header: view.header, payload: view.payload }
  }
}

/** The text of the tools around JWT. */
export function jwtText(view: JwtView, as: As): string {
  switch (view.kind) {
    case 'jwt-keygen':
      return keygenText(view, as.style)
    case 'jwt-assertion':
      return `${oneLine('the assertion', shownSecret(view.assertion.expose(), as.redact))}\n`
    case 'jwt-decoded':
      return decodedText(view, as.style)
    case 'jwt-verified':
      return verifiedText(view, as.style)
  }
}

function keygenText(view: KeygenView, style: Style): string {
  const [keyFile, certificateFile] = [sanitize(view.keyFile), sanitize(view.certificateFile)]
  const rows = [
    [
      'key',
      `${keyFile}  (RSA ${view.bits}, ${view.encrypted ? 'encrypted, ' : ''}mode 0600; keep it to yourself)`,
    ],
    ['certificate', `${certificateFile}  (upload this one)`],
    ['sha256', view.fingerprint],
    ['expires', `${isoTime(view.notAfter)} (${relative(view.notAfter, view.now)})`],
  ] as const
  return [
    style.good('Made a signing key and its certificate'),
    ...rows.map(([label, value]) => `  ${style.dim(label.padEnd(11))}  ${value}`),
    '',
    style.strong('Next, in Salesforce:'),
    '  1. Setup > External Client App Manager > your app > Settings > OAuth Settings:',
    `     tick Enable JWT Bearer Flow (Use digital signatures) and upload ${certificateFile}`,
    '  2. In the same settings, OAuth Scopes: choose at least',
    '     "Manage user data via APIs (api)" and',
    '     "Perform requests at any time (refresh_token, offline_access)";',
    '     without the second one Salesforce refuses the flow',
    '  3. Policies > OAuth Policies > Permitted Users:',
    '     Admin approved users are pre-authorized',
    '  4. Policies > App Policies: add a profile or permission set of the user',
    '  5. Get a token:',
    `     oauthctl jwt MY-DOMAIN -i CONSUMER-KEY --key-file ${quoted(keyFile)} --username USER`,
    '',
  ].join('\n')
}

/** As a shell wants it to be typed. */
function quoted(path: string): string {
  return /^[\w./+:@-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}

function decodedText(view: DecodedJwtView, style: Style): string {
  return [
    style.strong('Header'),
    ...members(view.header, view.now, style),
    style.strong('Claims'),
    ...members(view.payload, view.now, style),
    `${style.bad('Signature not checked.')} Anyone can write this; to check it: oauthctl jwt verify`,
    '',
  ].join('\n')
}

function verifiedText(view: VerifiedJwtView, style: Style): string {
  const { payload, now } = view
  const expiry = timeOf(payload['exp'])
  const parts = [
    `iss ${claim(payload, 'iss')}${view.issuerChecked ? '' : ' (not checked)'}`,
    `aud ${claim(payload, 'aud')}${view.audienceChecked ? '' : ' (not checked)'}`,
    expiry === undefined ? 'never expires' : `expires ${relative(expiry, now)}`,
  ]
  return `${style.good('signature and claims are valid')}: ${parts.join(', ')}\n`
}

function members(object: JsonObject, now: EpochSeconds, style: Style): readonly string[] {
  const names = Object.keys(object)
  const width = Math.min(16, Math.max(0, ...names.map((name) => name.length)))
  return names.map((name) => {
    const label = style.dim(sanitize(name).padEnd(width))
    return `  ${label}  ${memberValue(name, object[name], now)}`
  })
}

const times = ['exp', 'nbf', 'iat', 'auth_time', 'updated_at']

function memberValue(name: string, value: Json | undefined, now: EpochSeconds): string {
  const time = times.includes(name) ? timeOf(value) : undefined
  if (time === undefined) return shownValue(value)
  return `${shownValue(value)}  ${isoTime(time)}, ${localTime(time)}, ${relative(time, now)}`
}

/** Seconds up to the year 9999; other numbers, milliseconds above all, are shown as they are. */
function timeOf(value: Json | undefined): EpochSeconds | undefined {
  return typeof value === 'number' && value >= 0 && value < 253_402_300_800
    ? epochSeconds(value)
    : undefined
}

/** `2026-11-22 18:00:00 +01:00`, in the zone of this machine. */
function localTime(time: EpochSeconds): string {
  const date = new Date(time * 1000)
  const minutes = -date.getTimezoneOffset()
  const shifted = new Date(date.getTime() + minutes * 60_000).toISOString()
  const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const offset = [hour, minute].map((part) => `${part}`.padStart(2, '0')).join(':')
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 19)} ${minutes < 0 ? '-' : '+'}${offset}`
}

function claim(payload: JsonObject, name: string): string {
  return Object.hasOwn(payload, name) ? shownValue(payload[name]) : '(none)'
}

function shownValue(value: Json | undefined): string {
  return sanitize(typeof value === 'string' ? value : JSON.stringify(value ?? null))
}

function shownSecret(secret: string, redact: boolean): string {
  return redact ? fingerprint(secret) : secret
}
