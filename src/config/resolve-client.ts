import type { ClientAuthMethod } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Profile, RotationReuse, ServerTarget } from '../kernel/profile.js'
import type { ServerOptions } from '../kernel/server-options.js'
import { firstOf, oneOf } from './choice.js'
import { variable, type Environment } from './environment.js'
import { namesServer } from './server-url.js'

const authMethods: readonly ClientAuthMethod[] = ['none', 'post', 'basic', 'private-key-jwt']

/** A server and a client resolved from flags, environment, profile and defaults. No secret yet. */
export interface ResolvedClient {
  readonly profile: string
  readonly target: ServerTarget
  /** `undefined` when nobody named one; see {@link requiredClientId}. */
  readonly clientId: string | undefined
  readonly authMethod: ClientAuthMethod | undefined
  readonly scopes: readonly string[] | undefined
  readonly sessionTimeout: number | undefined
  readonly rotationReuse?: RotationReuse
  /** The profile whose defaults count, because it is of this very client and server. */
  readonly kept: Profile | undefined
}

/** Where the choices come from besides the flags. */
export interface ClientSources {
  readonly env: Environment
  readonly profileName: string
  readonly profile: Profile | undefined
  /** Reads the way a person names an org. */
  readonly orgUrl: (host: string) => string
}

/**
 * Resolves a server and a client: flag, then environment, then profile, then default.
 *
 * @throws {AuthError} `usage` for what contradicts itself.
 */
export function resolveClient(options: ServerOptions, sources: ClientSources): ResolvedClient {
  const { env, profile } = sources
  const target = targetOf(options, sources)
  const clientId = firstOf(
    { origin: '--client-id', value: options.clientId },
    { origin: 'OAUTHCTL_CLIENT_ID', value: variable(env, 'OAUTHCTL_CLIENT_ID') },
    { origin: 'profile', value: mayKnowClient(profile, target) ? profile.clientId : undefined },
  )?.value
  const kept = sameClient(profile, target, clientId) ? profile : undefined
  const method = firstOf(
    { origin: '--auth-method', value: options.authMethod },
    { origin: 'OAUTHCTL_AUTH_METHOD', value: variable(env, 'OAUTHCTL_AUTH_METHOD') },
    { origin: 'profile', value: kept?.authMethod },
  )
  const scopes = firstOf(
    { origin: '--scope', value: options.scopes.length === 0 ? undefined : options.scopes },
    { origin: 'OAUTHCTL_SCOPE', value: variable(env, 'OAUTHCTL_SCOPE')?.split(/\s+/) },
    { origin: 'profile', value: kept?.scopes },
  )
  return {
    profile: sources.profileName,
    target,
    clientId,
    authMethod: method === undefined ? undefined : oneOf(method, authMethods),
    scopes: scopes?.value.filter((scope) => scope !== ''),
    sessionTimeout: options.sessionTimeout ?? kept?.sessionTimeout,
    ...reuseOf(kept),
    kept,
  }
}

/** As the profile has it; absent where it says nothing. */
export function reuseOf(
  kept: Pick<Profile, 'rotationReuse'> | undefined,
): Pick<Profile, 'rotationReuse'> {
  return kept?.rotationReuse === undefined ? {} : { rotationReuse: kept.rotationReuse }
}

/** One app may serve many orgs; any other server has clients of its own. */
function mayKnowClient(profile: Profile | undefined, target: ServerTarget): profile is Profile {
  if (profile?.server.kind !== target.kind) return false
  return target.kind === 'salesforce' || profile.server.url === target.url
}

/** Defaults belong to a client at a server; a login of another one starts without them. */
function sameClient(
  profile: Profile | undefined,
  target: ServerTarget,
  clientId: string | undefined,
): profile is Profile {
  if (profile === undefined || profile.clientId !== clientId) return false
  const { kind, url } = profile.server
  return kind === target.kind && url === target.url
}

function targetOf(options: ServerOptions, { env, profile, orgUrl }: ClientSources): ServerTarget {
  if (options.host !== undefined && options.issuer !== undefined) throw twoServers('--issuer')
  if (options.host !== undefined) return { kind: 'salesforce', url: orgUrl(options.host) }
  if (options.issuer !== undefined) return issuerTarget('--issuer', options.issuer)
  const host = variable(env, 'OAUTHCTL_HOST')
  const issuer = variable(env, 'OAUTHCTL_ISSUER')
  if (host !== undefined && issuer !== undefined) throw twoServers('OAUTHCTL_ISSUER')
  if (host !== undefined) return { kind: 'salesforce', url: orgUrl(host) }
  if (issuer !== undefined) return issuerTarget('OAUTHCTL_ISSUER', issuer)
  return profile?.server ?? { kind: 'salesforce', url: orgUrl('login') }
}

function issuerTarget(origin: string, issuer: string): ServerTarget {
  if (namesServer(issuer)) return { kind: 'openid', url: issuer }
  throw new AuthError('usage', `${origin} is no issuer URL: ${JSON.stringify(issuer)}`, {
    hint: 'give an https URL without query and fragment (http on loopback)',
  })
}

function twoServers(issuer: string): AuthError {
  return new AuthError('usage', `a host and ${issuer} name two servers`, {
    hint: 'give the host of a Salesforce org, or --issuer for any other server',
  })
}

/**
 * The client id, which no command makes up.
 *
 * @throws {AuthError} `input_required` saying where to get one.
 */
export function requiredClientId({ clientId, target }: ResolvedClient): string {
  if (clientId !== undefined) return clientId
  const where =
    target.kind === 'salesforce'
      ? 'make an external client app in Setup > External Client App Manager with the callback URL http://localhost:1717/OauthRedirect, and give its consumer key'
      : 'register a native client with the redirect URI http://127.0.0.1/callback at the server, and give its id'
  throw new AuthError('input_required', 'no client id was given, and none is built in', {
    hint: `${where}: --client-id ID, or OAUTHCTL_CLIENT_ID`,
  })
}
