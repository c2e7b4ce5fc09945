import { createPrivateKey, type KeyObject } from 'node:crypto'
import { AuthError } from '../kernel/errors.js'
import type { Secret } from '../kernel/secret.js'

/** RS256 with fewer bits is refused by Salesforce and by good sense (RFC 7518 §3.3). */
const leastBits = 2048

/**
 * Reads a private key: PEM PKCS#8 or PKCS#1, encrypted PEM, or a JWK.
 *
 * What CI variables do to a PEM is undone: CRLF, and line breaks spelled `\n`.
 *
 * @param name Where it came from, for the error.
 * @throws {AuthError} `bad_configuration` saying what is wrong, never with a piece of the key.
 */
export function readPrivateKey(
  text: Secret,
  passphrase: Secret | undefined,
  name: string,
): KeyObject {
  const key = parsed(text.expose(), passphrase, name)
  const bits = key.asymmetricKeyDetails?.modulusLength
  if (key.asymmetricKeyType === 'rsa' && bits !== undefined && bits < leastBits) {
    throw bad(name, `it has ${bits} bits, and ${leastBits} is the least`, newKeyHint)
  }
  return key
}

const newKeyHint = 'make a new one: oauthctl jwt keygen'
const openSshHint = 'convert a copy of it: ssh-keygen -p -m pkcs8 -f COPY'

function parsed(text: string, passphrase: Secret | undefined, name: string): KeyObject {
  const trimmed = text.trim()
  if (trimmed.startsWith('{')) return fromJwk(trimmed, name)
  const pem = trimmed.replaceAll(/(?:\\r)?\\n|\r\n/g, '\n')
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) {
    const what = pem.includes('-----BEGIN')
      ? 'it is a certificate or a public key, not a private key'
      : 'it is neither PEM nor JWK'
    throw bad(name, what, 'give the file that begins with -----BEGIN PRIVATE KEY-----')
  }
  if (pem.includes('-----BEGIN OPENSSH')) {
    throw bad(name, 'it is in the format of OpenSSH', openSshHint)
  }
  const encrypted = pem.includes('ENCRYPTED')
  if (encrypted && passphrase === undefined) {
    throw new AuthError('input_required', `${name} is encrypted and no passphrase was given`, {
      hint: 'set OAUTHCTL_KEY_PASSPHRASE or OAUTHCTL_KEY_PASSPHRASE_FILE',
    })
  }
  try {
    return createPrivateKey({ key: pem, passphrase: passphrase?.expose() ?? '' })
  } catch (cause) {
    throw encrypted
      ? bad(name, 'the passphrase does not open it', 'check OAUTHCTL_KEY_PASSPHRASE', cause)
      : bad(name, 'it is damaged', 'copy the file again, line breaks included', cause)
  }
}

function fromJwk(text: string, name: string): KeyObject {
  try {
    const key: unknown = JSON.parse(text)
    if (typeof key !== 'object' || key === null) throw new TypeError('not an object')
    return createPrivateKey({ key: { ...key }, format: 'jwk' })
  } catch {
    // No cause: the parser's own message quotes the text around the fault.
    throw bad(name, 'it is not a private JWK', 'give a JWK with its private members')
  }
}

function bad(name: string, reason: string, hint: string, cause?: unknown): AuthError {
  return new AuthError('bad_configuration', `${name} holds no usable private key: ${reason}`, {
    cause,
    hint,
  })
}
