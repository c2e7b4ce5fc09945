import { json, plain } from './answers.js'
import type { Call } from './call.js'
import type { OrgState } from './org-state.js'

/** Where the site says back what it was called with. */
export const echoPath = '/services/oauth2/echo'

/** The order of the documented answer, which is not that of the documented URL. */
const first = ['code', 'sfdc_community_url', 'sfdc_community_id', 'state']

/**
 * Answers the echo endpoint with the parameters of the query as flat JSON, so that a web page that
 * follows the redirect of an authorization reads its answer: errors too, which the help leaves open.
 *
 * @see salesforce-oauth.md section 11, salesforce-help 003
 */
export function echoEndpoint(_org: OrgState, call: Call): Response {
  // A redirect is followed with GET; what another method meets is NOT FOUND.
  if (call.method !== 'GET' && call.method !== 'HEAD') return plain('Method not allowed', 405)
  const names = [...new Set([...first, ...call.query.keys()])]
  return json(
    Object.fromEntries(
      names.flatMap((name) => {
        const value = call.query.get(name)
        return value === null ? [] : [[name, value]]
      }),
    ),
  )
}
