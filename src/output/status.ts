import { isoTime } from '../kernel/token-set.js'
import type { StatusState, StatusView } from '../kernel/view.js'
import { sanitize } from './sanitize.js'
import type { Style } from './style.js'
import { relative } from './times.js'

/** The JSON of `status` (cli-contract section 5). Members that are not known are null. */
export function statusJson(view: StatusView): object {
  const { credential, target } = view
  const tokens = credential?.tokens
  const expiry = tokens?.expiry
  return {
    profile: view.profile,
    server: target?.kind ?? null,
    host: target === undefined ? null : new URL(target.url).host,
    issuer: credential?.server.issuer ?? null,
    grant: credential?.grant ?? null,
    user: {
      username: credential?.identity.username ?? null,
      user_id: credential?.identity.userId ?? credential?.identity.subject ?? null,
    },
    org_id: credential?.identity.orgId ?? null,
    instance_url: tokens?.instanceUrl ?? null,
    scopes: tokens?.scopes ?? [],
    state: view.state,
    issued_at: tokens?.issuedAt ?? null,
    expires_at: expiry?.at ?? null,
    expires_at_iso: expiry === undefined ? null : isoTime(expiry.at),
    expiry_source: view.expirySource ?? null,
    refreshable: view.refreshable,
    store: view.store ?? null,
    ...(view.origins === undefined ? {} : { origins: view.origins }),
  }
}

const told: Readonly<Record<StatusState, string>> = {
  valid: 'valid',
  stale: 'stale: the next `oauthctl token` refreshes it',
  unknown: 'unknown: the server said no lifetime, and the assumed one is over',
  login_needed: 'login needed',
}

/** The text of `status`: one compact block. */
export function statusText(view: StatusView, style: Style): string {
  const { credential, target, now } = view
  const tokens = credential?.tokens
  const state = view.reason === undefined ? told[view.state] : `${told[view.state]}: ${view.reason}`
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['profile', view.profile],
    ['state', state],
    ['user', credential?.identity.username ?? credential?.identity.subject],
    ['org', credential?.identity.orgId],
    ['host', target === undefined ? undefined : new URL(target.url).host],
    ['api', tokens?.instanceUrl],
    ['scopes', tokens?.scopes?.join(' ')],
    ['issued', tokens === undefined ? undefined : relative(tokens.issuedAt, now)],
    ['expires', tokens === undefined ? undefined : expires(view)],
    ['refresh', underWay(view)],
    ['store', view.storeLabel],
  ]
  const lines = rows.flatMap(([label, value]) => {
    if (value === undefined || value === '') return []
    const clean = sanitize(value)
    const dressed = label === 'state' ? paint(view.state, style)(clean) : clean
    return [`${style.dim(label.padEnd(8))} ${dressed}`]
  })
  const origins = (view.origins ?? []).map(
    ({ setting, value, origin }) => `  ${setting.padEnd(16)} ${sanitize(value)}  (${origin})`,
  )
  return [...lines, ...(origins.length === 0 ? [] : [style.dim('settings'), ...origins]), ''].join(
    '\n',
  )
}

/** A refresh that has begun: it may be going on right now, or its answer may be lost. */
function underWay({ credential, now }: StatusView): string | undefined {
  const pending = credential?.pending
  if (pending === undefined) return undefined
  const sent = `sent ${relative(pending.at, now)}`
  return pending.kind === 'sent'
    ? `${sent}, no answer so far`
    : `${sent} and answered: the next \`oauthctl token\` takes it`
}

function expires(view: StatusView): string {
  const expiry = view.credential?.tokens.expiry
  if (expiry === undefined) return 'not known: the server gave no lifetime (status --check asks it)'
  return `${relative(expiry.at, view.now)}, ${isoTime(expiry.at)}`
}

function paint(state: StatusState, style: Style): (text: string) => string {
  if (state === 'valid') return style.good
  return state === 'login_needed' ? style.bad : style.strong
}
