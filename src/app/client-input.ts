import { resolve } from 'node:path'
import { variable } from '../config/environment.js'
import { readSecret, type SecretSources } from '../config/secret-input.js'
import type { Client, Server } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Registration } from '../kernel/registration.js'
import { Secret } from '../kernel/secret.js'
import type { ServerOptions } from '../kernel/server-options.js'
import type { SigningKey, TextPlace } from '../kernel/text-place.js'
import type { ResolvedClient } from '../config/resolve-client.js'
import type { Services } from './services.js'

/** Reads the client secret that was given for this run, if any. */
export function givenSecret(
  options: Pick<ServerOptions, 'clientSecretFile' | 'clientSecretStdin'>,
  services: Services,
): Promise<Secret | undefined> {
  return readSecret(
    {
      name: 'the client secret',
      file: { flag: '--client-secret-file', path: options.clientSecretFile },
      stdin: { flag: '--client-secret-stdin', on: options.clientSecretStdin },
      variable: 'OAUTHCTL_CLIENT_SECRET',
    },
    services.host.env,
    services.host.readStdin,
  )
}

/** Finds the private key that was given for this run: a file stays a file, stdin and variables are sealed. */
export async function givenKey(
  options: Pick<ServerOptions, 'keyFile' | 'keyId'>,
  services: Services,
): Promise<SigningKey | undefined> {
  const place = await givenPlace(
    options.keyFile,
    { name: 'the private key', flag: '--key-file', variable: 'OAUTHCTL_KEY' },
    services,
  )
  if (place === undefined) return undefined
  const { host } = services
  const passphrase = await readSecret(
    {
      name: 'the passphrase of the private key',
      file: { flag: '', path: undefined },
      stdin: { flag: '', on: false },
      variable: 'OAUTHCTL_KEY_PASSPHRASE',
    },
    host.env,
    host.readStdin,
  )
  const key = { place, passphrase, id: options.keyId }
  return passphrase === undefined ? withAskedPassphrase(key, services) : key
}

/** An encrypted key without a passphrase is a question for a person, if there is one. */
async function withAskedPassphrase(key: SigningKey, services: Services): Promise<SigningKey> {
  if (!services.mayAsk) return key
  const text = await services.readText(key.place, 'the private key', services.signal)
  if (!text.expose().includes('ENCRYPTED')) return key
  const { askSecret } = await import('../output/ask-secret.js')
  return { ...key, passphrase: await askSecret('Passphrase of the private key') }
}

/** How a text is called, by which flag and which variable it comes. */
export interface TextNames {
  readonly name: string
  readonly flag: string
  /** Empty: no variable. */
  readonly variable: string
}

/** Finds a text given by a flag or a variable: a file by its path, everything else by its content. */
export async function givenPlace(
  path: string | undefined,
  { name, flag, variable: base }: TextNames,
  services: Services,
): Promise<TextPlace | undefined> {
  const { env, readStdin } = services.host
  if (path === '-') {
    const text = (await readStdin()).trim()
    if (text !== '') return { kind: 'sealed', text: new Secret(text) }
    throw new AuthError('input_required', `stdin holds no text where ${name} should be`, {
      hint: `pipe ${name} into the command, or give ${flag} FILE`,
    })
  }
  if (path !== undefined) return { kind: 'file', path: resolve(path) }
  if (base === '') return undefined
  const text = variable(env, base)
  if (text !== undefined) return { kind: 'sealed', text: new Secret(text) }
  const file = variable(env, `${base}_FILE`)
  return file === undefined ? undefined : { kind: 'file', path: resolve(file) }
}

/** A required secret: given, or asked of a person. @throws {AuthError} `input_required` naming the flag. */
export async function requiredSecret(sources: SecretSources, services: Services): Promise<Secret> {
  const { host } = services
  const given = await readSecret(sources, host.env, host.readStdin)
  if (given !== undefined) return given
  if (services.mayAsk) {
    const { askSecret } = await import('../output/ask-secret.js')
    return askSecret(sources.name.replace(/^./, (letter) => letter.toUpperCase()))
  }
  throw new AuthError('input_required', `${sources.name} was not given`, {
    hint: `give ${sources.file.flag} FILE or ${sources.variable}`,
  })
}

/** Refuses a second reader of stdin before the first has emptied it. @throws {AuthError} `usage`. */
export function refuseTwoReaders(readers: Readonly<Record<string, boolean>>): void {
  const reading = Object.entries(readers).flatMap(([flag, on]) => (on ? [flag] : []))
  if (reading.length < 2) return
  throw new AuthError('usage', `${reading.join(' and ')} all want stdin`, {
    hint: 'give all but one as files',
  })
}

/** The client of a grant, settled: with the secret or key of this run, else with those of the stored login or registration. */
export async function settledClient(
  resolved: ResolvedClient,
  clientId: string,
  given: { readonly secret: Secret | undefined; readonly key: SigningKey | undefined },
  services: Services,
): Promise<Omit<Client, 'authMethod'>> {
  if (given.secret !== undefined || given.key !== undefined) return { id: clientId, ...given }
  const stored = await storedClient(resolved.profile, services)
  const same = stored?.server.url === resolved.target.url && stored.client.id === clientId
  if (same) return stored.client
  const registered = await registeredClient(resolved.profile, services)
  const own =
    registered?.server.url === resolved.target.url && registered.clientId === clientId
      ? registered.clientSecret
      : undefined
  return { id: clientId, secret: own, key: undefined }
}

/** The client that was registered for the profile and has not logged in yet, or whose login was forgotten. */
async function registeredClient(
  profile: string,
  services: Services,
): Promise<Registration | undefined> {
  try {
    return (await services.stores.registrations.get(profile))?.registration
  } catch (error) {
    if (error instanceof AuthError) return undefined
    throw error
  }
}

async function storedClient(
  profile: string,
  services: Services,
): Promise<{ readonly client: Client; readonly server: Server } | undefined> {
  try {
    return await (await services.stores.holding(profile))?.get(profile)
  } catch (error) {
    if (error instanceof AuthError) return undefined
    throw error
  }
}
