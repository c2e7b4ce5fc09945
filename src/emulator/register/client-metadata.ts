import { listOf, oneOf, text, type Parse } from '../org-config/fields.js'
import { redirectUris } from '../org-config/redirect-uris.js'
import { OrgError, badConfig } from '../org-error.js'
import { Refusal } from '../refusal.js'

/** What a client says of itself when it registers. @see {@link https://www.rfc-editor.org/rfc/rfc7591#section-2 RFC 7591 §2} */
export interface ClientMetadata {
  readonly redirectUris: readonly string[]
  readonly responseTypes: readonly string[]
  readonly grantTypes: readonly string[]
  readonly contacts: readonly string[]
  readonly clientName: string | undefined
}

/** What Salesforce adds to the grants of every client. @see salesforce-oauth.md section 8 */
const addedGrant = 'hybrid_auth_code'

const responseType = oneOf('code', 'token', 'id_token', 'token id_token', 'id_token token')
const grantType = oneOf('authorization_code', 'implicit', 'refresh_token', addedGrant)

/**
 * Reads the metadata a client registers; what it leaves out is as in RFC 7591 §2, and what is not known
 * is ignored.
 *
 * @throws {Refusal} `failed_registration`, naming the member: the list of Salesforce's codes has this one
 * and none of RFC 7591 §3.2.2.
 * @see salesforce-oauth.md sections 8 and 16.2
 */
export function readMetadata(members: ReadonlyMap<string, unknown>): ClientMetadata {
  const read = <T, F>(name: string, parse: Parse<T>, fallback: F): T | F => {
    const value = members.get(name) ?? undefined
    return value === undefined ? fallback : parse(value, name)
  }
  try {
    const metadata: ClientMetadata = {
      redirectUris: callbacks(members.get('redirect_uris') ?? [], 'redirect_uris'),
      responseTypes: unique(read('response_types', listOf(responseType), ['code'])),
      grantTypes: unique([
        ...read('grant_types', listOf(grantType), ['authorization_code']),
        addedGrant,
      ]),
      contacts: read('contacts', listOf(text), []),
      clientName: read('client_name', text, undefined),
    }
    refuseMismatch(metadata)
    return metadata
  } catch (cause) {
    if (!(cause instanceof OrgError)) throw cause
    throw new Refusal('failed_registration', cause.message)
  }
}

/** Schemes that are no app but content of the browser's own. */
const schemesOfContent = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:']

const callbacks: Parse<readonly string[]> = (value, at) => {
  const uris = redirectUris(value, at)
  if (uris.length === 0) throw badConfig(at, 'is missing or empty')
  uris.forEach((uri, index) => {
    if (schemesOfContent.includes(new URL(uri).protocol)) {
      throw badConfig(`${at}[${index}]`, 'is not https, loopback or a scheme of an app')
    }
  })
  return uris
}

/** RFC 7591 §2.1: a response type belongs to a grant. */
function refuseMismatch({ responseTypes, grantTypes }: ClientMetadata): void {
  responseTypes.forEach((type, index) => {
    const grant = type === 'code' ? 'authorization_code' : 'implicit'
    if (!grantTypes.includes(grant)) {
      throw badConfig(`response_types[${index}]`, `needs ${grant} in grant_types`)
    }
  })
}

function unique(items: readonly string[]): readonly string[] {
  return [...new Set(items)]
}
