import { plain } from '../answers.js'
import type { Call } from '../call.js'

/**
 * The faults of OAuth 1.0.A in the words of their documents, and the status each is answered with.
 * The status is not known: 400 and 401 are those of RFC 5849 §3.2, and a 401 for dead tokens was seen.
 * The table of Salesforce has no 1714, 1715 and 1717: these numbers are ours, the words are those of
 * the login history. 1708, an address or hour that is not allowed, cannot happen here.
 *
 * @see salesforce-oauth-2.md section 15
 */
const faults = {
  1701: [401, 'Failed: Nonce Replay Detected'],
  1702: [400, 'Failed: Missing Consumer Key Parameter'],
  1703: [401, 'Failed: Invalid Access Token'],
  1704: [400, 'Failed: Version Not Supported'],
  1705: [401, 'Failed: Invalid Timestamp'],
  1706: [400, 'Failed: Invalid Nonce'],
  1707: [400, 'Failed: Missing OAuth Token Parameter'],
  1709: [400, 'Failed: Invalid Signature Method'],
  1710: [400, 'Failed: Invalid Callback URL'],
  1711: [401, 'Failed: Invalid Verifier'],
  1712: [401, 'Failed: Get Access Token Limit Exceeded'],
  1713: [401, 'Failed: Consumer Deleted'],
  1714: [401, 'Failed: Signature Invalid'],
  1715: [401, 'Failed: Invalid Token'],
  1716: [403, 'Failed: OAuth Api Access Disabled'],
  1717: [400, 'Failed: Unexpected parameter'],
} as const

/** The number of a fault. */
export type FaultCode = keyof typeof faults

/** A request of OAuth 1.0.A that the org refuses. Thrown by who judges, caught by the endpoint. */
export class Oauth1Fault extends Error {
  readonly code: FaultCode
  /** In the words of Salesforce. */
  readonly description: string
  readonly status: number

  constructor(code: FaultCode) {
    const [status, description] = faults[code]
    super(`${code} ${description}`)
    this.name = 'Oauth1Fault'
    this.code = code
    this.description = description
    this.status = status
  }
}

/**
 * Answers a fault as one line of text, its number first: neither RFC 5849 nor Salesforce says how.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.2 RFC 5849 §3.2}
 */
export function faultAnswer(call: Call, fault: Oauth1Fault): Response {
  const answer = plain(fault.message, fault.status)
  if (fault.status === 401) answer.headers.set('www-authenticate', `OAuth realm="${call.origin}"`)
  return answer
}
