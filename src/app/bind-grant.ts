import type { GrantContext } from '../commands/run-grant.js'
import {
  requiredClientId,
  resolveClient,
  reuseOf,
  type ResolvedClient,
} from '../config/resolve-client.js'
import { authMethodOf } from '../flows/auth-method.js'
import { discoverServer } from '../flows/discover-server.js'
import { runGrant } from '../flows/run-grant.js'
import type { Client, Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { GrantOptions } from '../kernel/grant-options.js'
import type { CredentialStore, StoreKind } from '../kernel/ports.js'
import type { Profile } from '../kernel/profile.js'
import type { Secret } from '../kernel/secret.js'
import { givenKey, givenSecret, refuseTwoReaders, settledClient } from './client-input.js'
import { keepCredential } from './keep-credential.js'
import { prepareGrant } from './prepare-grant.js'
import type { Services } from './services.js'

/** Binds the grants that need no person to this process. */
export function grantContext(services: Services): GrantContext {
  return {
    obtain: (options) => obtain(options, services),
    now: services.now,
    show: services.show,
  }
}

async function obtain(
  options: GrantOptions,
  services: Services,
): Promise<{ credential: Credential; store: StoreKind }> {
  const { host, signal } = services
  refuseTwoReaders(readersOf(options))
  const { orgUrl } = await import('../salesforce/org-host.js')
  const { name, profile } = await services.selected()
  const sources = { env: host.env, profileName: name, profile, orgUrl }
  const resolved = resolveClient(options.server, sources)
  await refuseWrongHost(options, resolved)
  if (options.grant === 'password') warnPassword(services)

  const secret = await givenSecret(options.server, services)
  const key = await givenKey(options.server, services)
  const clientId = needsClient(options) ? requiredClientId(resolved) : (resolved.clientId ?? '')
  const clientKey = provesClient(options, resolved, secret) ? key : undefined
  const unsettled = await settledClient(resolved, clientId, { secret, key: clientKey }, services)
  const complete = await prepareGrant(options, { resolved, key }, services)
  const store = await storeIfAny(services)
  const provider = await services.providerOf(resolved.target.kind)
  const { server, metadata } = await discoverServer(resolved.target, provider, services, signal)
  const client: Client = {
    ...unsettled,
    authMethod: authMethodOf({ ...unsettled, authMethod: resolved.authMethod }, () =>
      provider.defaultAuthMethod(metadata),
    ),
  }
  const grant = complete({ server, client, audience: provider.assertionAudience(server) })
  const credential = await runGrant(grant, provider, services, signal)
  if (options.grant === 'asset_token') await explainAsset(options, credential, services)
  if (store === undefined) return { credential, store: 'memory' }
  await keepCredential(credential, profileOf(credential, resolved), store, services)
  return { credential, store: store.kind }
}

/** Without a usable store, and none forced, the token is printed and kept nowhere (cli-contract 8.1). */
async function storeIfAny(services: Services): Promise<CredentialStore | undefined> {
  try {
    return await services.stores.chosen(services.globals.store)
  } catch (error) {
    const forced = services.globals.store !== undefined
    // Without a home there is no place for a store either.
    const homeless = error instanceof AuthError && error.code === 'bad_configuration'
    const unusable = error instanceof AuthError && error.exitStatus === 8
    if (forced || !(homeless || unusable)) throw error
    services.warn('no store can be used, so the token is printed and kept nowhere')
    return undefined
  }
}

/** Refuses a host that does not serve a grant, before any request. @throws {AuthError} `usage`. */
async function refuseWrongHost(options: GrantOptions, resolved: ResolvedClient): Promise<void> {
  const ownHostOnly = ['client_credentials', 'token_exchange', 'saml_assertion']
  if (resolved.target.kind !== 'salesforce' || !ownHostOnly.includes(options.grant)) return
  const { isLoginPool } = await import('../salesforce/assertion-audience.js')
  if (!isLoginPool(resolved.target)) return
  throw new AuthError('usage', `${new URL(resolved.target.url).host} does not serve this flow`, {
    hint: "name the org's own host: its My Domain, such as acme or acme.my.salesforce.com",
  })
}

function warnPassword(services: Services): void {
  services.warn(
    'Salesforce advises against this flow and blocks it in new orgs; use oauthctl client-credentials, or oauthctl jwt for a user',
  )
}

function needsClient(options: GrantOptions): boolean {
  return options.grant !== 'saml_assertion'
}

/**
 * Whether the key proves the client. In the assertion grants it signs the grant itself; elsewhere it is used
 * when somebody said so, or when the client has nothing else to prove itself with and must.
 */
function provesClient(
  { grant, server }: GrantOptions,
  resolved: ResolvedClient,
  secret: Secret | undefined,
): boolean {
  if (grant === 'jwt_bearer' || grant === 'saml_bearer') return false
  if (server.keyFile !== undefined || resolved.authMethod === 'private-key-jwt') return true
  return grant === 'client_credentials' && secret === undefined
}

function readersOf(options: GrantOptions): Readonly<Record<string, boolean>> {
  const { server } = options
  return {
    '--client-secret-stdin': server.clientSecretStdin,
    '--client-secret-file -': server.clientSecretFile === '-',
    '--key-file -': server.keyFile === '-',
    ...('subject' in options
      ? {
          '--subject-token-stdin': options.subject.stdin,
          '--subject-token-file -': options.subject.file === '-',
        }
      : {}),
    ...('assertionFile' in options ? { '--assertion-file -': options.assertionFile === '-' } : {}),
    ...('password' in options
      ? {
          '--password-stdin': options.password.stdin,
          '--password-file -': options.password.file === '-',
          '--security-token-file -': options.securityToken.file === '-',
        }
      : {}),
  }
}

function profileOf(credential: Credential, resolved: ResolvedClient): Profile {
  const { authMethod } = credential.client
  return {
    name: credential.profile,
    server: resolved.target,
    clientId: credential.client.id,
    grant: credential.grant,
    authMethod: authMethod === 'none' ? undefined : authMethod,
    scopes: resolved.scopes,
    redirectUri: undefined,
    sessionTimeout: resolved.sessionTimeout,
    ...reuseOf(resolved),
  }
}

/** An asset token is for another reader, so it is checked here and, when asked, explained. */
async function explainAsset(
  options: Extract<GrantOptions, { grant: 'asset_token' }>,
  credential: Credential,
  services: Services,
): Promise<void> {
  const { verifyAssetToken } = await import('../flows/verify-asset-token.js')
  const token = await verifyAssetToken(credential, services, services.signal)
  if (!options.show) return
  const { assetClaimsText } = await import('../output/asset-claims.js')
  services.note(assetClaimsText(token, services.now()))
}
