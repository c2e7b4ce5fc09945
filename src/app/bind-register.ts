import { readSecret } from '../config/secret-input.js'
import type { RegisterContext } from '../commands/register.js'
import { AuthError } from '../kernel/errors.js'
import { parseJsonObject, type JsonObject } from '../kernel/json.js'
import type { StoreKind } from '../kernel/ports.js'
import type { ServerTarget } from '../kernel/profile.js'
import type { ClientMetadataOptions, RegisterOptions } from '../kernel/register-options.js'
import type { Registration } from '../kernel/registration.js'
import type { Secret } from '../kernel/secret.js'
import type { RegistrationView } from '../kernel/server-views.js'
import type { ClientInformation } from '../oauth/registration-answer.js'
import { refuseTwoReaders, requiredSecret } from './client-input.js'
import { keepRegistration, refuseTaken, registrationOf } from './keep-registration.js'
import { serverTarget } from './server-target.js'
import type { Services } from './services.js'

/** Binds the `register` commands to this process. */
export function registerContext(services: Services): RegisterContext {
  return {
    create: (options) => create(options, services),
    read: () =>
      withRegistration(services, async (registration, keep) => {
        const { readClient } = await import('../flows/register-manage.js')
        const provider = await services.providerOf(registration.server.kind)
        const information = await readClient(registration, provider, services, services.signal)
        return shown(information, await keep(information), services)
      }),
    update: (metadata) => update(metadata, services),
    delete: () =>
      withRegistration(services, async (registration) => {
        const { deleteClient } = await import('../flows/register-manage.js')
        const provider = await services.providerOf(registration.server.kind)
        await deleteClient(registration, provider, services, services.signal)
        const { profile, server, clientId } = registration
        await services.stores.registrations.forget(profile)
        return { profile, host: new URL(server.url).host, clientId }
      }),
    show: services.show,
  }
}

type Shown = Omit<RegistrationView, 'kind' | 'told'>

async function create(options: RegisterOptions, services: Services): Promise<Shown> {
  refuseTwoReaders({
    '--initial-access-token-stdin': options.initialAccessTokenStdin,
    '--initial-access-token-file -': options.initialAccessTokenFile === '-',
    '--metadata -': options.metadata.metadataFile === '-',
  })
  const { name, profile } = await services.selected()
  const target = await serverTarget(options.server, profile, services)
  const provider = await services.providerOf(target.kind)
  const { clientMetadata, defaultMetadata } = await import('../flows/register-metadata.js')
  const own = await ownDocument(options.metadata, services)
  const before = own ?? defaultMetadata(target.kind, provider.defaultRedirectUri)
  const metadata = clientMetadata(before, options.metadata)
  await refuseTaken(name, services)
  const store = await services.stores.chosen(services.globals.store)
  const initialAccessToken = await initialToken(options, target, services)
  const { register } = await import('../flows/register.js')
  return locked(name, store.kind, services, async () => {
    await refuseTaken(name, services)
    const information = await register(
      { target, provider, metadata, initialAccessToken },
      services,
      services.signal,
    )
    const registration = registrationOf(information, { profile: name, server: target })
    await keepRegistration(registration, information, store.kind, services)
    return shown(information, { registration, store: store.kind }, services)
  })
}

async function update(metadata: ClientMetadataOptions, services: Services): Promise<Shown> {
  const { clientMetadata } = await import('../flows/register-metadata.js')
  const own = await ownDocument(metadata, services)
  return withRegistration(services, async (registration, keep) => {
    const { updateClient } = await import('../flows/register-manage.js')
    const provider = await services.providerOf(registration.server.kind)
    const information = await updateClient(
      registration,
      (registered) => clientMetadata(own ?? registered, metadata),
      provider,
      { fetch: services.fetch, keep },
      services.signal,
    )
    return shown(information, await keep(information), services)
  })
}

interface Kept {
  readonly registration: Registration
  readonly store: StoreKind
}

/** Runs with the profile's registration, alone, so that rotated secrets are never lost to a sibling. */
async function withRegistration<T>(
  services: Services,
  act: (
    registration: Registration,
    keep: (information: ClientInformation) => Promise<Kept>,
  ) => Promise<T>,
): Promise<T> {
  const { name } = await services.existing()
  return services.withLock(name, async () => {
    const found = await services.stores.registrations.get(name)
    if (found === undefined) {
      throw new AuthError('login_required', `profile ${name} has no client that was registered`, {
        hint: `register one: oauthctl register HOST -p ${name}`,
      })
    }
    return act(found.registration, async (information) => {
      const registration = registrationOf(information, found.registration)
      await keepRegistration(registration, information, found.sealedBy, services)
      return { registration, store: found.sealedBy }
    })
  })
}

/** Nothing is written with `--no-store`, so there is nothing to lock. */
function locked<T>(
  profile: string,
  store: StoreKind,
  services: Services,
  section: () => Promise<T>,
): Promise<T> {
  return store === 'memory' ? section() : services.withLock(profile, section)
}

/** Salesforce always wants the token; elsewhere registration may be open. */
function initialToken(
  options: RegisterOptions,
  { kind }: ServerTarget,
  services: Services,
): Promise<Secret | undefined> {
  const sources = {
    name: 'the initial access token',
    file: { flag: '--initial-access-token-file', path: options.initialAccessTokenFile },
    stdin: { flag: '--initial-access-token-stdin', on: options.initialAccessTokenStdin },
    variable: 'OAUTHCTL_INITIAL_ACCESS_TOKEN',
  }
  if (kind === 'salesforce') return requiredSecret(sources, services)
  return readSecret(sources, services.host.env, services.host.readStdin)
}

async function ownDocument(
  { metadataFile }: ClientMetadataOptions,
  { host }: Services,
): Promise<JsonObject | undefined> {
  const text = await readSecret(
    {
      name: 'the client metadata',
      file: { flag: '--metadata', path: metadataFile },
      stdin: { flag: '', on: false },
      variable: '',
    },
    {},
    host.readStdin,
  )
  const source = { name: 'the client metadata', code: 'bad_configuration' as const }
  return text === undefined ? undefined : parseJsonObject(text.expose(), source)
}

function shown(
  { document, dropped }: ClientInformation,
  { registration, store }: Kept,
  services: Services,
): Shown {
  const { profile, server } = registration
  for (const uri of dropped) services.warn(`the server did not register the redirect URI ${uri}`)
  return {
    profile,
    host: new URL(server.url).host,
    document,
    hasSecret: registration.clientSecret !== undefined,
    secretExpiresAt: registration.secretExpiresAt,
    managed: registration.management !== undefined,
    store,
    now: services.now(),
  }
}
