import { Refusal } from '../refusal.js'
import { covers } from '../scopes.js'
import type { AnswerShape } from './answer-shape.js'
import { codeGrant } from './authorization-code.js'
import type { Grant } from './grant.js'
import { hybridTokenMembers } from './hybrid-members.js'
import { refreshGrant } from './refresh-token.js'

const hybridAnswer: AnswerShape = {
  admit: (_app, scope) => {
    // `web` is documented as the prerequisite; this is what Salesforce says elsewhere to a scope of no use.
    if (!covers(scope, 'web')) throw new Refusal('invalid_grant', 'no valid scopes defined')
  },
  members: hybridTokenMembers,
}

/**
 * The hybrid web server flow: an authorization code for tokens and the sessions of web views.
 *
 * @see salesforce-oauth.md section 13
 */
export const hybridAuthCode: Grant = codeGrant({
  ...hybridAnswer,
  admit: (app, scope) => {
    if (app.refreshTokenRotation && app.jwtAccessTokens.enabled) {
      // The code is documented, the text is not.
      throw new Refusal('invalid_grant', 'hybrid flow not supported with rotation and JWT tokens')
    }
    hybridAnswer.admit(app, scope)
  },
})

/** The hybrid refresh flow: new sessions with each new access token. @see salesforce-oauth.md section 13 */
export const hybridRefresh: Grant = refreshGrant(hybridAnswer)
