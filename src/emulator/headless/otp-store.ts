import { randomInt } from 'node:crypto'
import type { OrgClock } from '../clock.js'
import { nonceText } from '../ids.js'
import type { User } from '../user.js'
import type { NewUser } from './new-user.js'

/** How a one-time password travels. */
export type VerificationMethod = 'email' | 'sms'

/** What a one-time password lets somebody do. `user` is `undefined` for nobody, which nobody is told. */
export type Verified =
  | { readonly kind: 'registration'; readonly method: VerificationMethod; readonly made: NewUser }
  | {
      readonly kind: 'passwordless_login'
      readonly method: VerificationMethod
      readonly user: User | undefined
    }
  | { readonly kind: 'forgot_password'; readonly user: User | undefined }

/** A one-time password that was sent. */
export interface Otp<V extends Verified = Verified> {
  readonly identifier: string
  /** Six digits. */
  readonly text: string
  readonly verified: V
  readonly expiresAtMs: number
  wrongAttempts: number
}

/** What a one-time password that was typed in is. */
export type OtpVerdict = 'right' | 'wrong' | 'expired' | 'exhausted'

/** The one-time passwords of an org. */
export interface OtpStore {
  /** @param identifier What names it later; what is there under the same name is replaced. */
  readonly begin: <V extends Verified>(verified: V, identifier?: string) => Otp<V>
  readonly find: (identifier: string) => Otp | undefined
  /** Judges an attempt, and counts it when it is wrong. */
  readonly judge: (otp: Otp, typed: string) => OtpVerdict
  /** Forgets one that was used. */
  readonly end: (otp: Otp) => void
  readonly clear: () => void
}

/** Milliseconds one lives. The lifetime of headless ones is NOT FOUND. */
const lifeMs = 10 * 60_000

/** What the help has for identity verification. @see salesforce-oauth.md section 12.6 */
const mostWrongAttempts = 3

/** Nothing was sent yet. */
export function otpStore(clock: OrgClock): OtpStore {
  const otps = new Map<string, Otp>()
  return {
    begin: (verified, identifier = nonceText()) => {
      const otp = {
        identifier,
        text: String(randomInt(1_000_000)).padStart(6, '0'),
        verified,
        expiresAtMs: clock.nowMs() + lifeMs,
        wrongAttempts: 0,
      }
      otps.set(identifier, otp)
      return otp
    },
    find: (identifier) => otps.get(identifier),
    judge: (otp, typed) => {
      if (clock.nowMs() >= otp.expiresAtMs) return 'expired'
      if (otp.wrongAttempts >= mostWrongAttempts) return 'exhausted'
      if (isFor(otp.verified) && typed === otp.text) return 'right'
      otp.wrongAttempts += 1
      return 'wrong'
    },
    end: (otp) => otps.delete(otp.identifier),
    clear: () => otps.clear(),
  }
}

/** What was sent to nobody cannot be guessed either. */
function isFor(verified: Verified): boolean {
  return verified.kind === 'registration' || verified.user !== undefined
}
