import type { App } from '../app.js'
import { findUser, type OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import type { User } from '../user.js'
import { refuseInactive, refuseNotAdmitted } from './approved-user.js'
import { authenticateClient } from './authenticate-client.js'
import { beginUnattended } from './begin-unattended.js'
import type { Grant } from './grant.js'
import { sparseMembers } from './token-members.js'

/**
 * The client credentials grant. Its refusals come in the order of this code.
 *
 * @see salesforce-oauth.md section 3.6, salesforce-oauth-2.md part B §3 for the order
 */
export const clientCredentials: Grant = {
  takesScope: false,
  answer: async (org, call) => {
    if (call.role !== 'my_domain') {
      throw new Refusal('invalid_grant', 'request not supported on this domain')
    }
    const app = await authenticateClient(org, call, () => true)
    if (!app.clientCredentials.enabled) {
      throw new Refusal('invalid_grant', 'client credentials flow not enabled')
    }
    const user = runAsUser(org, app)
    refuseNotAdmitted(app, user)
    if (!app.scopes.some(opensAnApi)) throw new Refusal('invalid_grant', 'no valid scopes defined')
    const family = beginUnattended(org, app, { user, scope: app.scopes })
    const members = await sparseMembers(org, call, family, recorded)
    return { ...members, api_instance_url: call.hosts.my_domain }
  },
}

const recorded = [
  'access_token',
  'signature',
  'scope',
  'instance_url',
  'id',
  'token_type',
  'issued_at',
] as const

/** `api` and the APIs of single products do; `full` does not, since Winter '26. */
function opensAnApi(scope: string): boolean {
  return /(?:^|_)api$/.test(scope)
}

function runAsUser(org: OrgState, app: App): User {
  const user = findUser(org, app.clientCredentials.runAs ?? '')
  if (user === undefined) throw new Refusal('invalid_grant', 'no client credentials user enabled')
  // Of a customer of the site Salesforce says this, although nobody was asked.
  if (user.kind === 'external') throw new Refusal('access_denied', 'end-user denied authorization')
  refuseInactive(user)
  return user
}
