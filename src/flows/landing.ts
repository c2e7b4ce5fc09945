import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { LandingView } from '../kernel/ports.js'

/** What the browser's last page says of a login that is kept. */
export function successLanding(credential: Credential): LandingView {
  return {
    kind: 'success',
    profile: credential.profile,
    user: credential.identity.username ?? credential.identity.subject,
    server: new URL(credential.tokens.instanceUrl ?? credential.server.url).host,
    orgId: credential.identity.orgId,
    scopes: credential.tokens.scopes ?? [],
  }
}

/** What the browser's last page says of a login that failed. */
export function failureLanding(error: unknown): LandingView {
  if (!(error instanceof AuthError)) {
    return {
      kind: 'failure',
      title: 'Login failed',
      message: 'something unexpected went wrong; the terminal says more',
      hint: undefined,
    }
  }
  return {
    kind: 'failure',
    title: error.code === 'access_denied' ? 'Access was denied' : 'Login failed',
    message: error.message,
    hint: error.hint,
  }
}
