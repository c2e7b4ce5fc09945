import type { ResolvedClient } from '../config/resolve-client.js'
import { variable } from '../config/environment.js'
import type {
  Client,
  RunAgainGrant,
  SamlAssertion,
  SamlAssertionCredential,
  Server,
} from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { GrantOptions, SamlBearerOptions } from '../kernel/grant-options.js'
import { Secret } from '../kernel/secret.js'
import type { SigningKey } from '../kernel/text-place.js'
import { givenPlace, requiredSecret } from './client-input.js'
import { assetParts } from './prepare-asset.js'
import { exchangeParts } from './prepare-exchange.js'
import type { Services } from './services.js'

/** What is known before the server has been asked anything. */
export interface GrantInput {
  readonly resolved: ResolvedClient
  readonly key: SigningKey | undefined
}

/** What the server's metadata adds. */
export interface GrantServer {
  readonly server: Server
  readonly client: Client
  /** The `aud` of an assertion for it. */
  readonly audience: string
}

/** Completes a grant whose every input is at hand. */
export type CompleteGrant = (at: GrantServer) => RunAgainGrant

/**
 * Reads secrets and finds files for a grant, before any request: what is missing is told first.
 *
 * @throws {AuthError} `input_required` naming what is missing.
 */
export async function prepareGrant(
  options: GrantOptions,
  input: GrantInput,
  services: Services,
): Promise<CompleteGrant> {
  const { resolved } = input
  const common = ({ server, client }: GrantServer): Common => ({
    profile: resolved.profile,
    server,
    client,
  })
  switch (options.grant) {
    case 'jwt_bearer': {
      const key = requiredKey(input)
      const subject = username(options.username, services)
      const given = audienceOf(options.audience, services)
      return (at) => ({
        ...common(at),
        grant: 'jwt_bearer',
        assertion: { subject, audience: given ?? at.audience, key },
      })
    }
    case 'client_credentials':
      // Salesforce refuses a scope here and grants those of the app (cli-contract 8.6).
      return (at) => ({
        ...common(at),
        grant: 'client_credentials',
        scopes: at.server.kind === 'salesforce' ? undefined : resolved.scopes,
      })
    case 'token_exchange': {
      const parts = await exchangeParts(options, services)
      return (at) => ({
        ...common(at),
        grant: 'token_exchange',
        ...parts,
        scopes: resolved.scopes,
      })
    }
    case 'saml_bearer': {
      const assertion = await samlAssertion(options, input, services)
      return (at) => ({ ...common(at), grant: 'saml_bearer', assertion: assertion(at) })
    }
    case 'saml_assertion': {
      const assertion = await givenAssertion(options.assertionFile, services)
      return (at) => ({ ...common(at), grant: 'saml_assertion', assertion })
    }
    case 'asset_token': {
      const parts = await assetParts(options, services)
      return (at) => ({ ...common(at), grant: 'asset_token', ...parts })
    }
    case 'password': {
      const name = username(options.username, services)
      const password = await passwordOf(options, services)
      return (at) => ({ ...common(at), grant: 'password', username: name, password })
    }
  }
}

type Common = Pick<RunAgainGrant, 'profile' | 'server' | 'client'>

function username(given: string | undefined, services: Services): string {
  const name = given ?? variable(services.host.env, 'OAUTHCTL_USERNAME')
  if (name !== undefined) return name
  throw new AuthError('input_required', 'no user name was given', {
    hint: 'give --username NAME or OAUTHCTL_USERNAME',
  })
}

function audienceOf(given: string | undefined, services: Services): string | undefined {
  return given ?? variable(services.host.env, 'OAUTHCTL_AUDIENCE')
}

function requiredKey({ key }: GrantInput): SigningKey {
  if (key !== undefined) return key
  throw new AuthError('input_required', 'no private key was given', {
    hint: 'give --key-file FILE, OAUTHCTL_KEY or OAUTHCTL_KEY_FILE; make one: oauthctl jwt keygen',
  })
}

async function samlAssertion(
  options: SamlBearerOptions,
  input: GrantInput,
  services: Services,
): Promise<(at: GrantServer) => SamlAssertion> {
  const names = { name: 'the assertion', flag: '--assertion-file', variable: 'OAUTHCTL_ASSERTION' }
  const place = await givenPlace(options.assertionFile, names, services)
  if (place !== undefined) return () => ({ kind: 'given', place })
  const file = { name: 'the certificate', flag: '--certificate', variable: '' }
  const certificate = await givenPlace(options.certificate, file, services)
  const subject = username(options.username, services)
  const key = requiredKey(input)
  const given = audienceOf(options.audience, services)
  return ({ audience }) => ({
    kind: 'built',
    subject,
    audience: given ?? audience,
    key,
    certificate,
  })
}

async function givenAssertion(
  path: string | undefined,
  services: Services,
): Promise<SamlAssertionCredential['assertion']> {
  const names = { name: 'the response', flag: '--assertion-file', variable: 'OAUTHCTL_ASSERTION' }
  const place = await givenPlace(path, names, services)
  if (place !== undefined) return place
  throw new AuthError('input_required', 'no SAML response was given', {
    hint: 'give --assertion-file FILE, or - for stdin',
  })
}

/** Salesforce takes the security token behind the password, in one parameter (salesforce-oauth.md §3.5). */
async function passwordOf(
  options: Extract<GrantOptions, { grant: 'password' }>,
  services: Services,
): Promise<Secret> {
  const password = await requiredSecret(
    {
      name: 'the password',
      file: { flag: '--password-file', path: options.password.file },
      stdin: { flag: '--password-stdin', on: options.password.stdin },
      variable: 'OAUTHCTL_PASSWORD',
    },
    services,
  )
  const { readSecret } = await import('../config/secret-input.js')
  const token = await readSecret(
    {
      name: 'the security token',
      file: { flag: '--security-token-file', path: options.securityToken.file },
      stdin: { flag: '', on: false },
      variable: 'OAUTHCTL_SECURITY_TOKEN',
    },
    services.host.env,
    services.host.readStdin,
  )
  return new Secret(`${password.expose()}${token?.expose() ?? ''}`)
}
