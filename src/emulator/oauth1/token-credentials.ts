import { randomBytes } from 'node:crypto'
import type { App } from '../app.js'

/** A token and the secret that signs with it. */
export interface TokenCredentials {
  readonly app: App
  readonly text: string
  readonly secret: string
}

/** Text nobody can guess. It always has a character that has to be encoded, so that who forgets it fails. */
export function tokenText(): string {
  return randomBytes(40).toString('base64')
}
