import { AuthError } from '../kernel/errors.js'
import type { Client } from '../kernel/credential.js'
import type { Secret } from '../kernel/secret.js'

/** A client ready for one request: with `private-key-jwt` a fresh assertion stands by. */
export type ProvenClient = Client & { readonly assertion?: Secret }

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** What a client adds to a request to prove itself (RFC 6749 §2.3.1, RFC 7523 §2.2). */
export interface ClientAuthentication {
  readonly headers: Readonly<Record<string, string>>
  readonly parameters: readonly (readonly [string, string])[]
}

/**
 * Builds a client's authentication for a request to the token, revocation or introspection endpoint.
 *
 * @throws {AuthError} `input_required` when the method needs a secret and there is none.
 */
export function clientAuthentication(client: ProvenClient): ClientAuthentication {
  switch (client.authMethod) {
    case 'none':
      return { headers: {}, parameters: [['client_id', client.id]] }
    case 'post':
      return {
        headers: {},
        parameters: [
          ['client_id', client.id],
          ['client_secret', secretOf(client)],
        ],
      }
    case 'basic': {
      const pair = `${formEncoded(client.id)}:${formEncoded(secretOf(client))}`
      return {
        headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
        parameters: [],
      }
    }
    case 'private-key-jwt': {
      if (client.assertion === undefined) throw new TypeError('the client has not been proven')
      return {
        headers: {},
        parameters: [
          ['client_id', client.id],
          ['client_assertion_type', assertionType],
          ['client_assertion', client.assertion.expose()],
        ],
      }
    }
  }
}

function secretOf(client: Client): string {
  if (client.secret !== undefined) return client.secret.expose()
  throw new AuthError('input_required', `the client ${client.id} has no secret`, {
    hint: 'give it with --client-secret-file FILE or --client-secret-stdin',
  })
}

/** RFC 6749 §2.3.1 wants both halves in the form encoding before they are joined. */
function formEncoded(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1)
}
