import type { Demand } from '../flows/demand.js'
import type { FreshTokenRequest } from '../flows/fresh-token.js'
import { defaultRotationReuse, defaultSessionTimeout, type Profile } from '../kernel/profile.js'

/** Asks for a token of a profile in the way the profile says. */
export function tokenRequest(
  name: string,
  profile: Profile | undefined,
  demand: Demand,
): FreshTokenRequest {
  return {
    profile: name,
    demand,
    sessionTimeout: profile?.sessionTimeout ?? defaultSessionTimeout,
    rotationReuse: profile?.rotationReuse ?? defaultRotationReuse,
  }
}
