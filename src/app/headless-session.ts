import type { HeadlessOptions } from '../commands/headless-options.js'
import type { HeadlessLogin } from '../commands/run-headless.js'
import { resolveClient, type ResolvedClient } from '../config/resolve-client.js'
import { headlessLogin } from '../flows/headless-login.js'
import type { Client } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { CredentialStore } from '../kernel/ports.js'
import type { ServerOptions } from '../kernel/server-options.js'
import type { HeadlessProof, Visitor } from '../salesforce/headless/proof.js'
import { echoUrl, siteUrl } from '../salesforce/headless/site.js'
import { orgUrl } from '../salesforce/org-host.js'
import { approvedClient, approvedProfile, type ResolvedApproval } from './approved-login.js'
import { visitorOf } from './headless-input.js'
import { keepCredential } from './keep-credential.js'
import type { Services } from './services.js'

/** A headless login with everything resolved but what proves the person. */
export interface HeadlessSession {
  readonly login: ResolvedApproval
  readonly client: Omit<Client, 'authMethod'>
  readonly redirectUri: string | undefined
  readonly visitor: Visitor | undefined
  readonly store: CredentialStore
}

/** Resolves the site, and refuses a host that cannot be one before anything is asked. @throws {AuthError} `usage`. */
export async function resolveSite(
  options: ServerOptions,
  services: Services,
): Promise<ResolvedClient> {
  const { name, profile } = await services.selected()
  const sources = { env: services.host.env, profileName: name, profile, orgUrl }
  const resolved = resolveClient(options, sources)
  siteUrl(resolved.target)
  return resolved
}

/**
 * Resolves site, client and visitor, and proves the store, before a person is asked anything (cli-contract 8.1).
 *
 * @param readers The other options that read stdin, by flag.
 * @throws {AuthError} `usage`, `input_required`, and what the store throws.
 */
export async function headlessSession(
  options: HeadlessOptions,
  readers: Readonly<Record<string, boolean>>,
  services: Services,
): Promise<HeadlessSession> {
  const resolved = await resolveSite(options.server, services)
  const login = { ...resolved, clientId: clientIdOf(resolved) }
  const { kept } = resolved
  // What another flow has registered for itself is no place for this one.
  const before = kept?.grant === 'code_credentials' ? kept.redirectUri : undefined
  return {
    login,
    client: await approvedClient(login, options.server, readers, services),
    redirectUri: options.redirectUri ?? before,
    visitor: await visitorOf(options, services),
    store: await services.stores.chosen(services.globals.store),
  }
}

/** Logs in with a proof, and keeps credential and profile. */
export async function finishHeadless(
  session: HeadlessSession,
  proof: HeadlessProof,
  services: Services,
): Promise<HeadlessLogin> {
  const { login, store, redirectUri } = session
  const credential = await headlessLogin(
    {
      profile: login.profile,
      target: login.target,
      provider: await services.providerOf(login.target.kind),
      client: { ...session.client, authMethod: login.authMethod },
      scopes: login.scopes,
      redirectUri,
      proof,
      visitor: session.visitor,
    },
    {
      fetch: services.fetch,
      clock: services.clock,
      random: services.random,
      prove: services.prove,
      keep: (credential) =>
        keepCredential(
          credential,
          approvedProfile(credential, login, redirectUri),
          store,
          services,
        ),
    },
    services.signal,
  )
  return { credential, store: store.kind }
}

function clientIdOf({ clientId, target }: ResolvedClient): string {
  if (clientId !== undefined) return clientId
  throw new AuthError('input_required', 'no client id was given, and none is built in', {
    hint: `make an external client app in Setup > External Client App Manager with the callback URL ${echoUrl(target.url)}, and give its consumer key: --client-id ID, or OAUTHCTL_CLIENT_ID`,
  })
}
