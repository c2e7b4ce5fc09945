import { isJwt } from '../access-token.js'
import type { Call } from '../call.js'
import type { AccessToken } from '../grant-family.js'
import { nonceText } from '../ids.js'
import { instanceRole, instanceUrl } from '../instance-url.js'
import type { OrgState } from '../org-state.js'
import { sessionCookie } from '../session-cookie.js'
import type { Members } from './answer-format.js'
import { tokenMembers, type Issue } from './token-members.js'

/**
 * Mints an access token and writes the answer that carries it, with the sessions a hybrid app puts
 * into its web views. Each answer opens new ones; they end with the access token.
 *
 * @see salesforce-oauth.md section 13
 */
export async function hybridTokenMembers(
  org: OrgState,
  call: Call,
  issue: Issue,
): Promise<Members> {
  const members = await tokenMembers(org, call, issue)
  const token = org.tokens.find(String(members['access_token']))
  return { ...members, ...(token?.kind === 'access' ? hybridMembers(org, call, token) : {}) }
}

/** The names of what only a hybrid answer has, in their order. */
export const hybridOrder: readonly string[] =
  `sidCookieName cookie-sid_Client cookie-clientSrc parent_sid lightning_sid lightning_domain csrf_token
visualforce_sid visualforce_domain content_sid content_domain`.split(/\s+/)

/** Each scope by its own name: that `web` implies `visualforce` brings no Visualforce session. */
function hybridMembers(org: OrgState, call: Call, token: AccessToken): Members {
  const { scope } = token.family
  const has = (name: string): boolean => scope.includes(name) || scope.includes('full')
  return {
    ...(has('web') ? webMembers(org, token) : {}),
    ...(has('lightning')
      ? { ...session(org, call, token, 'lightning'), csrf_token: nonceText() }
      : {}),
    ...(has('visualforce') ? session(org, call, token, 'visualforce') : {}),
    ...(has('content') ? session(org, call, token, 'content') : {}),
  }
}

/** The cookies that make the access token the session of a web view at the instance. */
function webMembers(org: OrgState, token: AccessToken): Members {
  return {
    sidCookieName: sessionCookie(instanceRole(token.family.user)),
    'cookie-sid_Client': nonceText(),
    'cookie-clientSrc': '127.0.0.1',
    // A JWT is no session id, so an app with such tokens needs one to put into the cookie.
    ...(isJwt(token.family) ? { parent_sid: org.webSessions.open(token) } : {}),
  }
}

/** All parts of this org are one host, whose name on loopback is not whole without the port. */
function session(org: OrgState, call: Call, token: AccessToken, part: string): Members {
  return {
    [`${part}_sid`]: org.webSessions.open(token),
    [`${part}_domain`]: new URL(instanceUrl(call, token.family.user)).host,
  }
}
