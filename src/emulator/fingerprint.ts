import { createHash } from 'node:crypto'

/** How a ledger names a token without carrying it: `sha256:` and the whole digest in hexadecimal. */
export function fingerprint(token: string): string {
  return `sha256:${createHash('sha256').update(token).digest('hex')}`
}
