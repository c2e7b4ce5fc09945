import { whole } from './org-config/fields.js'
import { checkUsersOfApps, overDefaults, parseConfig } from './org-config/parse-config.js'
import { defaultUsers } from './default-users.js'
import { openHosts, type OpenHosts } from './open-hosts.js'
import { serveOrg, type Org } from './serve-org.js'
import { tempFiles } from './temp-files.js'
import { tlsIdentity } from './tls-identity.js'

export type { Org } from './serve-org.js'
export { OrgError, type OrgErrorCode } from './org-error.js'
export type { ReadyApp, ReadyLine, ReadyUser } from './ready-line.js'
export type { Hosts, Role } from './role.js'

/** How to start an org. */
export interface OrgOptions {
  /** N for N to N+3, in the order My Domain, login, test, site; 0, the default, for four free ports. */
  readonly port?: number
  /** The parsed JSON of a configuration: `{"apps":[],"users":[],"org":{}}`. */
  readonly config?: unknown
  /** Whether every page for a person answers itself, as the first user. */
  readonly autoApprove?: boolean
  /** Whether the hosts speak https under a throw-away authority. */
  readonly tls?: boolean
}

/**
 * Starts a Salesforce org on loopback, with keys and secrets that no other run has.
 *
 * @throws {OrgError} `bad_config` naming the key, or `port_in_use` naming the port.
 * @see cli-contract.md section 7
 */
export async function startOrg(options: OrgOptions = {}): Promise<Org> {
  const first = whole(0, 65_532)(options.port ?? 0, 'port')
  const config = parseConfig(options.config)
  const users = overDefaults(defaultUsers(), config.users, (user) => user.username)
  checkUsersOfApps(config.apps, users)
  const files = await tempFiles()
  let hosts: OpenHosts | undefined
  try {
    const identity = options.tls === true ? await tlsIdentity(files) : undefined
    hosts = await openHosts(first, identity)
    const autoApprove = options.autoApprove ?? false
    return await serveOrg({ config, users, autoApprove, hosts, files, identity })
  } catch (cause) {
    await hosts?.close()
    await files.remove()
    throw cause
  }
}
