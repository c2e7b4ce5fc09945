import { variable } from '../config/environment.js'
import type { PkceContext } from '../commands/pkce.js'
import type { PkceVerifyContext } from '../commands/pkce-verify.js'
import { AuthError } from '../kernel/errors.js'
import { Secret } from '../kernel/secret.js'
import { codeChallenge, newCodeVerifier } from '../oauth/pkce.js'
import { pkceMismatch, verifierWarnings } from '../oauth/pkce-mistakes.js'
import { secretText } from './secret-text.js'
import type { Services } from './services.js'

/** Binds `pkce` to this process. */
export function pkceContext(services: Services): PkceContext {
  return {
    local: async (length) => {
      const verifier = newCodeVerifier(services.random, length)
      return { verifier: new Secret(verifier), challenge: await codeChallenge(verifier) }
    },
    remote: async (host) => {
      const { remotePkce } = await import('../flows/pkce-remote.js')
      return remotePkce(await orgOf(host, services), services.fetch, services.signal)
    },
    show: services.show,
  }
}

/** Binds `pkce verify` to this process. */
export function pkceVerifyContext(services: Services): PkceVerifyContext {
  return {
    verifier: (place) => secretText(place, 'the code_verifier', services),
    mismatch: (verifier, challenge) => pkceMismatch(verifier.expose(), challenge),
    warnings: (verifier) => verifierWarnings(verifier.expose()),
    show: services.show,
  }
}

/** The org that was named, else that of the environment, else the one the profile's tokens are for. */
async function orgOf(host: string | undefined, services: Services): Promise<string> {
  const { orgUrl } = await import('../salesforce/org-host.js')
  const named = host ?? variable(services.host.env, 'OAUTHCTL_HOST')
  if (named !== undefined) return orgUrl(named)
  const { name, profile } = await services.existing()
  const stored = await (await services.stores.holding(name))?.get(name)
  const server = stored?.server ?? profile?.server
  if (server?.kind === 'salesforce') return stored?.tokens.instanceUrl ?? server.url
  throw new AuthError(
    server === undefined ? 'input_required' : 'unsupported_by_server',
    server === undefined
      ? 'no org was named'
      : `profile ${name} is of no Salesforce org, and only these have a PKCE generator`,
    {
      hint: 'name the org: oauthctl pkce --remote MY-DOMAIN; or make the pair here: oauthctl pkce',
    },
  )
}
