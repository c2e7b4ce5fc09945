import type { UserDocument, UserinfoContext } from '../commands/userinfo.js'
import { nothingStored } from '../flows/stored-credential.js'
import { identityDocument, userinfo } from '../flows/userinfo.js'
import type { Credential } from '../kernel/credential.js'
import { freshCredential } from './fresh-credential.js'
import { environmentToken } from './secret-text.js'
import type { Services } from './services.js'

/** Binds `userinfo` to this process. */
export function userinfoContext(services: Services): UserinfoContext {
  return {
    userinfo: () => ask(userinfo, services),
    identity: () => ask(identityDocument, services),
    now: services.now,
    show: services.show,
  }
}

async function ask(of: typeof userinfo, services: Services): Promise<UserDocument> {
  const { credential, owner } = await bearer(services)
  const provider = await services.providerOf(credential.server.kind)
  const document = await of(credential, owner, provider, services, services.signal)
  return { document, token: credential.tokens.accessToken }
}

/** A fresh token of the profile; one from the environment goes to the profile's server as it is. */
async function bearer(services: Services): Promise<{
  readonly credential: Credential
  readonly owner: 'stored' | 'unknown'
}> {
  const accessToken = environmentToken(services)
  if (accessToken !== undefined) {
    const { name } = await services.existing()
    const stored = await (await services.stores.holding(name))?.get(name)
    if (stored === undefined) throw nothingStored(name)
    return {
      credential: { ...stored, tokens: { ...stored.tokens, accessToken } },
      owner: 'unknown',
    }
  }
  const demand = { kind: 'min-ttl', seconds: undefined } as const
  return { credential: await freshCredential(demand, services), owner: 'stored' }
}
