import type { Call } from './call.js'
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
  const own = Object.values(call.hosts).flatMap((origin) =>
    hostNames.map((name) => origin.replace(/:\/\/.*:/, `://${name}:`)),
  )
  return [...own, ...literalHosts].flatMap((origin) => [
    origin,
    `${origin}/`,
    `${origin}/services/oauth2/token`,
  ])
}
