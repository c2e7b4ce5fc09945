import type { HttpRequest } from '../kernel/ports.js'
import { clientAuthentication, type ProvenClient } from './client-authentication.js'

/** One form field; a pair, so that the order on the wire is the order in the code. */
export type FormField = readonly [name: string, value: string]

/** Builds a form POST by an authenticated client, as every OAuth endpoint but authorize takes it. */
export function formRequest(
  url: string,
  client: ProvenClient,
  fields: readonly FormField[],
): HttpRequest {
  const proof = clientAuthentication(client)
  return {
    method: 'POST',
    url,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      ...proof.headers,
    },
    body: encodeForm([...fields, ...proof.parameters]),
  }
}

/** Encodes fields as `application/x-www-form-urlencoded` (RFC 6749 Appendix B). */
export function encodeForm(fields: readonly FormField[]): string {
  const form = new URLSearchParams()
  for (const [name, value] of fields) form.append(name, value)
  return form.toString()
}
