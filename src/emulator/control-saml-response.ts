import { json } from './answers.js'
import type { Call } from './call.js'
import { parsed, problem } from './control-answers.js'
import { fields, text } from './org-config/fields.js'
import { OrgError } from './org-error.js'
import type { OrgState } from './org-state.js'
import { signedResponse } from './saml/sign-response.js'
import { tokenPath } from './token/token-path.js'

/** Milliseconds a response is good for. @see salesforce-oauth.md section 18 */
const lifeMs = 300_000

/**
 * Answers `POST /_emulator/saml-response` `{"username":"..."}` with what the built-in test issuer
 * would send at the single sign-on of that user, for the SAML assertion flow. It may be about
 * somebody unknown.
 */
export async function samlResponse(org: OrgState, call: Call): Promise<Response> {
  const username = askedUsername(parsed(call.body))
  if (username instanceof OrgError) return problem('bad_request', username.message, 400)
  const { privateKey } = await org.testIssuer.keys()
  const nowMs = org.clock.nowMs()
  const xml = signedResponse(
    {
      issuer: org.testIssuer.name,
      username,
      audience: 'https://saml.salesforce.com',
      recipient: call.hosts.my_domain + tokenPath,
      nowMs,
      endMs: nowMs + lifeMs,
    },
    privateKey,
  )
  return json({ assertion: Buffer.from(xml).toString('base64') })
}

function askedUsername(value: unknown): string | OrgError {
  try {
    return fields(value, '', ['username']).required('username', text)
  } catch (cause) {
    if (cause instanceof OrgError) return cause
    throw cause
  }
}
