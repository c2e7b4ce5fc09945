import { isCallback } from './callback-url.js'
import { credentialsAnswer } from './credentials-answer.js'
import { Oauth1Fault } from './oauth1-fault.js'
import { signedByApp } from './signed-request.js'
import { signedEndpoint } from './signed-endpoint.js'

/**
 * Begins OAuth 1.0.A: gives an app a request token.
 *
 * @see salesforce-oauth.md section 15, RFC 5849 §2.1
 */
export const requestTokenHandler = signedEndpoint((org, call) => {
  const { app, parameters } = signedByApp(org, call)
  const callback = parameters.get('oauth_callback') ?? ''
  if (!isCallback(callback)) throw new Oauth1Fault(1710)
  const token = org.requestTokens.issue(app, callback)
  return credentialsAnswer({
    oauth_token: token.text,
    oauth_token_secret: token.secret,
    oauth_callback_confirmed: 'true',
  })
})
