import { json } from './answers.js'
import type { OrgState } from './org-state.js'

/** Answers the public keys, at both of their paths. @see salesforce-oauth.md section 7.4 */
export async function keySetEndpoint(org: OrgState): Promise<Response> {
  return json(await org.keys.keySet())
}
