import type { App } from '../app.js'
import type { Call } from '../call.js'
import { allUsers, findUser, type OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import type { User } from '../user.js'
import { basicCredentials, type BasicCredentials } from './basic-credentials.js'

/**
 * Who logs in with a password, as `Auth-Request-Type: Named-User`: in the Basic header, in the body where
 * the app wants it there, or by user discovery. An internal user is as wrong as a wrong password.
 *
 * @throws {Refusal} `login_error`, `inactive_user` or what is wrong with the place; the server's list has
 * these codes, for what they stand is not documented.
 * @see salesforce-oauth.md section 12.2
 */
export function namedUser(org: OrgState, call: Call, app: App): User {
  const hint = call.headers.has('authorization') ? undefined : bodyMember(call, 'login_hint')
  if (hint !== undefined) return discoveredUser(org, call, hint)
  const { name, secret } = app.codeCredentials.credentialsInBody
    ? bodyCredentials(call)
    : basicCredentials(call)
  const user = findUser(org, name)
  return provenUser(org, user === undefined ? [] : [user], secret)
}

function bodyCredentials(call: Call): BasicCredentials {
  const name = bodyMember(call, 'username')
  const secret = bodyMember(call, 'password')
  if (name === undefined || secret === undefined) {
    throw new Refusal('invalid_request', 'username and password must be in the body')
  }
  return { name, secret }
}

/**
 * Finds by user name, email address or phone number, as the discovery handler of a site may. It may find
 * several users: the password decides.
 */
function discoveredUser(org: OrgState, call: Call, hint: string): User {
  const customData = bodyMember(call, 'customdata')
  if (customData !== undefined && !isJsonObject(customData)) {
    throw new Refusal('invalid_request', 'customdata is not a JSON object')
  }
  const wanted = hint.trim().toLowerCase()
  const found = allUsers(org).filter((user) =>
    [user.username, user.email.toLowerCase(), user.phone].includes(wanted),
  )
  return provenUser(org, found, bodyMember(call, 'password') ?? '')
}

function provenUser(org: OrgState, candidates: readonly User[], password: string): User {
  const user = candidates.find(
    (candidate) => candidate.kind === 'external' && org.passwords.of(candidate) === password,
  )
  if (user === undefined) throw new Refusal('login_error', 'authentication failure')
  if (!user.active) throw new Refusal('inactive_user', 'inactive user')
  return user
}

/** Of the body only: nothing about a person belongs into a URL. */
function bodyMember(call: Call, name: string): string | undefined {
  const value = call.form.get(name)
  return value === null || value === '' ? undefined : value
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
