import type { Json, JsonObject } from '../kernel/json.js'
import type { DeregistrationView, RegistrationView } from '../kernel/server-views.js'
import { isoTime } from '../kernel/token-set.js'
import { fingerprint, redactAnswer } from './redact.js'
import { sanitize } from './sanitize.js'
import type { Style } from './style.js'
import { relative } from './times.js'

/** The JSON of a registered client: the server's document as it came. */
export function registrationJson({ document }: RegistrationView, redact: boolean): JsonObject {
  if (!redact) return document
  return Object.fromEntries(
    Object.entries(redactAnswer(document)).map(([name, value]) => [
      name,
      name === 'registration_access_token' && typeof value === 'string'
        ? fingerprint(value)
        : value,
    ]),
  )
}

/** The JSON of a client that is gone: the server sends nothing about it. */
export function deregistrationJson({ clientId }: DeregistrationView): object {
  return { client_id: clientId, deleted: true }
}

const headlines: Readonly<Record<RegistrationView['told'], string>> = {
  registered: 'Registered',
  shown: 'Client',
  updated: 'Updated',
}

/** The text of a registered client. Its secrets are never in it. */
export function registrationText(view: RegistrationView, style: Style): string {
  const { document, profile } = view
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['client id', words(document['client_id'])],
    ['secret', secretText(view)],
    ['auth', words(document['token_endpoint_auth_method'])],
    ['type', words(document['application_type'])],
    ['redirects', words(document['redirect_uris'])],
    ['grants', words(document['grant_types'])],
    ['responses', words(document['response_types'])],
    // `scope` is the standard's (RFC 7591 §2), `scopes` Salesforce's.
    ['scopes', words(document['scope'] ?? document['scopes'])],
    ['contacts', words(document['contacts'])],
    ['profile', view.store === 'memory' ? undefined : profile],
  ]
  const name = words(document['client_name'])
  const title = `${headlines[view.told]} ${name === undefined ? '' : `${style.strong(sanitize(name))} `}at ${view.host}`
  return [
    view.told === 'shown' ? title : style.good(title),
    ...rows.flatMap(([label, value]) =>
      value === undefined || value === ''
        ? []
        : [`  ${style.dim(label.padEnd(9))}  ${sanitize(value)}`],
    ),
    ...next(view),
    '',
  ].join('\n')
}

function secretText(view: RegistrationView): string | undefined {
  if (!view.hasSecret) return 'none'
  const place = view.store === 'memory' ? 'kept nowhere' : `sealed in profile ${view.profile}`
  return view.secretExpiresAt === undefined
    ? place
    : `${place}, expires ${isoTime(view.secretExpiresAt)} (${relative(view.secretExpiresAt, view.now)})`
}

function next({ told, profile, store, managed }: RegistrationView): readonly string[] {
  if (told !== 'registered' || store === 'memory') return []
  const named = profile === 'default' ? '' : ` -p ${profile}`
  return [
    `Log in with it: oauthctl login${named}`,
    managed
      ? `Later: oauthctl register show, update or delete${named}`
      : 'The server gave no way to change or delete the client later.',
  ]
}

/** The text of a client that is gone. */
export function deregistrationText(view: DeregistrationView, style: Style): string {
  return `${style.good(`Removed the client ${sanitize(view.clientId)} at ${view.host}`)}; profile ${view.profile} keeps its settings\n`
}

function words(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value
  return Array.isArray(value)
    ? value.filter((word) => typeof word === 'string').join(', ')
    : undefined
}
