import { reuseOf, type ResolvedClient } from '../config/resolve-client.js'
import { inCi, variable } from '../config/environment.js'
import type { Client, Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Profile } from '../kernel/profile.js'
import type { ServerOptions } from '../kernel/server-options.js'
import { givenKey, givenSecret, refuseTwoReaders, settledClient } from './client-input.js'
import { hasDisplay } from './credential-stores.js'
import type { Services } from './services.js'

/** A login whose client is known by its id. */
export type ResolvedApproval = ResolvedClient & { readonly clientId: string }

/**
 * Finds the client of a login that a person approves: with the secret or key of this run, else with those of
 * the stored login, else with a secret that is asked for.
 *
 * @param readers The other options that read stdin, by flag.
 * @throws {AuthError} `usage` when two options want stdin, `input_required` without the secret it needs.
 */
export async function approvedClient(
  login: ResolvedApproval,
  options: ServerOptions,
  readers: Readonly<Record<string, boolean>>,
  services: Services,
): Promise<Omit<Client, 'authMethod'>> {
  refuseTwoReaders({
    ...readers,
    '--client-secret-stdin': options.clientSecretStdin,
    '--client-secret-file -': options.clientSecretFile === '-',
    '--key-file -': options.keyFile === '-',
  })
  const secret = await givenSecret(options, services)
  // A key that only lies in the environment is for the grants that need one.
  const wantsKey = options.keyFile !== undefined || login.authMethod === 'private-key-jwt'
  const key = wantsKey ? await givenKey(options, services) : undefined
  const client = await settledClient(login, login.clientId, { secret, key }, services)
  return withAskedSecret(client, login, services)
}

/** A client that has authenticated with a secret before needs it again. */
async function withAskedSecret(
  client: Omit<Client, 'authMethod'>,
  login: ResolvedApproval,
  services: Services,
): Promise<Omit<Client, 'authMethod'>> {
  const wants = login.authMethod === 'post' || login.authMethod === 'basic'
  if (!wants || client.secret !== undefined) return client
  if (services.mayAsk) {
    const { askSecret } = await import('../output/ask-secret.js')
    return { ...client, secret: await askSecret(`Client secret of ${login.clientId}`) }
  }
  throw new AuthError('input_required', `the client ${login.clientId} needs its secret`, {
    hint: 'give --client-secret-file FILE, --client-secret-stdin or OAUTHCTL_CLIENT_SECRET',
  })
}

/** The browser that a person wants, if they said. */
export function namedBrowser({ host }: Services): string | undefined {
  return variable(host.env, 'OAUTHCTL_BROWSER') ?? variable(host.env, 'BROWSER')
}

/**
 * Why a browser here would be seen by nobody, or `undefined` when one can be tried (cli-contract 8.2).
 *
 * @param overSsh What to do in an SSH session.
 */
export function whyNoBrowser(
  { host }: Services,
  browser: string | undefined,
  overSsh: () => string,
): string | undefined {
  const { env } = host
  if (inCi(env)) return 'this is CI'
  if (variable(env, 'SSH_CONNECTION') !== undefined || variable(env, 'SSH_TTY') !== undefined) {
    return `this is an SSH session. ${overSsh()}`
  }
  if (!hasDisplay(host) && browser === undefined) return 'there is no display'
  return undefined
}

/** The profile of a login that a person approved. */
export function approvedProfile(
  credential: Credential,
  login: ResolvedApproval,
  redirectUri: string | undefined,
): Profile {
  const { authMethod } = credential.client
  return {
    name: credential.profile,
    server: login.target,
    clientId: credential.client.id,
    grant: credential.grant,
    authMethod: authMethod === 'none' ? undefined : authMethod,
    scopes: login.scopes,
    redirectUri,
    sessionTimeout: login.sessionTimeout,
    ...reuseOf(login),
  }
}
