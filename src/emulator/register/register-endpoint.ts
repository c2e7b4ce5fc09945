import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import type { InitialAccessToken } from '../settings.js'
import { readMetadata } from './client-metadata.js'
import { registrationAnswer } from './registration-answer.js'
import {
  bearerText,
  bodyMembers,
  invalidToken,
  onlyMethods,
  refused,
} from './registration-request.js'

/** How many apps may be registered at once. Salesforce has a limit and does not say which. */
const mostApps = 100

/**
 * Answers `POST /services/oauth2/register`, dynamic client registration, to whoever has an initial
 * access token. At Salesforce each is generated on the page of an app, and that app may introspect what
 * was registered with it; an org here may have tokens of its own too.
 *
 * @see salesforce-oauth.md section 8, RFC 7591 §3
 */
export function registerEndpoint(org: OrgState, call: Call): Response {
  if (call.method !== 'POST') return onlyMethods('POST')
  const initial = initialToken(org, call)
  if (initial === undefined) return invalidToken()
  try {
    if (org.registered.count() >= mostApps) {
      throw new Refusal('exceeded_registration_limit', `no more than ${mostApps} apps can register`)
    }
    const registration = org.registered.add({
      registrar: org.apps.find((app) => app.name === initial.app),
      issuedAtS: org.clock.nowS(),
      metadata: readMetadata(bodyMembers(call)),
    })
    return registrationAnswer(call, registration, 201)
  } catch (cause) {
    return refused(cause)
  }
}

function initialToken(org: OrgState, call: Call): InitialAccessToken | undefined {
  const text = bearerText(call)
  return org.settings.initialAccessTokens.find(({ token }) => token === text)
}
