import { noStore } from '../answers.js'
import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { readMetadata } from './client-metadata.js'
import type { Registration } from './registered-apps.js'
import { registrationAnswer } from './registration-answer.js'
import {
  bearerText,
  bodyMembers,
  invalidToken,
  onlyMethods,
  refused,
} from './registration-request.js'

/**
 * Answers `/services/oauth2/register/<client_id>`: shows, updates or deletes a registration for who holds
 * its registration access token. What Salesforce does there is NOT FOUND: this is RFC 7592.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7592#section-2 RFC 7592 §2}
 */
export function registrationEndpoint(org: OrgState, call: Call): Response {
  const registration = org.registered.find(call.path.split('/').at(-1) ?? '')
  // One answer for an unknown app and a wrong token (RFC 7592 §2.1).
  if (registration === undefined || bearerText(call) !== registration.accessToken) {
    return invalidToken()
  }
  switch (call.method) {
    case 'GET':
      return registrationAnswer(call, registration, 200)
    case 'PUT':
      return update(call, registration)
    case 'DELETE':
      return remove(org, registration)
    default:
      return onlyMethods('GET, PUT, DELETE')
  }
}

/** What only the server says (RFC 7592 §2.2). */
const membersOfServer = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at',
]

/** Replaces all metadata: what the request leaves out goes back to what it is by default. */
function update(call: Call, registration: Registration): Response {
  try {
    const members = bodyMembers(call)
    const { clientId, secret } = registration.app
    const tooMuch = membersOfServer.find((name) => members.has(name))
    if (tooMuch !== undefined) {
      throw new Refusal('failed_registration', `${tooMuch} is not the client's to set`)
    }
    if (members.get('client_id') !== clientId) {
      throw new Refusal('failed_registration', 'client_id is not that of the registration')
    }
    if ((members.get('client_secret') ?? secret) !== secret) {
      throw new Refusal('failed_registration', 'client_secret is not that of the registration')
    }
    registration.metadata = readMetadata(members)
    return registrationAnswer(call, registration, 200)
  } catch (cause) {
    return refused(cause)
  }
}

/** Ends the app and all its tokens (RFC 7592 §2.3). */
function remove(org: OrgState, registration: Registration): Response {
  org.registered.remove(registration)
  for (const { family } of org.tokens.all()) {
    if (family.app === registration.app) org.tokens.revokeFamily(family)
  }
  return new Response(null, { status: 204, headers: noStore })
}
