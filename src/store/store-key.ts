/** A sealing key as text: 32 bytes in base64url without padding, always 43 characters. */
export function encodeStoreKey(key: Uint8Array): string {
  return Buffer.from(key).toString('base64url')
}

/** Reads {@link encodeStoreKey}'s text. Anything but its exact form is `undefined`. */
export function decodeStoreKey(text: string): Uint8Array | undefined {
  const key = Buffer.from(text, 'base64url')
  return key.length === 32 && encodeStoreKey(key) === text ? key : undefined
}
