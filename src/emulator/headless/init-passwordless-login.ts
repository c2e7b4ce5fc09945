import { json } from '../answers.js'
import { jsonEndpoint } from './json-endpoint.js'
import { refuseStranger } from './refuse-stranger.js'
import { siteUser } from './site-user.js'
import { verificationMethod } from './verification-method.js'

/**
 * Answers `POST /services/auth/headless/init/passwordless/login`: sends a one-time password. What a user
 * name without a user is answered with is NOT FOUND: the same here, as where a password is forgotten.
 *
 * @see salesforce-oauth.md section 12.4
 */
export const initPasswordlessLogin = jsonEndpoint((org, call, body) => {
  const { passwordlessLogin } = org.settings.headlessAccess
  refuseStranger(org, call, body, passwordlessLogin, 'pwdless_login_api')
  const channel = verificationMethod(body)
  const user = siteUser(org, body.requiredText('username'))
  const otp = org.otps.begin({ kind: 'passwordless_login', method: channel, user })
  const to = channel === 'email' ? user?.email : user?.phone
  // Who registered by email may have no phone number.
  if (user !== undefined && to !== undefined && to !== '') {
    const { username } = user
    org.inbox.send({ channel, to, username, purpose: 'passwordless_login', otp: otp.text })
  }
  return json({ identifier: otp.identifier, status: 'success' })
})
