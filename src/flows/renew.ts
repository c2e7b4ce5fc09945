import { isApproved, type ApprovedCredential, type Credential } from '../kernel/credential.js'
import type { Provider } from '../oauth/provider.js'
import type { GrantPorts } from './grant-ports.js'
import { notRenewable, refreshGrant, type RefreshPorts } from './refresh-grant.js'

/**
 * Renews a credential in the way its grant allows: by its refresh token where there is one, else by running
 * the grant again.
 *
 * @param signal Ends a grant that is run again; a refresh is never given up.
 * @returns The renewed credential, kept.
 */
export async function renew(
  credential: Credential,
  provider: Provider,
  ports: RefreshPorts & GrantPorts,
  signal: AbortSignal,
): Promise<Credential> {
  if (credential.tokens.refreshToken !== undefined) {
    return refreshGrant(credential, provider, ports)
  }
  if (isApproved(credential)) throw notRenewable(credential)
  const renewed = await runAgain(credential, provider, ports, signal)
  await ports.keep(renewed)
  return renewed
}

async function runAgain(
  credential: Exclude<Credential, ApprovedCredential>,
  provider: Provider,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<Credential> {
  if (credential.grant === 'oauth1') {
    const { oauth1Session } = await import('./oauth1-session.js')
    return oauth1Session(credential, ports, signal)
  }
  const { runGrant } = await import('./run-grant.js')
  return runGrant(credential, provider, ports, signal)
}

/** Refuses early what only a person can renew. @throws {AuthError} `login_required`. */
export function refuseUnrenewable(credential: Credential): void {
  if (isApproved(credential) && credential.tokens.refreshToken === undefined) {
    throw notRenewable(credential)
  }
}
