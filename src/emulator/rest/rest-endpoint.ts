import { apiError, json } from '../answers.js'
import { bearerOf } from '../bearer.js'
import type { Call } from '../call.js'
import type { AccessToken } from '../grant-family.js'
import type { OrgState } from '../org-state.js'
import { covers } from '../scopes.js'
import { queryResource } from './query.js'
import { resourceList } from './resource-list.js'
import { userResource } from './user-resource.js'
import { apiVersions } from './versions.js'

/**
 * Answers `/services/data` and what is below: enough of the REST API for a client to prove its token.
 *
 * @see salesforce-oauth.md sections 16.1, 21 and 25
 */
export function restEndpoint(org: OrgState, call: Call): Response {
  // The code is known from the field, its status is not.
  if (call.role === 'login' || call.role === 'sandbox') {
    return apiError('URL_NOT_RESET', 'Destination URL not reset. Use the instance URL.', 401)
  }
  const bearer = bearerOf(org, call)
  if (bearer.kind === 'bad') return unauthorized('Session expired or invalid')
  const [version, ...rest] = call.path.replace(/^\/services\/data\/?/, '').split('/')
  // The list of versions is public; a token that is shown has to be good all the same.
  if (version === undefined || version === '') return json(versionList())
  if (bearer.kind === 'missing') return unauthorized(missingMessage(call))
  const { scope, user } = bearer.token.family
  // The words were observed, the status was not.
  if (user.kind === 'guest' && call.role !== 'site') {
    return apiError('INVALID_AUTH_HEADER', 'INVALID_ISS', 401)
  }
  if (!covers(scope, 'api')) {
    return unauthorized('This session is not valid for use with the REST API')
  }
  if (!apiVersions.some((known) => version === `v${known}`)) return notFound()
  return resource(
    org,
    call,
    bearer.token,
    version,
    rest.filter((part) => part !== ''),
  )
}

function resource(
  org: OrgState,
  call: Call,
  token: AccessToken,
  version: string,
  path: readonly string[],
): Response {
  if (call.method !== 'GET' && call.method !== 'HEAD') {
    return apiError('METHOD_NOT_ALLOWED', `HTTP Method '${call.method}' not allowed.`, 405)
  }
  const [first, second, third, ...more] = path
  if (first === undefined) return json(resourceList(org, call, token, version))
  if (first === 'query' && second === undefined) {
    return token.family.user.kind === 'guest'
      ? guestMayNotQuery()
      : queryResource(org, call, version)
  }
  if (first === 'sobjects' && second === 'User' && third !== undefined && more.length === 0) {
    return userResource(org, call, version, third) ?? notFound()
  }
  return notFound()
}

/** That visitors cannot run SOQL was observed; this is what an API says to who may not. */
function guestMayNotQuery(): Response {
  return apiError('API_DISABLED_FOR_ORG', 'The REST API is not enabled for this user', 403)
}

function versionList(): unknown {
  return apiVersions.map((version) => ({
    label: `API ${version}`,
    url: `/services/data/v${version}`,
    version,
  }))
}

function missingMessage(call: Call): string {
  return call.role === 'site' ? 'Authorization required' : 'Session expired or invalid'
}

function unauthorized(message: string): Response {
  const response = apiError('INVALID_SESSION_ID', message, 401)
  response.headers.set('www-authenticate', 'Token')
  return response
}

function notFound(): Response {
  return apiError('NOT_FOUND', 'The requested resource does not exist', 404)
}
