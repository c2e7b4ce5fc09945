import { variable } from '../config/environment.js'
import { profilesPath } from '../config/profiles-file.js'
import type { StatusContext } from '../commands/status.js'
import type { Credential } from '../kernel/credential.js'
import { defaultSessionTimeout } from '../kernel/profile.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import type { OriginView } from '../kernel/view.js'
import type { Services } from './services.js'

/** Binds `status` to this process. */
export function statusContext(services: Services): StatusContext {
  return {
    known: async () => {
      const { name, profile } = await services.existing()
      const store = await services.stores.holding(name)
      const credential = await store?.get(name)
      return { name, profile, credential, store }
    },
    check: async (credential) => {
      const { checkToken } = await import('../flows/check-token.js')
      const provider = await services.providerOf(credential.server.kind)
      const { active, expiresAt } = await checkToken(
        credential,
        provider,
        services,
        services.signal,
      )
      const learnt = expiresAt !== undefined && credential.tokens.expiry?.at !== expiresAt
      return {
        active,
        credential: learnt ? await keep(credential, expiresAt, services) : credential,
      }
    },
    origins: () => origins(services),
    now: services.now,
    show: services.show,
  }
}

/** Keeps an expiry that the server told, unless the token has been renewed meanwhile. */
async function keep(
  credential: Credential,
  at: EpochSeconds,
  services: Services,
): Promise<Credential> {
  const tokens = { ...credential.tokens, expiry: { at, source: 'introspection' as const } }
  const learnt = { ...credential, tokens }
  await services.withLock(credential.profile, async () => {
    const store = await services.stores.holding(credential.profile)
    const stored = await store?.get(credential.profile)
    const same = stored?.tokens.accessToken.expose() === tokens.accessToken.expose()
    if (store !== undefined && same) await store.put(learnt)
  })
  return learnt
}

/** Where each setting came from: a flag, a variable, the profile or the default. */
async function origins(services: Services): Promise<readonly OriginView[]> {
  const { globals, host, folders } = services
  const { name, profile, origin } = await services.selected()
  const file = profilesPath(folders.config)
  const fromVariable = (setting: string, variableName: string): readonly OriginView[] => {
    const value = variable(host.env, variableName)
    return value === undefined ? [] : [{ setting, value, origin: variableName }]
  }
  return [
    { setting: 'profile', value: name, origin },
    ...(profile === undefined
      ? []
      : [
          { setting: 'server', value: profile.server.url, origin: file },
          { setting: 'client_id', value: profile.clientId, origin: file },
        ]),
    {
      setting: 'session_timeout',
      value: `${profile?.sessionTimeout ?? defaultSessionTimeout}`,
      origin: profile?.sessionTimeout === undefined ? 'default' : file,
    },
    ...fromVariable('store', 'OAUTHCTL_STORE'),
    ...fromVariable('output', 'OAUTHCTL_OUTPUT'),
    { setting: 'timeout', value: `${globals.timeoutMs / 1000}`, origin: '--timeout or default' },
    { setting: 'config', value: folders.config, origin: folderOrigin(host.env) },
    { setting: 'state', value: folders.state, origin: folderOrigin(host.env) },
  ]
}

function folderOrigin(env: Services['host']['env']): string {
  return variable(env, 'OAUTHCTL_HOME') === undefined ? 'default' : 'OAUTHCTL_HOME'
}
