import { json } from './answers.js'
import type { Call } from './call.js'
import { problem } from './control-answers.js'
import { fingerprint } from './fingerprint.js'
import type { AccessToken, RefreshToken } from './grant-family.js'
import type { OrgState } from './org-state.js'

/**
 * Answers `GET /_emulator/ledger`: what was asked of the org and what it gave away. With
 * `?tokens=active` it lists the tokens that are accepted now and leaves the others out.
 *
 * @see cli-contract.md section 7
 */
export function showLedger(org: OrgState, call: Call): Response {
  const wanted = call.query.get('tokens') ?? 'all'
  if (wanted !== 'all' && wanted !== 'active') {
    return problem('bad_request', 'tokens is neither all nor active', 400)
  }
  const tokens = wanted === 'all' ? org.tokens.all() : org.tokens.active()
  return json({
    requests: org.ledger.requests(),
    grants: org.ledger.grants(),
    tokens: tokens.map((token) => entry(org, token)),
    reuse: org.ledger.reuse(),
    refreshes: org.ledger.refreshes(),
  })
}

function entry(
  org: OrgState,
  token: AccessToken | RefreshToken,
): Readonly<Record<string, unknown>> {
  return {
    kind: token.kind,
    fingerprint: fingerprint(token.text),
    user: token.family.user.username,
    client_id: token.family.app.clientId,
    scope: token.family.scope,
    active: org.tokens.isActive(token),
    family: token.family.number,
    ...(token.kind === 'refresh' ? { state: token.state } : {}),
  }
}
