import { json } from './answers.js'
import type { Call } from './call.js'
import { parsed, problem } from './control-answers.js'
import { readFaults } from './control-faults.js'
import { showLedger } from './control-ledger.js'
import { samlResponse } from './control-saml-response.js'
import { subjectToken } from './control-subject-token.js'
import type { Handler } from './handler.js'
import { forget, type OrgState } from './org-state.js'

/** The control surface, for tests only, by path. @see cli-contract.md section 7 */
export const controlRoutes: readonly (readonly [string, Handler])[] = [
  ['/_emulator/ledger', guarded('GET', showLedger)],
  ['/_emulator/inbox', guarded('GET', (org) => json({ messages: org.inbox.messages() }))],
  ['/_emulator/expire', guarded('POST', (org) => json({ expired: org.tokens.expireAccess() }))],
  ['/_emulator/clock', guarded('POST', moveClock)],
  ['/_emulator/reset', guarded('POST', reset)],
  ['/_emulator/faults', guarded('POST', scriptFaults)],
  ['/_emulator/saml-response', guarded('POST', samlResponse)],
  ['/_emulator/subject-token', guarded('POST', subjectToken)],
  [
    '/_emulator/subject-token/keys',
    guarded('GET', async (org) => json(await org.testIssuer.keySet())),
  ],
]

/** A web page that guesses the port must not drive the org: browsers send `Origin`, tests do not. */
function guarded(method: 'GET' | 'POST', handler: Handler): Handler {
  return (org, call) => {
    if (call.headers.has('origin')) {
      return problem('forbidden', 'the control surface is not for web pages', 403)
    }
    if (call.method !== method) return problem('method_not_allowed', `use ${method}`, 405)
    return handler(org, call)
  }
}

function moveClock(org: OrgState, call: Call): Response {
  const value = parsed(call.body)
  const seconds =
    typeof value === 'object' && value !== null && 'advance_s' in value
      ? value.advance_s
      : undefined
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) {
    return problem('bad_request', 'advance_s is not a number', 400)
  }
  org.clock.advance(seconds * 1000)
  return json({ now_ms: org.clock.nowMs() })
}

function reset(org: OrgState): Response {
  forget(org)
  return json({})
}

function scriptFaults(org: OrgState, call: Call): Response {
  const read = readFaults(parsed(call.body))
  if (read.kind === 'bad') return problem('bad_request', read.message, 400)
  for (const { fault, times } of read.faults) org.faults.add(fault, times)
  return json({ added: read.faults.length })
}
