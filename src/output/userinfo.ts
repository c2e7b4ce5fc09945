import type { Json, JsonObject } from '../kernel/json.js'
import type { UserinfoView } from '../kernel/service-views.js'
import { cardRows, documentJson, shownMember, shownText } from './document.js'
import type { Style } from './style.js'

/** The JSON of `userinfo`: the server's document as it came. */
export function userinfoJson(view: UserinfoView, redact: boolean): JsonObject {
  return documentJson(view.document, view.token, redact)
}

/** What a card says first, and the members that say it, the first that is there (salesforce-oauth.md §7). */
const lines: readonly (readonly [label: string, members: readonly string[]])[] = [
  ['name', ['name', 'display_name']],
  ['username', ['username', 'preferred_username']],
  ['email', ['email']],
  ['phone', ['phone_number', 'mobile_phone']],
  ['user', ['user_id']],
  ['org', ['organization_id']],
  ['type', ['user_type']],
  ['active', ['active']],
  ['locale', ['locale']],
  ['language', ['language']],
  ['zone', ['zoneinfo', 'timezone']],
  ['subject', ['sub', 'id']],
  ['updated', ['updated_at', 'last_modified_date']],
  ['attributes', ['custom_attributes']],
  ['permissions', ['custom_permissions']],
]

/** Long, and told above or of no use to a person. */
const left = new Set([
  ...lines.flatMap(([, members]) => members),
  ...['given_name', 'family_name', 'first_name', 'last_name', 'nickname', 'nick_name'],
  ...['email_verified', 'phone_number_verified', 'mobile_phone_verified', 'utcOffset'],
  ...['urls', 'photos', 'picture', 'profile', 'status', 'asserted_user', 'is_app_installed'],
  ...['is_salesforce_integration_user', 'is_lightning_login_user', 'address', 'mobile_policy'],
  ...['addr_street', 'addr_city', 'addr_state', 'addr_country', 'addr_zip', 'nativeLogin'],
])

/** The text of `userinfo`: a card of what people ask for, then what else a server tells. */
export function userinfoText(view: UserinfoView, style: Style): string {
  const { document, token, now } = view
  const shown = (name: string, value: Json): string => shownMember(name, value, token, now)
  const first = lines.flatMap(([label, members]) => {
    const member = members.find((name) => isSaid(document[name]))
    const value = member === undefined ? undefined : document[member]
    if (member === undefined || value === undefined) return []
    return [[label, `${shown(member, value)}${unverified(label, document)}`] as const]
  })
  const others = Object.entries(document)
    .filter(([name, value]) => !left.has(name) && isSaid(value))
    .map(([name, value]) => [shownText(name, token), shown(name, value)] as const)
  const rows = cardRows([...first, ...others], style)
  return [...rows, ''].map((row) => row.replace(/^ {2}/, '')).join('\n')
}

function isSaid(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== ''
}

/** An address nobody has proven to be the user's is no name to trust (OpenID Connect Core §5.1). */
function unverified(label: string, document: JsonObject): string {
  return label === 'email' && document['email_verified'] === false ? ' (not verified)' : ''
}
