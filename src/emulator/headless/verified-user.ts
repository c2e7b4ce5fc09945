import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import type { User } from '../user.js'
import { basicCredentials } from './basic-credentials.js'
import { registerUser } from './new-user.js'
import type { OtpVerdict, Verified } from './otp-store.js'

/** The first step that a one-time password can be from. */
type Kind = Exclude<Verified['kind'], 'forgot_password'>

/**
 * Who comes back with the one-time password of a first step, in the Basic header as `identifier:otp`. Who
 * registers is made a user now.
 *
 * @throws {Refusal} `invalid_otp`, `otp_error`, `registration_error` or `inactive_user`. The server's list
 * has these codes, for what they stand is our reading, and the texts but one are NOT FOUND.
 * @see salesforce-oauth.md section 12.2
 */
export function verifiedUser(org: OrgState, call: Call, kind: Kind): User {
  const { name: identifier, secret: typed } = basicCredentials(call)
  const otp = org.otps.find(identifier)
  const verified = otp?.verified
  if (otp === undefined || verified?.kind !== kind) {
    throw new Refusal('otp_error', 'invalid identifier')
  }
  // "Its value matches the verificationmethod" of the first step, says the guide.
  if (call.headers.get('auth-verification-type') !== methodOf(verified)) {
    throw new Refusal('invalid_request', 'invalid headers')
  }
  const verdict = org.otps.judge(otp, typed)
  if (verdict !== 'right') throw refusals[verdict]()
  org.otps.end(otp)
  const user = userOf(org, verified)
  if (user?.active !== true) throw new Refusal('inactive_user', 'inactive user')
  return user
}

const refusals: Readonly<Record<Exclude<OtpVerdict, 'right'>, () => Refusal>> = {
  wrong: () => new Refusal('invalid_otp', 'invalid OTP'),
  expired: () => new Refusal('otp_error', 'OTP expired'),
  exhausted: () => new Refusal('otp_error', 'too many invalid attempts'),
}

function methodOf(verified: Verified): string | undefined {
  return verified.kind === 'forgot_password' ? undefined : verified.method
}

function userOf(org: OrgState, verified: Verified): User | undefined {
  return verified.kind === 'registration' ? registerUser(org, verified.made) : verified.user
}
