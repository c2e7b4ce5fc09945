import { type Call, parameter } from '../call.js'
import type { OrgState } from '../org-state.js'
import { isVisitorId, uvidInvalid } from './uvid.js'

/**
 * Who visits the site, by the header `Uvid-Hint` or the parameter `uvid_hint`: `UVID ` and a UUID, or
 * `JWT ` and a guest token.
 *
 * @returns The UUID; `undefined` when nothing was sent.
 * @throws {Refusal} `invalid_request`, `uvid invalid`, for every other shape.
 * @see salesforce-oauth.md section 12.7
 */
export function visitorOf(org: OrgState, call: Call): string | undefined {
  const hint = hintOf(call)
  if (hint === undefined) return undefined
  const [, prefix, text = ''] = /^(UVID|JWT) (\S+)$/.exec(hint) ?? []
  const uvid = prefix === 'JWT' ? visitorBehind(org, text) : text
  if (uvid === undefined || !isVisitorId(uvid)) throw uvidInvalid()
  return uvid.toLowerCase()
}

/** The same, where a guest token may also stand alone: what takes a visitor along to a login. */
export function visitorToTakeAlong(org: OrgState, call: Call): string | undefined {
  return visitorBehind(org, hintOf(call) ?? '') ?? visitorOf(org, call)
}

function hintOf(call: Call): string | undefined {
  return call.headers.get('uvid-hint') ?? parameter(call, 'uvid_hint')
}

/** The visitor a guest token of ours was minted for. */
function visitorBehind(org: OrgState, token: string): string | undefined {
  const family = org.tokens.useAccess(token)?.family
  return family?.user === org.guest ? family.uvid : undefined
}
