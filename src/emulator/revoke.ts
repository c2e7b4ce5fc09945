import { noStore } from './answers.js'
import { type Call, parameter } from './call.js'
import type { OrgState } from './org-state.js'
import { formatted } from './token/answer-format.js'

/**
 * Answers `/services/oauth2/revoke`, without asking who calls. Unlike RFC 7009 §2.2 an unknown token
 * is an error, and errors are urlencoded whatever `Accept` says.
 *
 * @see salesforce-oauth.md section 5
 */
export function revokeEndpoint(org: OrgState, call: Call): Response {
  const fault = revoke(org, parameter(call, 'token'))
  const callback = call.method === 'GET' ? call.query.get('callback') : null
  if (callback !== null && /^[\w.$]+$/.test(callback)) return script(callback, fault)
  if (fault === undefined) return new Response(null, { status: 200, headers: noStore })
  return formatted(
    parameter(call, 'format') === undefined ? urlencoded(call) : call,
    { error: fault.error, error_description: fault.description },
    400,
  )
}

interface RevokeFault {
  readonly error: string
  readonly description: string
}

function revoke(org: OrgState, text: string | undefined): RevokeFault | undefined {
  if (text === undefined || !looksLikeToken(text)) {
    return { error: 'unsupported_token_type', description: 'this token type is not supported' }
  }
  const token = org.tokens.find(text)
  if (token === undefined || !org.tokens.isActive(token)) {
    return { error: 'invalid_token', description: 'invalid token' }
  }
  // A refresh token takes with it every access token that came from it.
  if (token.kind === 'refresh') org.tokens.revokeFamily(token.family)
  else token.revoked = true
  return undefined
}

function looksLikeToken(text: string): boolean {
  return text.startsWith('00D') || text.startsWith('5Aep') || text.split('.').length === 3
}

function urlencoded(call: Call): Call {
  return { ...call, query: new URLSearchParams({ format: 'urlencoded' }) }
}

/** For a script element, which runs an answer only if its status says success. */
function script(callback: string, fault: RevokeFault | undefined): Response {
  const value = JSON.stringify(fault === undefined ? {} : { error: fault.error })
  return new Response(`${callback}(${value});`, {
    status: 200,
    headers: { ...noStore, 'content-type': 'application/javascript;charset=UTF-8' },
  })
}
