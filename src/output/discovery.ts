import type { Json, JsonObject } from '../kernel/json.js'
import type {
  AuthConfigurationView,
  DiscoveryView,
  KeySetView,
  PublishedKey,
} from '../kernel/server-views.js'
import { sanitize } from './sanitize.js'
import type { Style } from './style.js'

const width = 100

/** The text of a server's metadata: endpoints, what it supports, and what is missing or unusual. */
export function discoveryText({ target, document, remarks }: DiscoveryView, style: Style): string {
  const issuer = text(document['issuer']) ?? target.url
  const endpoints = Object.entries(document).flatMap(([member, value]) =>
    isEndpoint(member) && typeof value === 'string'
      ? [[member.replace(/_(?:endpoint|uri)$/, ''), placeOf(value, issuer)] as const]
      : [],
  )
  return [
    style.strong(sanitize(issuer)),
    ...section('Endpoints', endpoints, style),
    ...section('Supported', supported(document), style),
    ...(remarks.length === 0 ? [] : [style.strong('Missing or unusual')]),
    ...remarks.map((remark) => `  - ${sanitize(remark)}`),
    '',
  ].join('\n')
}

/** Where people read about the server is no endpoint. */
function isEndpoint(member: string): boolean {
  return /_endpoint$|^jwks_uri$|^check_session_iframe$/.test(member)
}

/** Short where it is on the issuer, whole where it is elsewhere. */
function placeOf(url: string, issuer: string): string {
  const base = issuer.replace(/\/+$/, '')
  return url.startsWith(`${base}/`) ? url.slice(base.length) : url
}

const labels: readonly (readonly [member: string, label: string])[] = [
  ['response_types_supported', 'responses'],
  ['response_modes_supported', 'response modes'],
  ['grant_types_supported', 'grants'],
  ['code_challenge_methods_supported', 'PKCE'],
  ['token_endpoint_auth_methods_supported', 'client auth'],
  ['id_token_signing_alg_values_supported', 'id_token'],
  ['dpop_signing_alg_values_supported', 'DPoP'],
  ['scopes_supported', 'scopes'],
]

function supported(document: JsonObject): readonly (readonly [string, string])[] {
  return labels.flatMap(([member, label]) => {
    const value = document[member]
    const words = Array.isArray(value) ? value.filter((word) => typeof word === 'string') : []
    return words.length === 0 ? [] : [[label, words.join(', ')] as const]
  })
}

/** The text of an org's login, before anybody has logged in. */
export function authConfigurationText(view: AuthConfigurationView, style: Style): string {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['org', view.orgId],
    ['url', view.url],
    ['login page', [view.pageType, view.pageUrl].filter((part) => part !== undefined).join(', ')],
    ['password', view.takesPassword === undefined ? undefined : view.takesPassword ? 'yes' : 'no'],
    ['certificate', view.certificateLogin ? 'yes' : undefined],
  ]
  const host = view.target.url.replace(/^https:\/\//, '')
  // Only what a shell takes as it is may stand in a command that people paste.
  const named = view.providers.find(({ name }) => /^[\w.-]+$/.test(name ?? ''))?.name
  return [
    style.strong(host),
    ...filled(rows, style),
    ...section('SAML', providerRows(view, 'saml'), style),
    ...section('Authentication providers', providerRows(view, 'auth_provider'), style),
    view.providers.length === 0
      ? 'No other way to log in is offered.'
      : `Straight to one of them: oauthctl login ${host} --sso-provider ${named ?? 'NAME'}`,
    '',
  ].join('\n')
}

function providerRows(
  { providers }: AuthConfigurationView,
  kind: 'saml' | 'auth_provider',
): readonly (readonly [string, string])[] {
  return providers
    .filter((provider) => provider.kind === kind)
    .map(({ name, url }) => [name ?? '(no name)', url ?? '(no address given)'] as const)
}

/** The text of a key set: one key in two lines, its thumbprint on the second. */
export function keySetText({ url, keys }: KeySetView, style: Style): string {
  return [
    `${style.strong(sanitize(url))}  ${keys.length === 1 ? '1 key' : `${keys.length} keys`}`,
    ...keys.flatMap((key) => keyLines(key, style)),
    '',
  ].join('\n')
}

function keyLines(key: PublishedKey, style: Style): readonly string[] {
  const facts = [key.kty, key.size, key.alg, key.use === undefined ? undefined : `use ${key.use}`]
  const known = facts.filter((fact) => fact !== undefined).map((fact) => sanitize(fact))
  return [
    `  ${style.strong(sanitize(key.kid ?? '(no kid)'))}  ${known.join(', ')}`,
    ...(key.thumbprint === undefined ? [] : [`    ${style.dim('sha256')} ${key.thumbprint}`]),
    ...(key.isPrivate
      ? [`    ${style.bad('holds a private member: anyone can sign with it')}`]
      : []),
  ]
}

function section(
  title: string,
  rows: readonly (readonly [string, string | undefined])[],
  style: Style,
): readonly string[] {
  const lines = filled(rows, style)
  return lines.length === 0 ? [] : [style.strong(title), ...lines]
}

function filled(
  rows: readonly (readonly [string, string | undefined])[],
  style: Style,
): readonly string[] {
  const shown = rows.flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [[sanitize(label), sanitize(value, 4_000)] as const],
  )
  const column = Math.max(0, ...shown.map(([label]) => label.length))
  return shown.flatMap(([label, value]) => {
    const [first = '', ...rest] = wrapped(value, width - column - 4)
    const indent = ' '.repeat(column + 4)
    return [
      `  ${style.dim(label.padEnd(column))}  ${first}`,
      ...rest.map((line) => `${indent}${line}`),
    ]
  })
}

/** Breaks a list between its words. */
function wrapped(list: string, columns: number): readonly string[] {
  return list.split(', ').reduce<readonly string[]>((lines, word, index) => {
    const last = lines.at(-1)
    if (last === undefined || index === 0) return [word]
    return last.length + word.length + 2 > columns
      ? [...lines.slice(0, -1), `${last},`, word]
      : [...lines.slice(0, -1), `${last}, ${word}`]
  }, [])
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
