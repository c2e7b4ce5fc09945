import { overDefaults, type OrgConfig } from './org-config/parse-config.js'
import { checkInitialTokens } from './org-config/check-initial-tokens.js'
import { defaultApps } from './default-apps.js'
import { roleListener } from './listener.js'
import type { OpenHosts } from './open-hosts.js'
import { orgState } from './org-state.js'
import { readyLine, type ReadyLine } from './ready-line.js'
import { hostsUnder } from './role.js'
import { rsaKeyPair } from './signing-keys.js'
import type { TempFiles } from './temp-files.js'
import type { TlsIdentity } from './tls-identity.js'
import type { User } from './user.js'

/** A running org. */
export interface Org extends AsyncDisposable {
  readonly ready: ReadyLine
  /** Cuts all connections, frees the ports and removes the files of the org. */
  readonly close: () => Promise<void>
}

/** What an org is put together from. */
interface OrgParts {
  readonly config: OrgConfig
  readonly users: readonly User[]
  readonly autoApprove: boolean
  readonly hosts: OpenHosts
  readonly files: TempFiles
  readonly identity: TlsIdentity | undefined
}

/** Makes an org and lets it answer at its open ports. */
export async function serveOrg(parts: OrgParts): Promise<Org> {
  const { config, users, autoApprove, hosts, files, identity } = parts
  const { ports } = hosts
  const scheme = identity === undefined ? 'http' : 'https'
  const { keyFile, certificate } = await signingKeyOfClient(files)
  const runAs = users.find((user) => user.kind !== 'external')?.username
  const usernames = users.map((user) => user.username)
  const defaults = defaultApps({ ports, scheme, certificate, runAs, usernames })
  const apps = overDefaults(defaults, config.apps, (app) => app.name)
  checkInitialTokens(config.settings, apps)
  const org = orgState({ settings: config.settings, apps, users, autoApprove })
  const closing = new AbortController()
  hosts.serve((role) => roleListener(role, { org, scheme, ports, closing: closing.signal }))
  const close = async (): Promise<void> => {
    closing.abort()
    await hosts.close()
    await files.remove()
  }
  return {
    ready: readyLine(org, hostsUnder(scheme, '127.0.0.1', ports), {
      key: { file: keyFile, certificate },
      caFile: identity?.caFile,
    }),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The key pair of the app `jwt`: a file for the client, the public half for the org. */
async function signingKeyOfClient(
  files: TempFiles,
): Promise<{ readonly keyFile: string; readonly certificate: string }> {
  const { privateKey, publicKey } = await rsaKeyPair()
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return {
    keyFile: await files.write('jwt.key', pem),
    certificate: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}
