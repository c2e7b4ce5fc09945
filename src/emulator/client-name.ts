import { type Call, parameter } from './call.js'

/** What a client says of itself at the token endpoint. */
interface ClientClaim {
  readonly clientId: string | undefined
  readonly secret: string | undefined
}

/** Reads client id and secret from an `Authorization: Basic` header, else from the parameters. */
export function clientClaim(call: Call): ClientClaim {
  return (
    basic(call.headers.get('authorization')) ?? {
      clientId: parameter(call, 'client_id'),
      secret: parameter(call, 'client_secret'),
    }
  )
}

/**
 * Standard and url-safe base64 are both taken (salesforce-oauth.md section 23), and the parts may be
 * percent-encoded, as RFC 6749 §2.3.1 has it, or not.
 */
function basic(header: string | null): ClientClaim | undefined {
  const encoded = /^basic +(\S+)$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  // Node's decoder takes both alphabets.
  const [clientId = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':')
  return { clientId: decoded(clientId), secret: decoded(rest.join(':')) }
}

function decoded(text: string): string | undefined {
  if (text === '') return undefined
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
