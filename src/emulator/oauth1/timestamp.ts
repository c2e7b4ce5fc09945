import type { OrgState } from '../org-state.js'
import { Oauth1Fault } from './oauth1-fault.js'
import type { RequestParameters } from './request-parameters.js'

/** Seconds by which the clock of an app may be ahead: what Salesforce grants a request token for that. */
const aheadS = 3 * 60

/** Seconds after which a request is too old. Salesforce's limit is not known; this is the life of a request token. */
const oldS = 18 * 60

/**
 * Refuses a timestamp that is absent, malformed, in the future or too old, by the clock of the org.
 *
 * @throws {Oauth1Fault} 1705.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.3 RFC 5849 §3.3}
 */
export function refuseWrongTime(org: OrgState, parameters: RequestParameters): void {
  const text = parameters.get('oauth_timestamp') ?? ''
  const ageS = org.clock.nowS() - Number(text)
  if (!/^[1-9]\d*$/.test(text) || ageS < -aheadS || ageS >= oldS) throw new Oauth1Fault(1705)
}

/**
 * Refuses a nonce that was used with the same timestamp, app and token, as long as the timestamp is
 * not too old.
 *
 * @throws {Oauth1Fault} 1701.
 * @see {@link https://www.rfc-editor.org/rfc/rfc5849#section-3.3 RFC 5849 §3.3}
 */
export function refuseReplay(org: OrgState, parameters: RequestParameters): void {
  const nonce = parameters.get('oauth_nonce')
  if (nonce === undefined) return
  const timestamp = parameters.get('oauth_timestamp') ?? ''
  const id = JSON.stringify([parameters.get('oauth_token') ?? '', timestamp, nonce])
  const issuer = `oauth1 ${parameters.get('oauth_consumer_key') ?? ''}`
  const untilMs = (Number(timestamp) + oldS) * 1000
  if (!org.replays.use(issuer, id, untilMs)) throw new Oauth1Fault(1701)
}
