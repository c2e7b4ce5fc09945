import { parseJsonObject, mergeJson, type JsonObject } from '../kernel/json.js'
import { isoTime } from '../kernel/token-set.js'
import type { BareTokenView, OutputFormat, TokenView } from '../kernel/view.js'
import type { Presentation } from './presentation.js'
import { fingerprint, redactAnswer } from './redact.js'
import { sanitize } from './sanitize.js'
import { assignment, oneLine } from './shell-quote.js'
import { relative } from './times.js'

/** Tokens in every format (cli-contract section 5). */
export function tokenOutput(view: TokenView, as: Presentation): string {
  const { credential } = view
  const token = shown(credential.tokens.accessToken.expose(), as)
  if (as.format === 'json') return `${JSON.stringify(tokenJson(view, as.redact))}\n`
  if (as.format === 'text' && view.told !== 'token') return story(view, as)
  return tokenLine(as.format, token, credential.tokens.instanceUrl)
}

/** A token of which only the token is known. */
export function bareTokenOutput(view: BareTokenView, as: Presentation): string {
  const token = shown(view.accessToken.expose(), as)
  if (as.format === 'json') {
    const body = { access_token: token, token_type: 'Bearer', profile: view.profile }
    return `${JSON.stringify(body)}\n`
  }
  return tokenLine(as.format, token, undefined)
}

function tokenLine(
  format: Exclude<OutputFormat, 'json'>,
  token: string,
  instanceUrl: string | undefined,
): string {
  switch (format) {
    case 'text':
    case 'token':
      return `${oneLine('the access token', token)}\n`
    case 'header':
      return `Authorization: Bearer ${oneLine('the access token', token)}\n`
    case 'env':
    case 'powershell':
    case 'fish':
    case 'dotenv': {
      const lines = [assignment(format, 'ACCESS_TOKEN', token)]
      if (instanceUrl !== undefined) lines.push(assignment(format, 'INSTANCE_URL', instanceUrl))
      return `${lines.join('\n')}\n`
    }
  }
}

function tokenJson(view: TokenView, redact: boolean): JsonObject {
  const { tokens, profile } = view.credential
  const answer = parseJsonObject(tokens.answer.expose(), {
    name: 'the stored token answer',
    code: 'store_damaged',
  })
  const expiry: JsonObject =
    tokens.expiry === undefined
      ? {}
      : { expires_at: tokens.expiry.at, expires_at_iso: isoTime(tokens.expiry.at) }
  return mergeJson(redact ? redactAnswer(answer) : answer, mergeJson({ profile }, expiry))
}

const titles: Readonly<Record<TokenView['told'], string>> = {
  token: 'Token for',
  login: 'Logged in to',
  refresh: 'Refreshed the token for',
  grant: 'Got a token for',
}

/** What a person wants to read after a login or a refresh; never a secret. */
function story(view: TokenView, as: Presentation): string {
  const { credential, now } = view
  const { tokens, identity, server } = credential
  const { style } = as
  const host = new URL(tokens.instanceUrl ?? server.url).host
  const who = identity.username ?? identity.subject
  const title = titles[view.told]
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['profile', credential.profile],
    ['user', who],
    ['org', identity.orgId],
    ['scopes', tokens.scopes?.join(' ')],
    ['expires', tokens.expiry === undefined ? undefined : relative(tokens.expiry.at, now)],
    ['stored', view.store === 'memory' ? 'nowhere: --no-store' : `sealed, key from ${view.store}`],
  ]
  const lines = rows.flatMap(([label, value]) =>
    value === undefined || value === ''
      ? []
      : [`  ${style.dim(label.padEnd(8))} ${sanitize(value)}`],
  )
  return [`${style.good(title)} ${style.strong(sanitize(host))}`, ...lines, ''].join('\n')
}

function shown(token: string, as: Presentation): string {
  return as.redact ? fingerprint(token) : token
}
