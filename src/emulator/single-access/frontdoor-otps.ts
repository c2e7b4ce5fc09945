import type { OrgClock } from '../clock.js'
import { nonceText } from '../ids.js'
import type { User } from '../user.js'

/** Milliseconds a frontdoor URL lives. @see salesforce-oauth.md section 18 */
const otpLifeMs = 60_000

/** Who a frontdoor URL lets in, and where to. */
export interface FrontdoorEntry {
  readonly user: User
  /** A path of the host the URL leads to. */
  readonly path: string
}

/** The one-time passwords of frontdoor URLs. */
export interface FrontdoorOtps {
  readonly issue: (entry: FrontdoorEntry) => string
  /** Takes what a one-time password stands for. @returns `undefined` when it is used, expired or nobody's. */
  readonly take: (otp: string) => FrontdoorEntry | undefined
  readonly clear: () => void
}

/** So that URLs nobody opens do not fill the memory: the oldest is forgotten. */
const mostOtps = 10_000

/** None yet. */
export function frontdoorOtps(clock: OrgClock): FrontdoorOtps {
  const waiting = new Map<string, FrontdoorEntry & { readonly expiresAtMs: number }>()
  return {
    issue: (entry) => {
      const otp = nonceText()
      waiting.set(otp, { ...entry, expiresAtMs: clock.nowMs() + otpLifeMs })
      const [oldest] = waiting.keys()
      if (waiting.size > mostOtps && oldest !== undefined) waiting.delete(oldest)
      return otp
    },
    take: (otp) => {
      const entry = waiting.get(otp)
      waiting.delete(otp)
      return entry === undefined || clock.nowMs() >= entry.expiresAtMs ? undefined : entry
    },
    clear: () => waiting.clear(),
  }
}
