import { isApproved, type ApprovedCredential, type Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Provider } from '../oauth/provider.js'
import type { GrantPorts } from './grant-ports.js'
import { loginCommand } from './login-command.js'

/**
 * Renews a credential without a refresh token by running its grant again.
 *
 * @throws {AuthError} `login_required` where only a person can; what the grant throws.
 */
export async function runAgain(
  credential: Credential,
  provider: Provider,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<Credential> {
  if (isApproved(credential)) throw notRenewable(credential)
  return ranAgain(credential, provider, ports, signal)
}

async function ranAgain(
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

/** Says that only a person can renew this credential. */
export function notRenewable(credential: Credential): AuthError {
  const scope = credential.server.kind === 'salesforce' ? 'refresh_token' : 'offline_access'
  return new AuthError(
    'login_required',
    `the token of profile ${credential.profile} has expired and cannot be refreshed`,
    {
      hint: `log in again: ${loginCommand(credential)}; a refresh token needs the scope ${scope}`,
    },
  )
}
