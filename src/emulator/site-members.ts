import type { Call } from './call.js'
import type { OrgState } from './org-state.js'
import { worksOnSite, type User } from './user.js'

/** Where a customer of the site belongs, as every answer about one says. @see salesforce-oauth.md section 3.1 */
export function siteMembers(
  org: OrgState,
  call: Call,
  user: User,
): Readonly<Record<string, string>> {
  if (!worksOnSite(user)) return {}
  return { sfdc_community_url: call.hosts.site, sfdc_community_id: org.siteId.long }
}
