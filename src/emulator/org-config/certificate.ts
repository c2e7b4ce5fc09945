import { createPublicKey } from 'node:crypto'
import { badConfig } from '../org-error.js'
import { text, type Parse } from './fields.js'

/** Salesforce's limit. @see salesforce-help 002, step 5 */
const longest = 4000

/** A PEM text, an X.509 certificate or a public key, whose key is RSA. */
export const certificate: Parse<string> = (value, at) => {
  const pem = text(value, at)
  if (pem.length > longest) throw badConfig(at, `is longer than ${longest} characters`)
  if (publicKeyType(pem) !== 'rsa') throw badConfig(at, 'is not a PEM certificate with an RSA key')
  return pem
}

function publicKeyType(pem: string): string | undefined {
  // A private key would be taken too, and a public one made of it.
  if (pem.includes('PRIVATE KEY')) return undefined
  try {
    return createPublicKey(pem).asymmetricKeyType
  } catch {
    return undefined
  }
}
