import { bearerOf } from '../bearer.js'
import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { covers } from '../scopes.js'
import type { HeadlessProof } from '../settings.js'
import { worksOnSite } from '../user.js'
import type { JsonBody } from './json-body.js'

/**
 * The reCAPTCHA token this org believes. Google is not asked, and has no token of its own that always
 * passes, only keys.
 */
const passingRecaptcha = 'recaptcha-test-pass'

/**
 * Lets a first step be asked by exactly one proof: a reCAPTCHA token, or the access token of an internal
 * user that was made for this.
 *
 * @param scope What the access token needs.
 * @throws {Refusal} `invalid_request`, `invalid_token` or `insufficient_scope`; the codes are NOT FOUND.
 * @see salesforce-oauth.md section 12.6
 */
export function refuseStranger(
  org: OrgState,
  call: Call,
  body: JsonBody,
  wanted: HeadlessProof,
  scope: string,
): void {
  const recaptcha = recaptchaOf(body)
  const bearer = bearerOf(org, call)
  if (recaptcha !== undefined && bearer.kind !== 'missing') {
    throw new Refusal('invalid_request', 'send a recaptcha or an access token, not both')
  }
  if (recaptcha === undefined && bearer.kind === 'missing') throw missing(wanted)
  if (recaptcha !== undefined) {
    if (wanted === 'token') throw missing(wanted)
    if (recaptcha !== passingRecaptcha) throw new Refusal('invalid_request', 'invalid recaptcha')
    return
  }
  if (wanted === 'recaptcha') throw missing(wanted)
  if (bearer.kind !== 'good') throw new Refusal('invalid_token', 'invalid access token')
  const { family } = bearer.token
  if (worksOnSite(family.user) || !covers(family.scope, scope)) {
    throw new Refusal('insufficient_scope', `the access token of an internal user needs ${scope}`)
  }
}

/** A token of reCAPTCHA v2 or v3, or of reCAPTCHA Enterprise. */
function recaptchaOf(body: JsonBody): string | undefined {
  const event = body.object('recaptchaevent')
  if (event === undefined) return body.text('recaptcha')
  for (const name of ['siteKey', 'expectedAction', 'projectId']) event.requiredText(name)
  return event.requiredText('token')
}

const words: Readonly<Record<HeadlessProof, string>> = {
  either: 'recaptcha or access token is missing',
  recaptcha: 'recaptcha is missing',
  token: 'access token is missing',
}

function missing(wanted: HeadlessProof): Refusal {
  return new Refusal('invalid_request', words[wanted])
}
