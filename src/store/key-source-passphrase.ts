import { randomBytes, scrypt } from 'node:crypto'
import { AuthError } from '../kernel/errors.js'
import { asJsonObject, requiredString, type JsonObject, type JsonSource } from '../kernel/json.js'
import type { KeySource, SealingKey } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import { readCost, writingCost, type ScryptCost } from './scrypt-cost.js'

const saltBytes = 16
const source: JsonSource = {
  name: 'the sealed credential',
  code: 'store_damaged',
}

/**
 * Derives the key from a passphrase with scrypt (RFC 7914), with a new salt for every record.
 *
 * @param ask Gives the passphrase from the environment, a file or a prompt; `undefined` when there is
 * none. Asked at most once.
 */
export function passphraseKeySource(ask: () => Promise<Secret | undefined>): KeySource {
  let asked: Promise<string> | undefined
  const passphrase = (): Promise<string> => (asked ??= ask().then(usable))
  const derived = new Map<string, Promise<Uint8Array>>()
  const keyOf = async (salt: Buffer, cost: ScryptCost): Promise<Uint8Array> => {
    const name = `${salt.toString('base64url')} ${Object.values(cost).join(' ')}`
    const known = derived.get(name) ?? derive(await passphrase(), salt, cost)
    derived.set(name, known)
    return known
  }
  const fresh = async (): Promise<SealingKey> => {
    const salt = randomBytes(saltBytes)
    const key = await keyOf(salt, writingCost)
    return { key, parameters: { salt: salt.toString('base64url'), ...writingCost } }
  }
  // What proving has derived seals the next record: half a second saved.
  let spare: SealingKey | undefined
  return {
    kind: 'passphrase',
    label: 'files sealed with a passphrase',
    prove: async () => {
      spare ??= await fresh()
    },
    keyForWriting: async () => {
      const key = spare ?? (await fresh())
      spare = undefined
      return key
    },
    keyForReading: async (parameters) => {
      const header = asJsonObject(parameters, source)
      const cost = readCost(header, source)
      return keyOf(readSalt(header), cost)
    },
  }
}

function readSalt(header: JsonObject): Buffer {
  const text = requiredString(header, 'salt', source)
  const salt = Buffer.from(text, 'base64url')
  if (salt.length === saltBytes && salt.toString('base64url') === text) return salt
  throw new AuthError(source.code, `the salt of ${source.name} is wrong`)
}

function usable(passphrase: Secret | undefined): string {
  const text = passphrase?.expose()
  if (text) return text
  throw new AuthError('store_unavailable', 'the passphrase of the store was not given', {
    hint: 'set OAUTHCTL_STORE_PASSPHRASE, or OAUTHCTL_STORE_PASSPHRASE_FILE to a file that holds it',
  })
}

/** RFC 7914 §6, without blocking the process. */
function derive(passphrase: string, salt: Buffer, cost: ScryptCost): Promise<Uint8Array> {
  // Keyboards differ in how they compose an accented letter.
  const bytes = Buffer.from(passphrase.normalize('NFC'))
  // Node's own limit is 32 MiB.
  const maxmem = 128 * cost.r * (cost.N + cost.p + 8)
  return new Promise((resolve, reject) => {
    scrypt(bytes, salt, 32, { ...cost, maxmem }, (cause, key) => {
      if (cause === null) resolve(key)
      else reject(underivable(cause))
    })
  })
}

function underivable(cause: Error): AuthError {
  return new AuthError('store_unavailable', 'the key cannot be derived from the passphrase', {
    cause,
    hint: 'free 128 MiB of memory',
  })
}
