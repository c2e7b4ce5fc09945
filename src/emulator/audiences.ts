import type { Call } from './call.js'
import type { OrgState } from './org-state.js'
import { hostNames } from './role.js'

/** What a real client names when it talks to Salesforce, whatever host it calls. */
const literalHosts = ['https://login.salesforce.com', 'https://test.salesforce.com']

/**
 * The audiences by which this org knows itself in an assertion: its origins under every name, the two
 * login hosts of Salesforce, each with and without a slash at the end, and the token endpoint there.
 *
 * @see cli-contract.md section 8.10, salesforce-oauth.md section 3.13
 */
export function ownAudiences(call: Call): readonly string[] {
  return ownOrigins(call).flatMap((origin) => [
    origin,
    `${origin}/`,
    `${origin}/services/oauth2/token`,
  ])
}

/**
 * Where an assertion of SAML may be meant to be shown: the token endpoint, or the login URL of the org.
 *
 * @see salesforce-oauth.md section 3.8
 */
export function ownRecipients(org: OrgState, call: Call): readonly string[] {
  const logins = ownOrigins(call).flatMap((origin) =>
    [org.id.short, org.id.long].flatMap((id) => [`${origin}?so=${id}`, `${origin}/?so=${id}`]),
  )
  return [...ownAudiences(call), ...logins]
}

function ownOrigins(call: Call): readonly string[] {
  const own = Object.values(call.hosts).flatMap((origin) =>
    hostNames.map((name) => origin.replace(/:\/\/.*:/, `://${name}:`)),
  )
  return [...own, ...literalHosts]
}
