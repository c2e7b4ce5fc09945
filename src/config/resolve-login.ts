import { AuthError } from '../kernel/errors.js'
import type { LoginOptions } from '../kernel/login-options.js'
import type { ServerKind } from '../kernel/credential.js'
import { variable } from './environment.js'
import {
  requiredClientId,
  resolveClient,
  type ClientSources,
  type ResolvedClient,
} from './resolve-client.js'

/** What protects a login, or has a flag of its own: `--param` cannot weaken it (cli-contract 8.4). */
const ownParameters: ReadonlySet<string> = new Set([
  ...['response_type', 'client_id', 'client_secret', 'redirect_uri'],
  ...['state', 'nonce', 'code_challenge', 'code_challenge_method'],
])

/** A login resolved from flags, environment, profile and defaults. No secret yet. */
export interface ResolvedLogin extends ResolvedClient {
  readonly clientId: string
  /** The redirect URI asked for; `undefined` leaves it to the provider. */
  readonly redirectUri: string | undefined
  readonly prompt: string | undefined
  readonly extra: readonly (readonly [string, string])[]
  readonly browser: string | undefined
}

/**
 * Resolves a login: flag, then environment, then profile, then default.
 *
 * @throws {AuthError} `usage` for what contradicts itself, `input_required` without a client id.
 */
export function resolveLogin(options: LoginOptions, sources: ClientSources): ResolvedLogin {
  const { env } = sources
  const resolved = resolveClient(options, sources)
  return {
    ...resolved,
    clientId: requiredClientId(resolved),
    redirectUri: options.redirectUri ?? resolved.kept?.redirectUri,
    prompt: promptOf(options, resolved.target.kind),
    extra: [...ownExtra(options, resolved.target.kind), ...options.parameters.map(parameter)],
    browser: options.browser ?? variable(env, 'OAUTHCTL_BROWSER') ?? variable(env, 'BROWSER'),
  }
}

const displays: readonly string[] = ['page', 'popup', 'touch', 'mobile', 'wap']

/** The parameters that have a flag and that not every server knows. @throws {AuthError} `usage`. */
function ownExtra(
  { display, ssoProvider, immediate, flow }: LoginOptions,
  kind: ServerKind,
): readonly (readonly [string, string])[] {
  if (display !== undefined && !displays.includes(display)) {
    throw new AuthError('usage', `--display ${JSON.stringify(display)} is not a kind of pages`, {
      hint: `give one of ${displays.join(', ')}`,
    })
  }
  if (kind === 'openid') {
    refuseElsewhere('--sso-provider', ssoProvider !== undefined)
    refuseElsewhere(`--${flow}`, flow === 'hybrid' || flow === 'hybrid-user-agent')
  }
  return [
    ...(display === undefined ? [] : [['display', display] as const]),
    ...(ssoProvider === undefined ? [] : [['sso_provider', ssoProvider] as const]),
    ...(immediate && kind === 'salesforce' ? [['immediate', 'true'] as const] : []),
  ]
}

/** Other servers know Salesforce's `immediate` as `prompt=none` (OpenID Connect Core §3.1.2.1). */
function promptOf({ prompt, immediate }: LoginOptions, kind: ServerKind): string | undefined {
  if (!immediate) return prompt
  if (prompt === undefined) return kind === 'openid' ? 'none' : undefined
  throw new AuthError('usage', '--immediate and --prompt contradict each other', {
    hint: 'give --immediate for no page at all, or --prompt for a certain one',
  })
}

function refuseElsewhere(flag: string, given: boolean): void {
  if (!given) return
  throw new AuthError('usage', `${flag} is Salesforce's own, and --issuer names another server`, {
    hint: `leave ${flag} out, or name an org`,
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
