import type { FormField } from './form-request.js'
import { percentEncode } from './oauth1-encode.js'

/**
 * Builds the text that an OAuth 1.0 signature is made over.
 *
 * @param url Its query belongs to the parameters, its fragment to nothing.
 * @param parameters Those of the Authorization header and of a form body, decoded; without `realm` and
 * `oauth_signature`.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1 RFC 5849 §3.4.1}
 */
export function signatureBaseString(
  method: string,
  url: string,
  parameters: readonly FormField[],
): string {
  // Parsing lowers scheme and host and drops a default port (§3.4.1.2).
  const { origin, pathname, searchParams } = new URL(url)
  const all = [...searchParams, ...parameters]
  return [method.toUpperCase(), `${origin}${pathname}`, normalized(all)]
    .map(percentEncode)
    .join('&')
}

/** Sorted after encoding, by name and then by value, byte by byte (§3.4.1.3.2): all of it is ASCII by then. */
function normalized(parameters: readonly FormField[]): string {
  return parameters
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort((one, other) => compare(one[0], other[0]) || compare(one[1], other[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
