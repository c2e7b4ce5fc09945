import type { Call } from '../call.js'
import { headerParameters } from './authorization-header.js'
import type { Parameter } from './base-string.js'
import { Oauth1Fault } from './oauth1-fault.js'

/** The parameters of a signed request. */
export interface RequestParameters {
  /** Finds a protocol parameter. An empty one is there. */
  readonly get: (name: `oauth_${string}`) => string | undefined
  /** What the signature covers. */
  readonly signed: readonly Parameter[]
}

/**
 * Collects the parameters of a request. Those of the protocol stand in the header or in the form, each
 * once and all in one place; Salesforce does not offer the query.
 *
 * @throws {Oauth1Fault} 1717 when a protocol parameter stands where or as often as it may not.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.3.1 RFC 5849 §3.4.1.3.1 and §3.5}
 */
export function requestParameters(call: Call): RequestParameters {
  const header = headerParameters(call.headers.get('authorization'))
  const form = isUrlencoded(call) ? [...call.form] : []
  const query = [...call.query]
  const places = [header, form].map((all) => all.filter(isProtocol)).filter((all) => all.length > 0)
  const [protocol = []] = places
  const values = new Map(protocol)
  if (places.length > 1 || values.size < protocol.length || query.some(isProtocol)) {
    throw new Oauth1Fault(1717)
  }
  return {
    get: (name) => values.get(name),
    signed: [...query, ...header, ...form].filter(([name]) => name !== 'oauth_signature'),
  }
}

/** A multipart form is not signed. */
function isUrlencoded(call: Call): boolean {
  const type = call.headers.get('content-type') ?? ''
  return /^application\/x-www-form-urlencoded\b/i.test(type)
}

function isProtocol([name]: Parameter): boolean {
  return name.startsWith('oauth_')
}
