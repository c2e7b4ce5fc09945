import { type Call, parameter } from '../call.js'
import type { OrgState } from '../org-state.js'

/**
 * The identity provider a request names: an auth provider or a SAML configuration of the org, spelled
 * exactly so. Login hosts do not know the parameter, and what a real org does with a name it does not
 * know is not documented: here the login page comes as usual.
 *
 * @see salesforce-oauth-2.md §12, native SSO
 */
export function ssoProvider(org: OrgState, call: Call): string | undefined {
  if (call.role !== 'my_domain' && call.role !== 'site') return undefined
  const name = parameter(call, 'sso_provider')
  const { authProviders, samlProviders } = org.settings
  return [...authProviders, ...samlProviders].find((provider) => provider.name === name)?.name
}
