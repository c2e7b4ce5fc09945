import { randomBytes, randomInt } from 'node:crypto'

const alphanumeric = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const tokenAlphabet = `${alphanumeric}._`
const checksumAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** An id of a record in its two spellings. */
export interface RecordId {
  /** 15 characters, case-sensitive. */
  readonly short: string
  /** The same and three characters that say which letters are capitals. */
  readonly long: string
}

/**
 * The 18-character spelling of a 15-character id: one more character for each five, whose bits say
 * which of the five are capital letters.
 */
export function longId(short: string): string {
  const suffix = [0, 5, 10].map((start) => {
    const bits = Array.from(short.slice(start, start + 5)).reduce(
      (sum, character, index) => sum + (/[A-Z]/.test(character) ? 1 << index : 0),
      0,
    )
    return checksumAlphabet.charAt(bits)
  })
  return short + suffix.join('')
}

/** A random record id, such as `00D…` of an org, `005…` of a user or `0DB…` of a site. */
export function recordId(prefix: '00D' | '005' | '0DB'): RecordId {
  const short = prefix + randomText(alphanumeric, 12)
  return { short, long: longId(short) }
}

/** An opaque access token: the org's id, `!` and 96 characters. @see salesforce-oauth.md section 18 */
export function accessTokenText(org: RecordId): string {
  return `${org.short}!AQ${randomText(tokenAlphabet, 94)}`
}

/** A refresh token. @see salesforce-oauth.md section 18 */
export function refreshTokenText(): string {
  return `5Aep861${randomText(tokenAlphabet, 80)}`
}

/** An authorization code; the `==` at its end has to be percent-encoded. @see section 18 */
export function codeText(): string {
  return `aPrx${randomText(tokenAlphabet, 74)}==`
}

/** What a device polls with. @see salesforce-oauth.md section 4 */
export function deviceCodeText(): string {
  return randomBytes(48).toString('base64')
}

/** What a person copies from a device: 8 characters that do not look like each other. @see RFC 8628 §6.1 */
export function userCodeText(): string {
  return randomText('ACDEFGHJKMNPQRTVWXY34679', 8)
}

/** A consumer key, which is the `client_id`. */
export function consumerKey(): string {
  return `3MVG9${randomText(tokenAlphabet, 80)}`
}

/** A consumer secret: 64 hexadecimal digits. */
export function consumerSecret(): string {
  return randomBytes(32).toString('hex').toUpperCase()
}

/** A password that no two runs share. */
export function randomPassword(): string {
  return randomText(alphanumeric, 20)
}

/** A value nobody can guess, for cookies and forms: 32 random bytes in base64url. */
export function nonceText(): string {
  return randomBytes(32).toString('base64url')
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
}
