import type { KeyObject } from 'node:crypto'
import type { JsonObject } from '../kernel/json.js'
import type { Secret } from '../kernel/secret.js'
import type { ReadText, SigningKey } from '../kernel/text-place.js'
import { readPrivateKey } from '../oauth/private-key.js'
import { signJwt } from '../oauth/sign-jwt.js'

/** Signs claims with a key that is read for the occasion. */
export async function signWith(
  key: SigningKey,
  claims: JsonObject,
  readText: ReadText,
  signal: AbortSignal,
): Promise<Secret> {
  return signJwt(claims, await openKey(key, readText, signal), key.id)
}

/** Reads and opens a private key. */
export async function openKey(
  key: SigningKey,
  readText: ReadText,
  signal: AbortSignal,
): Promise<KeyObject> {
  const text = await readText(key.place, 'the private key', signal)
  return readPrivateKey(text, key.passphrase, placeName(key))
}

function placeName({ place }: SigningKey): string {
  return place.kind === 'file' ? place.path : 'the private key'
}
