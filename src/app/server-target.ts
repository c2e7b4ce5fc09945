import { resolveClient } from '../config/resolve-client.js'
import type { Profile, ServerTarget } from '../kernel/profile.js'
import type { ServerName } from '../kernel/register-options.js'
import type { Services } from './services.js'

/**
 * The server that a command is about: as it was named, else by the environment, else the profile's, else login.
 *
 * @throws {AuthError} `usage` for a host and an issuer together, or for what names no server.
 */
export async function serverTarget(
  { host, issuer }: ServerName,
  profile: Profile | undefined,
  services: Services,
): Promise<ServerTarget> {
  const { orgUrl } = await import('../salesforce/org-host.js')
  const nothing = { clientId: undefined, clientSecretFile: undefined, clientSecretStdin: false }
  const noKey = { keyFile: undefined, keyId: undefined, authMethod: undefined }
  return resolveClient(
    { host, issuer, ...nothing, ...noKey, scopes: [], sessionTimeout: undefined },
    { env: services.host.env, profileName: '', profile, orgUrl },
  ).target
}

/** The same for commands that need a named profile to exist. @throws {AuthError} `unknown_profile` besides. */
export async function existingTarget(
  server: ServerName,
  services: Services,
): Promise<ServerTarget> {
  const { profile } = await services.existing()
  return serverTarget(server, profile, services)
}
