import { html } from '../answers.js'
import { answerInQuery } from '../authorize/redirect-answer.js'
import { userCodeText } from '../ids.js'
import type { OrgState } from '../org-state.js'
import { deniedPage } from '../pages/denied.js'
import { verifierPage } from '../pages/verifier.js'
import type { User } from '../user.js'
import { outOfBand } from './callback-url.js'
import type { RequestToken } from './request-tokens.js'

/**
 * Approves a request token and gives the person the verifier, to carry or to be carried to the app.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-2.2 RFC 5849 §2.2}
 */
export function allowRequestToken(
  org: OrgState,
  token: RequestToken,
  user: User,
  authTimeMs: number,
): Response {
  if (!org.requestTokens.isWaiting(token)) return over(org, token)
  // Short enough to copy by hand: there are only three tries to guess it.
  const verifier = userCodeText()
  token.state = { kind: 'approved', user, authTimeMs, verifier }
  org.consents.allow(user, token.app, token.app.scopes)
  return token.callback === outOfBand
    ? html(verifierPage({ org: org.name, app: token.app.name, verifier }))
    : answerInQuery(token.callback, { oauth_token: token.text, oauth_verifier: verifier })
}

/** Ends a request token. Neither RFC 5849 nor Salesforce has a way to tell the app: only the person learns it. */
export function denyRequestToken(org: OrgState, token: RequestToken): Response {
  if (!org.requestTokens.isWaiting(token)) return over(org, token)
  token.state = { kind: 'denied' }
  return told(org, token, 200, 'Access denied', 'You did not let the app in.')
}

/** Turns away a person whom the app does not admit; somebody else may still approve. */
export function refuseForRequestToken(org: OrgState, token: RequestToken): Response {
  const message = 'Your administrator has not approved this app for you.'
  return told(org, token, 403, 'Access denied', message)
}

/** While the person was thinking, time ran out or somebody else decided. */
function over(org: OrgState, token: RequestToken): Response {
  const message = 'It has expired or was used before. Start again in the app.'
  return told(org, token, 400, 'This request is over', message)
}

function told(
  org: OrgState,
  { app }: RequestToken,
  status: number,
  title: string,
  message: string,
): Response {
  return html(deniedPage({ org: org.name, app: app.name, title, message }), status)
}
