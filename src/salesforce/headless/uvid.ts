import { AuthError } from '../../kernel/errors.js'
import type { Random } from '../../kernel/ports.js'

/**
 * Makes an id for a visitor without a name: a random UUID; the org keeps nothing of it.
 *
 * @see salesforce-oauth.md §12.7, RFC 9562 §5.4
 */
export function newUvid(random: Random): string {
  const bytes = Buffer.from(random.base64url(16), 'base64url')
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * Reads a visitor id as a person gives it: the UUID, with or without the prefix that the wire puts before it.
 *
 * @returns In lower case.
 * @throws {AuthError} `usage`.
 */
export function givenUvid(text: string): string {
  const bare = /^(?:UVID )?([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})$/i.exec(
    text,
  )?.[1]
  if (bare !== undefined) return bare.toLowerCase()
  throw new AuthError('usage', '--uvid takes a UUID', {
    hint: 'give the id alone, or leave --uvid out and have one made: oauthctl headless guest',
  })
}
