import { noStore, plain } from './answers.js'
import type { Call } from './call.js'
import { listsOrigin } from './cors-origin.js'
import { corsRule } from './cors-rules.js'
import type { OrgState } from './org-state.js'

/**
 * Answers the question a browser asks before a web page may call. An origin that may not is answered
 * without CORS headers and without an error.
 *
 * @returns `undefined` for everything else, which goes to the endpoint.
 * @see salesforce-oauth.md section 20
 */
export function answerPreflight(org: OrgState, call: Call): Response | undefined {
  if (call.method !== 'OPTIONS') return undefined
  const rule = corsRule(call.role, call.path)
  if (rule === undefined) return undefined
  // Login hosts reject it; with which status is not recorded.
  if (rule === 'never') return plain('Method not allowed', 405)
  return withCors(org, call, new Response(null, { status: 200, headers: noStore }))
}

/** Lets the web pages that may read an answer do so, errors included. A header that is there stays. */
export function withCors(org: OrgState, call: Call, answer: Response): Response {
  for (const [name, value] of Object.entries(corsHeaders(org, call))) {
    if (!answer.headers.has(name)) answer.headers.set(name, value)
  }
  return answer
}

function corsHeaders(org: OrgState, call: Call): Readonly<Record<string, string>> {
  const { corsAllowList, corsOauthEndpoints } = org.settings
  const rule = corsRule(call.role, call.path)
  switch (rule) {
    case undefined:
    case 'never':
      return {}
    case 'any_origin':
      // Recorded on the answer itself, for who sent no `Origin` too.
      return {
        'access-control-allow-origin': '*',
        'access-control-allow-credentials': 'false',
        'access-control-allow-methods': 'GET, POST, OPTIONS',
        ...askedHeaders(call),
      }
    case 'listed_origin':
    case 'listed_origin_and_switch': {
      const origin = call.headers.get('origin')
      const switchedOn = rule === 'listed_origin' || corsOauthEndpoints
      if (origin === null || !switchedOn || !listsOrigin(corsAllowList, origin)) {
        return { vary: 'Origin' }
      }
      return {
        vary: 'Origin',
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'false',
        ...(call.method === 'OPTIONS' ? restMethods : {}),
        ...askedHeaders(call),
      }
    }
  }
}

/** What the REST API was recorded with. Preflights of OAuth endpoints are NOT FOUND: they copy it. */
const restMethods = { 'access-control-allow-methods': 'HEAD, GET, POST, PUT, PATCH, DELETE' }

/** The headers a preflight asks about, all of them, in lower case. */
function askedHeaders(call: Call): Readonly<Record<string, string>> {
  const asked = call.headers.get('access-control-request-headers')
  if (call.method !== 'OPTIONS' || asked === null) return {}
  return { 'access-control-allow-headers': asked.toLowerCase() }
}
