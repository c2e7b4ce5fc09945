import { percentEncode } from './percent-encoding.js'

/** A decoded parameter. A name may come more than once. */
export type Parameter = readonly [name: string, value: string]

/** What a signature covers. */
export interface SignedParts {
  readonly method: string
  /** Any query or fragment of it is not looked at. */
  readonly url: string
  /** All parameters of query, header and form, without `realm` and `oauth_signature`. */
  readonly parameters: readonly Parameter[]
}

/**
 * Writes the text that is signed.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1 RFC 5849 §3.4.1}
 */
export function baseString({ method, url, parameters }: SignedParts): string {
  return [method.toUpperCase(), baseUri(url), normalized(parameters)].map(percentEncode).join('&')
}

/** Scheme and host are lower case and the port is left out where it is the usual one, as in any parsed URL. */
function baseUri(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

/** Sorted by the bytes of the encoded names, then values. */
function normalized(parameters: readonly Parameter[]): string {
  return parameters
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([name, value], [other, otherValue]) => order(name, other) || order(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** What is encoded is ASCII, so that characters compare as bytes do. */
function order(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
