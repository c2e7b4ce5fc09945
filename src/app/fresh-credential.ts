import type { Demand } from '../flows/demand.js'
import { freshToken } from '../flows/fresh-token.js'
import type { Credential } from '../kernel/credential.js'
import type { Services } from './services.js'
import { tokenRequest } from './token-request.js'

/** The credential of the chosen profile with a token that satisfies a demand, refreshed if needed. */
export async function freshCredential(demand: Demand, services: Services): Promise<Credential> {
  const { name, profile } = await services.existing()
  const request = tokenRequest(name, profile, demand)
  return (await freshToken(request, services, services.signal)).credential
}
