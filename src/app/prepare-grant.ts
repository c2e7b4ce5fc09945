import type { ResolvedClient } from '../config/resolve-client.js'
import { variable } from '../config/environment.js'
import type {
  Client,
  RunAgainGrant,
  SamlAssertionCredential,
  Server,
} from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { GrantOptions, SamlBearerOptions } from '../kernel/grant-options.js'
import { Secret } from '../kernel/secret.js'
import type { SigningKey } from '../kernel/text-place.js'
import type { Provider } from '../oauth/provider.js'
import { givenPlace, requiredSecret } from './client-input.js'
import { assetParts } from './prepare-asset.js'
import { exchangeParts } from './prepare-exchange.js'
import type { Services } from './services.js'

/** What every grant is made with. */
export interface GrantSetup {
  readonly resolved: ResolvedClient
  readonly server: Server
  readonly client: Client
  readonly key: SigningKey | undefined
  readonly provider: Provider
}

/**
 * Makes a grant of what was typed, reading secrets and finding files.
 *
 * @throws {AuthError} `input_required` naming what is missing.
 */
export async function prepareGrant(
  options: GrantOptions,
  setup: GrantSetup,
  services: Services,
): Promise<RunAgainGrant> {
  const { server, client, provider, resolved } = setup
  const common = { profile: resolved.profile, server, client }
  switch (options.grant) {
    case 'jwt_bearer':
      return {
        ...common,
        grant: 'jwt_bearer',
        assertion: {
          subject: username(options.username, services),
          audience: audienceOf(options.audience, services) ?? provider.assertionAudience(server),
          key: requiredKey(setup),
        },
      }
    case 'client_credentials':
      return { ...common, grant: 'client_credentials', scopes: resolved.scopes }
    case 'token_exchange':
      return {
        ...common,
        grant: 'token_exchange',
        ...(await exchangeParts(options, services)),
        scopes: resolved.scopes,
      }
    case 'saml_bearer':
      return {
        ...common,
        grant: 'saml_bearer',
        assertion: await samlAssertion(options, setup, services),
      }
    case 'saml_assertion':
      return {
        ...common,
        grant: 'saml_assertion',
        assertion: await givenAssertion(options.assertionFile, services),
      }
    case 'asset_token':
      return { ...common, grant: 'asset_token', ...(await assetParts(options, services)) }
    case 'password':
      return {
        ...common,
        grant: 'password',
        username: username(options.username, services),
        password: await passwordOf(options, services),
      }
  }
}

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

function requiredKey({ key }: GrantSetup): SigningKey {
  if (key !== undefined) return key
  throw new AuthError('input_required', 'no private key was given', {
    hint: 'give --key-file FILE, OAUTHCTL_KEY or OAUTHCTL_KEY_FILE; make one: oauthctl jwt keygen',
  })
}

async function samlAssertion(
  options: SamlBearerOptions,
  setup: GrantSetup,
  services: Services,
): Promise<Extract<RunAgainGrant, { grant: 'saml_bearer' }>['assertion']> {
  const names = { name: 'the assertion', flag: '--assertion-file', variable: 'OAUTHCTL_ASSERTION' }
  const place = await givenPlace(options.assertionFile, names, services)
  if (place !== undefined) return { kind: 'given', place }
  const certificate = { name: 'the certificate', flag: '--certificate', variable: '' }
  return {
    kind: 'built',
    subject: username(options.username, services),
    audience:
      audienceOf(options.audience, services) ?? setup.provider.assertionAudience(setup.server),
    key: requiredKey(setup),
    certificate: await givenPlace(options.certificate, certificate, services),
  }
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
