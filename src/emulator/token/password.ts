import { type Call, parameter } from '../call.js'
import { belongsAt, findUser, type OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import type { User } from '../user.js'
import { refuseInactive, refuseNotAdmitted } from './approved-user.js'
import { authenticateClient } from './authenticate-client.js'
import { beginUnattended } from './begin-unattended.js'
import type { Grant } from './grant.js'
import { sparseMembers } from './token-members.js'

/** The username-password grant. @see salesforce-oauth.md section 3.5, RFC 6749 §4.3 */
export const password: Grant = {
  takesScope: false,
  answer: async (org, call) => {
    const app = await authenticateClient(org, call, () => true)
    // A flow that is blocked and a password that is wrong look the same.
    if (org.settings.blockedFlows.includes('password')) throw failed()
    const user = provenUser(org, call)
    refuseInactive(user)
    refuseNotAdmitted(app, user)
    return sparseMembers(
      org,
      call,
      beginUnattended(org, app, { user, scope: app.scopes }),
      recorded,
    )
  },
}

const recorded = [
  'access_token',
  'instance_url',
  'id',
  'token_type',
  'issued_at',
  'signature',
] as const

function provenUser(org: OrgState, call: Call): User {
  const user = findUser(org, parameter(call, 'username') ?? '')
  const given = parameter(call, 'password')
  if (user === undefined || given === undefined || !belongsAt(user, call.role)) throw failed()
  const secret = org.passwords.of(user)
  if (given !== secret && !withSecurityToken(user, secret, given)) throw failed()
  return user
}

/** Loopback is a trusted address, where the token may be left out. */
function withSecurityToken({ securityToken }: User, secret: string, given: string): boolean {
  return securityToken !== undefined && given === secret + securityToken
}

function failed(): Refusal {
  return new Refusal('invalid_grant', 'authentication failure')
}
