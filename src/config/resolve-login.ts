import { AuthError } from '../kernel/errors.js'
import type { ClientAuthMethod } from '../kernel/credential.js'
import type { LoginOptions } from '../kernel/login-options.js'
import type { Profile, ServerTarget } from '../kernel/profile.js'
import { firstOf, oneOf, type Choice } from './choice.js'
import { variable, type Environment } from './environment.js'
import { namesServer } from './server-url.js'

const authMethods: readonly ClientAuthMethod[] = ['none', 'post', 'basic']

/** What protects a login, or has a flag of its own: `--param` cannot weaken it (cli-contract 8.4). */
const ownParameters: ReadonlySet<string> = new Set([
  ...['response_type', 'client_id', 'client_secret', 'redirect_uri'],
  ...['state', 'nonce', 'code_challenge', 'code_challenge_method'],
])

/** A login resolved from flags, environment, profile and defaults. No secret yet. */
export interface ResolvedLogin {
  readonly profile: string
  readonly target: ServerTarget
  readonly clientId: string
  readonly authMethod: ClientAuthMethod | undefined
  readonly scopes: readonly string[] | undefined
  /** The redirect URI asked for; `undefined` leaves it to the provider. */
  readonly redirectUri: string | undefined
  readonly extra: readonly (readonly [string, string])[]
  readonly sessionTimeout: number | undefined
  readonly browser: string | undefined
}

/** Where the choices come from besides the flags. */
export interface LoginSources {
  readonly env: Environment
  readonly profileName: string
  readonly profile: Profile | undefined
  /** Reads the way a person names an org. */
  readonly orgUrl: (host: string) => string
}

/**
 * Resolves a login: flag, then environment, then profile, then default.
 *
 * @throws {AuthError} `usage` for what contradicts itself, `input_required` without a client id.
 */
export function resolveLogin(options: LoginOptions, sources: LoginSources): ResolvedLogin {
  const { env, profile } = sources
  const target = targetOf(options, sources)
  const clientId =
    firstOf(
      { origin: '--client-id', value: options.clientId },
      { origin: 'OAUTHCTL_CLIENT_ID', value: variable(env, 'OAUTHCTL_CLIENT_ID') },
      { origin: 'profile', value: mayKnowClient(profile, target) ? profile.clientId : undefined },
    ) ?? noClientId(target)
  const kept = sameClient(profile, target, clientId.value) ? profile : undefined
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
    clientId: clientId.value,
    authMethod: method === undefined ? undefined : oneOf(method, authMethods),
    scopes: scopes?.value.filter((scope) => scope !== ''),
    redirectUri: options.redirectUri ?? kept?.redirectUri,
    extra: options.parameters.map(parameter),
    sessionTimeout: options.sessionTimeout ?? kept?.sessionTimeout,
    browser:
      options.browser ?? variable(env, 'OAUTHCTL_BROWSER') ?? variable(env, 'BROWSER') ?? undefined,
  }
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
  clientId: string,
): profile is Profile {
  return profile?.clientId === clientId && profile.server.url === target.url
}

function targetOf(options: LoginOptions, { env, profile, orgUrl }: LoginSources): ServerTarget {
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

function noClientId(target: ServerTarget): Choice<string> {
  const where =
    target.kind === 'salesforce'
      ? 'make an external client app in Setup > External Client App Manager with the callback URL http://localhost:1717/OauthRedirect, and give its consumer key'
      : 'register a native client with the redirect URI http://127.0.0.1/callback at the server, and give its id'
  throw new AuthError('input_required', 'no client id was given, and none is built in', {
    hint: `${where}: --client-id ID, or OAUTHCTL_CLIENT_ID`,
  })
}

function parameter(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  const name = text.slice(0, Math.max(0, at))
  if (ownParameters.has(name)) {
    throw new AuthError('usage', `--param ${name} would replace what oauthctl makes itself`, {
      hint: `leave --param ${name} out`,
    })
  }
  if (name !== '') return [name, text.slice(at + 1)]
  throw new AuthError('usage', `--param ${JSON.stringify(text)} is not k=v`, {
    hint: 'give --param NAME=VALUE',
  })
}
