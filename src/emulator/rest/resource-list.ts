import type { Call } from '../call.js'
import type { AccessToken } from '../grant-family.js'
import { identityUrl } from '../identity-url.js'
import type { OrgState } from '../org-state.js'

/** What there is below one version of the API. */
export function resourceList(
  org: OrgState,
  call: Call,
  token: AccessToken,
  version: string,
): Readonly<Record<string, string>> {
  const base = `/services/data/${version}`
  return {
    sobjects: `${base}/sobjects`,
    query: `${base}/query`,
    identity: identityUrl(org, token.family.user, call),
  }
}
