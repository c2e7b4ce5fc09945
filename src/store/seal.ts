import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { AuthError } from '../kernel/errors.js'
import {
  asJsonObject,
  optionalObject,
  own,
  requiredString,
  type JsonObject,
  type JsonSource,
} from '../kernel/json.js'
import type { SealingKey, StoreKind } from '../kernel/ports.js'
import { damaged, fromNewerVersion, type RecordPlace } from './record-place.js'

const formatVersion = 1
const recordType = 'oauthctl-credential'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/** How people call the keys, and how they get the right one back. */
const keyOf: Readonly<Record<StoreKind, { readonly name: string; readonly hint: string }>> = {
  keychain: { name: 'key than the keychain holds', hint: 'restore the keychain item' },
  passphrase: {
    name: 'passphrase',
    hint: 'give the passphrase that sealed it in OAUTHCTL_STORE_PASSPHRASE',
  },
  'key-file': {
    name: 'key file',
    hint: 'point OAUTHCTL_STORE_KEY_FILE to the key file that sealed it',
  },
  memory: { name: 'process', hint: 'choose a store that lasts' },
}

/** What a sealed record says before it is opened. Nothing in it is trusted until it is. */
export interface SealedHeader {
  readonly kind: StoreKind
  /** What the key source needs to find the key again. */
  readonly parameters: JsonObject
  /** Fingerprint of the key that sealed it. */
  readonly keyId: string
}

/**
 * Seals text as a compact JWE, `dir` and `A256GCM` (RFC 7516 §3.1, RFC 7518 §4.5 and §5.3). The
 * record id, the format version and the key's parameters are authenticated with it.
 */
export function seal(text: string, place: RecordPlace, kind: StoreKind, key: SealingKey): string {
  const header = encode(
    Buffer.from(
      JSON.stringify({
        alg: 'dir',
        enc: 'A256GCM',
        typ: recordType,
        v: formatVersion,
        id: place.id,
        key: { ...key.parameters, kind },
        kid: fingerprint(key.key),
      }),
    ),
  )
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', exactly(key.key), nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(header, 'ascii'))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [header, '', encode(nonce), encode(sealed), encode(cipher.getAuthTag())].join('.')
}

/**
 * Reads what a record says about its key.
 *
 * @throws {AuthError} `store_damaged`; `store_unavailable` for the format of a newer version.
 */
export function readHeader(record: Buffer, place: RecordPlace): SealedHeader {
  return headerOf(split(record, place).header, place)
}

/**
 * Opens a record.
 *
 * @returns The text that was sealed.
 * @throws {AuthError} `store_damaged` when it was changed or belongs elsewhere, `store_wrong_key`
 * when another key sealed it, `store_unavailable` for the format of a newer version.
 */
export function unseal(record: Buffer, place: RecordPlace, key: Uint8Array): string {
  const parts = split(record, place)
  const header = headerOf(parts.header, place)
  const decipher = createDecipheriv('aes-256-gcm', exactly(key), parts.nonce, {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(parts.header, 'ascii'))
  decipher.setAuthTag(parts.tag)
  try {
    return Buffer.concat([decipher.update(parts.sealed), decipher.final()]).toString('utf8')
  } catch (cause) {
    if (header.keyId !== fingerprint(key)) throw wrongKey(place, header.kind, cause)
    throw damaged(place, 'its seal does not match its content', cause)
  }
}

interface Parts {
  readonly header: string
  readonly nonce: Buffer
  readonly sealed: Buffer
  readonly tag: Buffer
}

function split(record: Buffer, place: RecordPlace): Parts {
  const [header, encryptedKey, nonce, sealed, tag, ...rest] = record.toString('latin1').split('.')
  if (!header || encryptedKey !== '' || !nonce || !sealed || !tag || rest.length > 0) {
    throw damaged(place, record.length === 0 ? 'it is empty' : 'it is not a sealed record')
  }
  const parts = {
    header,
    nonce: decode(nonce, place),
    sealed: decode(sealed, place),
    tag: decode(tag, place),
  }
  // A shorter tag would be easier to forge (RFC 7518 §5.3 fixes 128 bits).
  if (parts.nonce.length !== nonceBytes || parts.tag.length !== tagBytes) {
    throw damaged(place, 'its seal is cut off')
  }
  return parts
}

function headerOf(encoded: string, place: RecordPlace): SealedHeader {
  const source: JsonSource = {
    name: `the header of ${place.path}`,
    code: 'store_damaged',
    hint: `type \`${place.login}\` to replace it`,
  }
  const header = asJsonObject(parse(decode(encoded, place), place), source)
  if (own(header, 'typ') !== recordType) throw damaged(place, 'it is not a sealed credential')
  const version = own(header, 'v')
  if (typeof version === 'number' && version > formatVersion) {
    throw fromNewerVersion(place, `format ${version}`)
  }
  const fixed = { alg: 'dir', enc: 'A256GCM', v: formatVersion }
  for (const [member, wanted] of Object.entries(fixed)) {
    if (own(header, member) !== wanted) throw damaged(place, `"${member}" of its header is wrong`)
  }
  if (own(header, 'id') !== place.id) throw damaged(place, 'it belongs to another profile')
  const parameters = optionalObject(header, 'key', source) ?? {}
  const kind = requiredString(parameters, 'kind', source)
  if (!isStoreKind(kind)) {
    throw fromNewerVersion(place, 'its key comes from a place that this version does not know')
  }
  return { kind, parameters, keyId: requiredString(header, 'kid', source) }
}

function isStoreKind(kind: string): kind is StoreKind {
  return Object.hasOwn(keyOf, kind)
}

function parse(header: Buffer, place: RecordPlace): unknown {
  try {
    return JSON.parse(header.toString('utf8'))
  } catch (cause) {
    throw damaged(place, 'its header is not JSON', cause)
  }
}

function wrongKey(place: RecordPlace, kind: StoreKind, cause: unknown): AuthError {
  const { name, hint: cure } = keyOf[kind]
  const message = `the credential file ${place.path} was sealed with another ${name}`
  const hint = `${cure}, or type \`${place.login}\` to replace it`
  return new AuthError('store_wrong_key', message, { cause, hint })
}

/** Tells keys apart without saying anything about them. */
function fingerprint(key: Uint8Array): string {
  const hash = createHash('sha256').update('oauthctl store key fingerprint v1\0').update(key)
  return encode(hash.digest().subarray(0, 12))
}

function exactly(key: Uint8Array): Uint8Array {
  if (key.length === keyBytes) return key
  throw new AuthError('internal', `a sealing key has ${key.length} bytes instead of ${keyBytes}`)
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64url')
}

/** Node skips what is not base64url and ignores spare bits, so a changed record could pass as whole. */
function decode(text: string, place: RecordPlace): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  if (encode(bytes) !== text) throw damaged(place, 'it holds characters that do not belong there')
  return bytes
}
