import { reuseOf } from '../config/resolve-client.js'
import { loginRedirect } from '../flows/register-metadata.js'
import { AuthError } from '../kernel/errors.js'
import { own } from '../kernel/json.js'
import type { StoreKind } from '../kernel/ports.js'
import type { Registration } from '../kernel/registration.js'
import type { ClientInformation } from '../oauth/registration-answer.js'
import { saveProfile } from './keep-credential.js'
import type { Services } from './services.js'

/**
 * Refuses to put a new client where a profile has one already: unlike tokens, a registered client cannot be got
 * again.
 *
 * @throws {AuthError} `usage` naming the way out; store errors.
 */
export async function refuseTaken(profile: string, { stores }: Services): Promise<void> {
  const registered = (await stores.registrations.get(profile)) !== undefined
  if (!registered && (await stores.holding(profile)) === undefined) return
  throw new AuthError(
    'usage',
    `profile ${profile} already holds ${registered ? 'a registered client' : 'a login'}`,
    {
      hint: `name another profile: -p NAME; or first ${registered ? `remove that client: oauthctl register delete -p ${profile}` : `log out: oauthctl logout -p ${profile}`}`,
    },
  )
}

/** What is kept of an answer, over what was known: an answer that repeats no secret changes none. */
export function registrationOf(
  information: ClientInformation,
  before: Pick<Registration, 'profile' | 'server'> & Partial<Registration>,
): Registration {
  const { clientId, clientSecret, secretExpiresAt, authMethod, management } = information
  return {
    profile: before.profile,
    server: before.server,
    clientId,
    clientSecret: clientSecret ?? (authMethod === 'none' ? undefined : before.clientSecret),
    secretExpiresAt: clientSecret === undefined ? before.secretExpiresAt : secretExpiresAt,
    authMethod: authMethod ?? before.authMethod,
    management: management ?? before.management,
  }
}

/**
 * Seals a registration, and lets the profile and a login that uses the client follow it. To be called under the
 * lock of the profile.
 */
export async function keepRegistration(
  registration: Registration,
  { document }: ClientInformation,
  kind: StoreKind,
  services: Services,
): Promise<void> {
  const { profile: name, server, clientId, authMethod } = registration
  await services.stores.registrations.put(registration, kind)
  if (kind === 'memory') {
    services.warn('nothing is stored, so the secrets of this client end with this command: -o json')
    return
  }
  const kept = services.profiles().profiles.get(name)
  const same = kept?.clientId === clientId && kept.server.url === server.url ? kept : undefined
  await saveProfile(
    {
      name,
      server,
      clientId,
      grant: same?.grant ?? 'authorization_code',
      authMethod: authMethod === 'none' ? undefined : authMethod,
      scopes: same?.scopes,
      redirectUri: loginRedirect(server.kind, own(document, 'redirect_uris'), same?.redirectUri),
      sessionTimeout: same?.sessionTimeout,
      ...reuseOf(same),
    },
    services,
  )
  await renewSecret(registration, services)
}

/** A login of this very client must refresh with its new secret. */
async function renewSecret(registration: Registration, { stores }: Services): Promise<void> {
  const { profile, server, clientId, clientSecret } = registration
  const store = await stores.holding(profile)
  const credential = await store?.get(profile)
  if (store === undefined || credential === undefined || clientSecret === undefined) return
  const { client } = credential
  if (client.id !== clientId || credential.server.url !== server.url) return
  if (client.secret?.expose() === clientSecret.expose()) return
  await store.put({ ...credential, client: { ...client, secret: clientSecret } })
}
