import type { Demand } from '../flows/demand.js'
import { freshToken } from '../flows/fresh-token.js'
import type { Credential } from '../kernel/credential.js'
import { defaultSessionTimeout } from '../kernel/profile.js'
import type { Services } from './services.js'

/** The credential of the chosen profile with a token that satisfies a demand, refreshed if needed. */
export async function freshCredential(demand: Demand, services: Services): Promise<Credential> {
  const { name, profile } = await services.existing()
  const sessionTimeout = profile?.sessionTimeout ?? defaultSessionTimeout
  const request = { profile: name, demand, sessionTimeout }
  return (await freshToken(request, services, services.signal)).credential
}
