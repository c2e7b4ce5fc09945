import { json } from '../answers.js'
import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import type { User } from '../user.js'
import type { JsonBody } from './json-body.js'
import { jsonEndpoint } from './json-endpoint.js'
import type { Otp } from './otp-store.js'
import { passwordFault } from './password-policy.js'
import { refuseStranger } from './refuse-stranger.js'
import { siteUser } from './site-user.js'

/**
 * Answers `POST /services/auth/headless/forgot_password`, one URL for both steps: the second carries the
 * one-time password.
 *
 * @see salesforce-oauth.md section 12.5, salesforce-oauth-2.md table A on it
 */
export const forgotPasswordEndpoint = jsonEndpoint((org, call, body) => {
  const username = body.requiredText('username').trim().toLowerCase()
  const typed = body.text('otp')
  const password = body.text('newpassword')
  if (typed === undefined && password === undefined) return sendOtp(org, call, body, username)
  if (typed === undefined) throw new Refusal('invalid_request', 'otp is missing')
  if (password === undefined) throw new Refusal('invalid_request', 'newpassword is missing')
  return changePassword(org, username, typed, password)
})

/** Who does not exist is answered like everybody else. */
function sendOtp(org: OrgState, call: Call, body: JsonBody, username: string): Response {
  const { forgotPassword } = org.settings.headlessAccess
  refuseStranger(org, call, body, forgotPassword, 'forgot_password')
  const user = siteUser(org, username)
  const { text: otp } = org.otps.begin({ kind: 'forgot_password', user }, username)
  if (user !== undefined) {
    const to = user.email
    org.inbox.send({ channel: 'email', to, username, purpose: 'forgot_password', otp })
  }
  return json({ status: 'success', status_code: 'otp_sent' })
}

function changePassword(
  org: OrgState,
  username: string,
  typed: string,
  password: string,
): Response {
  const otp = org.otps.find(username)
  const verdict = otp === undefined ? 'wrong' : org.otps.judge(otp, typed)
  if (verdict === 'wrong') return failed('invalid_otp', { otp_error: 'invalid OTP' })
  const user = otp === undefined ? undefined : userOf(otp)
  if (verdict !== 'right' || otp === undefined || user === undefined) {
    // The code is in a shipped client, when it is sent is not documented.
    return failed('regenerate_otp', { otp_error: 'OTP is no longer valid' })
  }
  // The one-time password stays good, so that the person can think of a better one.
  const fault = org.passwords.of(user) === password ? repeated : passwordFault(username, password)
  if (fault !== undefined) {
    return failed('password_policy_check_failure', { password_error: fault })
  }
  org.otps.end(otp)
  org.passwords.change(user, password)
  return json({ status: 'success', status_code: 'success' })
}

const repeated = 'invalid repeated password'

function userOf({ verified }: Otp): User | undefined {
  return verified.kind === 'forgot_password' ? verified.user : undefined
}

/** Not 200 is all that is known of the status. */
function failed(code: string, why: Readonly<Record<string, string>>): Response {
  return json({ status_code: code, ...why, status: 'failed' }, 400)
}
