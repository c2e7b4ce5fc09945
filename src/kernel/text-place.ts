import type { Secret } from './secret.js'

/** Where a text is found again each time a grant runs: read anew from a file or a command, or kept sealed. */
export type TextPlace =
  /** An absolute path. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'sealed'; readonly text: Secret }
  /** Its stdout, without the last line break. A shell runs it, as the person typed it. */
  | { readonly kind: 'command'; readonly command: string }
  /** The identity token of the GitHub Actions job that runs this. */
  | { readonly kind: 'github-actions'; readonly audience: string | undefined }
  /** A fresh access token of another profile. */
  | { readonly kind: 'profile'; readonly profile: string }

/** A private key: where it is, what opens it and by which `kid` a server knows it. */
export interface SigningKey {
  readonly place: TextPlace
  readonly passphrase: Secret | undefined
  readonly id: string | undefined
}

/**
 * Reads a text from its place.
 *
 * @param name For messages: `the private key`.
 * @throws {AuthError} `bad_configuration` naming the place.
 */
export type ReadText = (place: TextPlace, name: string, signal: AbortSignal) => Promise<Secret>
