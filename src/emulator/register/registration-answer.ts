import { json } from '../answers.js'
import type { Call } from '../call.js'
import { registeredScopes, type Registration } from './registered-apps.js'

/** Where apps register; below it, by client id, is the registration of each. */
export const registerPath = '/services/oauth2/register'

/**
 * Answers what is registered, in the order of Salesforce.
 *
 * @see salesforce-oauth.md section 8, RFC 7591 §3.2.1
 */
export function registrationAnswer(
  call: Call,
  { app, accessToken, issuedAtS, metadata }: Registration,
  status: 200 | 201,
): Response {
  const answer = json(
    {
      client_id: app.clientId,
      client_secret: app.secret,
      registration_access_token: accessToken,
      registration_client_uri: `${call.origin}${registerPath}/${app.clientId}`,
      client_id_issued_at: issuedAtS,
      client_secret_expires_at: 0,
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: metadata.redirectUris,
      response_types: metadata.responseTypes,
      grant_types: metadata.grantTypes,
      contacts: metadata.contacts,
      ...(metadata.clientName === undefined ? {} : { client_name: metadata.clientName }),
      scopes: registeredScopes,
    },
    status,
  )
  answer.headers.set('expires', 'Thu, 01 Jan 1970 00:00:00 GMT')
  return answer
}
