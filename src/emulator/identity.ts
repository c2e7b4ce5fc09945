import { json, noStore, plain, xmlText } from './answers.js'
import { judgeToken, bearerOf, type Bearer } from './bearer.js'
import { type Call, parameter } from './call.js'
import { mayReadIdentity, sharedIdentity } from './identity-members.js'
import { identityUrl } from './identity-url.js'
import { findUserById, type OrgState } from './org-state.js'
import { apiVersions, latestVersion } from './rest/versions.js'
import { fullName, type User } from './user.js'
import type { AccessToken } from './grant-family.js'

/**
 * Answers the identity URL, `/id/<org>/<user>`; its errors are one word of plain text.
 *
 * @see salesforce-oauth.md section 7.2
 */
export function identityEndpoint(org: OrgState, call: Call): Response {
  const bearer = identityBearer(org, call)
  if (bearer.kind === 'missing') return plain('Missing_OAuth_Token', 403)
  if (bearer.kind === 'bad') return plain('Bad_OAuth_Token', 403)
  const [, , orgId, userId = ''] = call.path.split('/')
  if (orgId !== org.id.long && orgId !== org.id.short) return plain('Wrong_Org', 403)
  const user = findUserById(org, userId)
  if (user === undefined) return plain('Bad_Id', 404)
  if (!user.active) return plain('Inactive', 404)
  const { family } = bearer.token
  const mayReadOthers = family.user.kind === 'admin'
  if (!mayReadIdentity(family.scope) || (family.user !== user && !mayReadOthers)) {
    return plain('No_Access', 403)
  }
  return written(call, identityMembers(org, call, user, bearer.token))
}

/** The header, or the parameter that old clients put into the query string. */
function identityBearer(org: OrgState, call: Call): Bearer {
  const parameterToken = parameter(call, 'oauth_token')
  return parameterToken === undefined ? bearerOf(org, call) : judgeToken(org, parameterToken)
}

function identityMembers(
  org: OrgState,
  call: Call,
  user: User,
  token: AccessToken,
): Readonly<Record<string, unknown>> {
  return {
    id: identityUrl(org, user, call),
    asserted_user: token.family.user === user,
    user_id: user.id.long,
    organization_id: org.id.long,
    username: user.username,
    nick_name: user.firstName.toLowerCase(),
    display_name: fullName(user),
    email: user.email,
    email_verified: true,
    first_name: user.firstName,
    last_name: user.lastName,
    timezone: 'America/Los_Angeles',
    addr_street: null,
    addr_city: null,
    addr_state: null,
    addr_country: 'US',
    addr_zip: null,
    mobile_phone: user.phone,
    mobile_phone_verified: true,
    is_lightning_login_user: false,
    status: { created_date: null, body: null },
    ...sharedIdentity(org, call, user, token.family.app),
    last_modified_date: '2025-06-15T15:06:40Z',
  }
}

function written(call: Call, members: Readonly<Record<string, unknown>>): Response {
  const text = JSON.stringify(members).replaceAll('{version}', askedVersion(call))
  const value = JSON.parse(text) as unknown
  if (parameter(call, 'format') === 'xml') return xml(value)
  const callback = call.query.get('callback')
  if (callback === null || !/^[\w.$]+$/.test(callback)) return json(value)
  return new Response(`${callback}(${text});`, {
    headers: { ...noStore, 'content-type': 'application/javascript;charset=UTF-8' },
  })
}

/** `version=latest` or `version=NN.N` fills in the placeholder, which otherwise stays. */
function askedVersion(call: Call): string {
  const asked = parameter(call, 'version')
  if (asked === 'latest') return latestVersion
  return asked !== undefined && apiVersions.includes(asked) ? asked : '{version}'
}

function xml(value: unknown): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>${element('user', value)}`, {
    headers: { ...noStore, 'content-type': 'application/xml;charset=UTF-8' },
  })
}

function element(name: string, value: unknown): string {
  return `<${name}>${content(value)}</${name}>`
}

function content(value: unknown): string {
  if (value === null) return ''
  if (typeof value === 'string') return xmlText(value)
  if (typeof value !== 'object') return JSON.stringify(value)
  return Object.entries(value)
    .map(([name, item]) => element(name, item))
    .join('')
}
