import { createHash } from 'node:crypto'
import { s256 } from './pkce.js'

/** One way to get a challenge wrong. */
interface Mistake {
  readonly says: string
  readonly cure: string
  /** Whether this mistake makes that challenge of that verifier. */
  readonly made: (verifier: string, challenge: string) => boolean
}

const bare = (challenge: string): string =>
  challenge.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
const hex = (text: string): string => createHash('sha256').update(text).digest('hex')

/** In this order: the first that explains the challenge is told. */
const mistakes: readonly Mistake[] = [
  {
    says: 'the challenge is the verifier itself, which is the method plain',
    cure: 'send BASE64URL(SHA256(verifier)) and code_challenge_method=S256',
    made: (verifier, challenge) => verifier === challenge,
  },
  {
    says: 'the challenge carries white space around it',
    cure: 'send the challenge alone',
    made: (verifier, challenge) =>
      challenge.trim() !== challenge && bare(challenge.trim()) === s256(verifier),
  },
  {
    says: 'the challenge is padded with =',
    cure: 'cut every = off its end: base64url of RFC 7636 has no padding',
    made: (verifier, challenge) => challenge.replace(/=+$/, '') === s256(verifier),
  },
  {
    says: 'the challenge is plain base64, with + and / in it',
    cure: 'encode with base64url: - for +, _ for /, and no =',
    made: (verifier, challenge) => bare(challenge) === s256(verifier),
  },
  {
    says: 'the challenge is the hash in hexadecimal digits',
    cure: 'encode the 32 bytes of the hash with base64url, not their hexadecimal text',
    made: (verifier, challenge) => challenge.toLowerCase() === hex(verifier),
  },
  {
    says: 'the hexadecimal text of the hash was encoded in place of its bytes',
    cure: 'encode the 32 bytes of the hash with base64url (openssl dgst -binary)',
    made: (verifier, challenge) =>
      bare(challenge) === Buffer.from(hex(verifier)).toString('base64url'),
  },
  {
    says: 'the verifier was hashed twice',
    cure: 'hash it once; some libraries make the challenge themselves',
    made: (verifier, challenge) => {
      const twice = createHash('sha256').update(verifier).digest()
      return [s256(s256(verifier)), s256(twice), s256(hex(verifier))].includes(bare(challenge))
    },
  },
  {
    says: 'verifier and challenge have changed places',
    cure: 'the challenge goes to the authorization endpoint, the verifier to the token endpoint',
    made: (verifier, challenge) => s256(challenge) === verifier,
  },
  {
    says: 'white space around the verifier was hashed on one side only',
    cure: 'hash the verifier alone: printf, or echo -n, adds no line break',
    made: (verifier, challenge) =>
      [verifier.trim(), `${verifier}\n`, `${verifier}\r\n`, ` ${verifier}`, `${verifier} `].some(
        (spelling) => s256(spelling) === bare(challenge),
      ),
  },
  {
    says: 'quotation marks around the verifier were hashed with it',
    cure: 'hash the verifier alone, not its JSON',
    made: (verifier, challenge) =>
      [`"${verifier}"`, `'${verifier}'`, verifier.replace(/^(["'])(.*)\1$/s, '$2')].some(
        (spelling) => s256(spelling) === bare(challenge),
      ),
  },
  {
    says: 'the bytes behind the verifier were hashed, not its characters',
    cure: 'hash the ASCII characters of the verifier as they are sent',
    made: (verifier, challenge) => s256(Buffer.from(verifier, 'base64url')) === bare(challenge),
  },
  {
    says: 'the verifier was percent-encoded before it was hashed, or its + became a space',
    cure: 'hash the verifier first and encode it for the wire afterwards',
    made: (verifier, challenge) =>
      [
        encodeURIComponent(verifier),
        verifier.replaceAll('+', ' '),
        verifier.replaceAll('~', '%7E'),
      ].some((spelling) => s256(spelling) === bare(challenge)),
  },
  {
    says: 'upper and lower case of the challenge were lost',
    cure: 'send the challenge as it was made: base64url tells cases apart',
    made: (verifier, challenge) => challenge.toLowerCase() === s256(verifier).toLowerCase(),
  },
  {
    says: 'the challenge is cut short',
    cure: 'send all 43 characters of it',
    made: (verifier, challenge) => challenge.length > 7 && s256(verifier).startsWith(challenge),
  },
]

/** Why a pair does not match, and what to do about it. */
export interface PkceMismatch {
  readonly reason: string
  readonly cure: string
}

/**
 * Holds a challenge against a verifier (RFC 7636 §4.6).
 *
 * @returns `undefined` when they match, else the mistake that explains the difference, or that none does.
 */
export function pkceMismatch(verifier: string, challenge: string): PkceMismatch | undefined {
  if (s256(verifier) === challenge) return undefined
  const found = mistakes.find(({ made }) => made(verifier, challenge))
  if (found !== undefined) return { reason: found.says, cure: found.cure }
  const cure = 'make both anew and keep them together: oauthctl pkce'
  return {
    reason: /^[\w-]{43}$/.test(challenge)
      ? 'it is of another verifier'
      : `the challenge has ${challenge.length} characters where S256 gives 43 of [A-Za-z0-9-_]`,
    cure,
  }
}

/** Why servers may refuse a verifier although its challenge is right. */
export function verifierWarnings(verifier: string): readonly string[] {
  const { length } = verifier
  return [
    ...(length < 43 || length > 128
      ? [`the verifier has ${length} characters, and RFC 7636 wants 43 to 128`]
      : []),
    ...(/^[\w.~-]*$/.test(verifier)
      ? []
      : ['the verifier has characters that RFC 7636 does not allow: use [A-Za-z0-9-_]']),
    ...(verifier.includes('~') ? ['the verifier has a ~, which Salesforce refuses'] : []),
  ]
}
