import { AuthError } from '../kernel/errors.js'
import type { CredentialStore, KeySource, StoreKind, Stores } from '../kernel/ports.js'
import type { Registrations } from '../kernel/registration.js'
import { memoryStore } from './memory-store.js'
import { proveSealedFiles } from './prove-sealed-files.js'
import { peekRecord, removeRecord } from './record-file.js'
import { damaged, recordPlace } from './record-place.js'
import { sealedFileStore } from './sealed-file-store.js'

/** Everything {@link stores} chooses from. */
export interface StoresOptions {
  /** Absolute. */
  readonly stateDirectory: string
  readonly keychain: KeySource
  readonly passphrase: KeySource
  readonly keyFile: KeySource
  /** Whether the environment or a file gives a passphrase: then it may stand in for the keychain. */
  readonly passphraseGiven: boolean
}

/** The ways out that every message about an unusable store names. */
const otherStores =
  'choose another store: `--store key-file`, a passphrase in OAUTHCTL_STORE_PASSPHRASE, or ' +
  '`--no-store` to keep nothing'

/**
 * Chooses among the stores: a record is read with what sealed it, and written with what was forced
 * or else with the keychain, else with a passphrase if one was given. Never in the clear.
 */
export function stores(options: StoresOptions): Stores {
  const { stateDirectory } = options
  const memory = memoryStore()
  const storeOf = (kind: StoreKind): CredentialStore =>
    kind === 'memory' ? memory : sealedFileStore(stateDirectory, sourceOf(kind, options))
  const proven = async (kind: StoreKind): Promise<CredentialStore> => {
    if (kind === 'memory') return memory
    await proveSealedFiles(stateDirectory)
    await sourceOf(kind, options).prove()
    return storeOf(kind)
  }
  return {
    holding: async (profile) => {
      if ((await memory.get(profile)) !== undefined) return memory
      const place = recordPlace(stateDirectory, profile)
      const header = peekRecord(stateDirectory, place)
      if (header?.kind === 'memory') throw damaged(place, 'its key was never kept')
      return header === undefined ? undefined : storeOf(header.kind)
    },
    chosen: (forced) => {
      if (forced !== undefined) return explained(forced, () => proven(forced))
      return byDefault(proven, options.passphraseGiven)
    },
    forget: async (profile) => {
      const forgotten = await memory.delete(profile)
      return removeRecord(stateDirectory, recordPlace(stateDirectory, profile)) || forgotten
    },
    registrations: onDemand(() =>
      import('./registrations.js').then(({ sealedRegistrations }) =>
        sealedRegistrations(stateDirectory, (kind) => sourceOf(kind, options)),
      ),
    ),
  }
}

/** Loaded at first use: a token needs none of it. */
function onDemand(load: () => Promise<Registrations>): Registrations {
  let loaded: Promise<Registrations> | undefined
  const opened = (): Promise<Registrations> => (loaded ??= load())
  return {
    get: async (profile) => (await opened()).get(profile),
    put: async (registration, kind) => (await opened()).put(registration, kind),
    forget: async (profile) => (await opened()).forget(profile),
  }
}

function sourceOf(kind: Exclude<StoreKind, 'memory'>, options: StoresOptions): KeySource {
  switch (kind) {
    case 'keychain':
      return options.keychain
    case 'passphrase':
      return options.passphrase
    case 'key-file':
      return options.keyFile
  }
}

async function byDefault(
  proven: (kind: StoreKind) => Promise<CredentialStore>,
  passphraseGiven: boolean,
): Promise<CredentialStore> {
  const fromKeychain = await storeOrFault(() => proven('keychain'))
  if (!(fromKeychain instanceof AuthError)) return fromKeychain
  const fromPassphrase = passphraseGiven
    ? await storeOrFault(() => proven('passphrase'))
    : new AuthError('store_unavailable', 'none was given')
  if (!(fromPassphrase instanceof AuthError)) return fromPassphrase
  throw new AuthError(
    fromKeychain.code,
    `no store can be used: keychain: ${fromKeychain.message}; passphrase: ${fromPassphrase.message}`,
    { cause: fromKeychain, hint: withOthers(fromKeychain.hint) },
  )
}

async function explained(
  kind: StoreKind,
  open: () => Promise<CredentialStore>,
): Promise<CredentialStore> {
  const result = await storeOrFault(open)
  if (!(result instanceof AuthError)) return result
  throw new AuthError(result.code, `the store ${kind} cannot be used: ${result.message}`, {
    cause: result,
    hint: withOthers(result.hint),
  })
}

/** Faults of the store are reasons to report; anything else is not ours to explain. */
async function storeOrFault(
  open: () => Promise<CredentialStore>,
): Promise<CredentialStore | AuthError> {
  try {
    return await open()
  } catch (error) {
    if (error instanceof AuthError && error.exitStatus === 8) return error
    throw error
  }
}

function withOthers(hint: string | undefined): string {
  return hint === undefined ? otherStores : `${hint}, or ${otherStores}`
}
