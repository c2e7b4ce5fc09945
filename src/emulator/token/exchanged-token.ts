import type { App } from '../app.js'
import { askedScope } from '../asked-scope.js'
import { type Call, parameter } from '../call.js'
import type { ExchangeHandler } from '../exchange-handler.js'
import { belongsAt, findUser, type OrgState } from '../org-state.js'
import { Refusal } from '../refusal.js'
import { wantsRefreshToken } from '../scopes.js'
import type { User } from '../user.js'
import type { Members } from './answer-format.js'
import { refuseInactive, refuseNotAdmitted } from './approved-user.js'
import { authenticateClient } from './authenticate-client.js'
import { subjectOf } from './subject-token.js'
import { newRefreshToken, tokenMembers } from './token-members.js'

/** Characters of the longest token taken; it was 2,000 once. */
const longest = 10_000

const typePrefix = 'urn:ietf:params:oauth:token-type:'

/**
 * Exchanges the token of another identity provider for one of this org; a handler of the app says
 * whom it is about. The answer is like that to a login, without `issued_token_type`.
 *
 * @throws {Refusal} Of what is wrong with the token or its handler Salesforce tells nothing.
 * @see salesforce-oauth.md section 3.11, salesforce-oauth-2.md part B §3.11
 */
export async function exchangedToken(org: OrgState, call: Call): Promise<Members> {
  if (call.role !== 'my_domain' && call.role !== 'site') {
    throw new Refusal('invalid_grant', 'request not supported on this domain')
  }
  const app = await authenticateClient(org, call, (asking) => asking.requireSecretTokenExchange)
  if (!app.tokenExchange.enabled) {
    throw new Refusal('invalid_grant', 'token exchange flow not enabled')
  }
  const scope = askedScope(app, parameter(call, 'scope'))
  if (scope === undefined) {
    throw new Refusal('invalid_scope', 'the requested scope is invalid, unknown, or malformed')
  }
  if (scope.length === 0) throw new Refusal('invalid_grant', 'no valid scopes defined')
  const user = await subjectUser(org, call, app)
  const family = org.tokens.begin({
    app,
    user,
    scope,
    authTimeMs: undefined,
    approval: false,
  })
  return tokenMembers(org, call, {
    family,
    refreshToken: wantsRefreshToken(scope) ? newRefreshToken(org, family) : undefined,
    nonce: undefined,
  })
}

async function subjectUser(org: OrgState, call: Call, app: App): Promise<User> {
  const token = parameter(call, 'subject_token')
  const type = parameter(call, 'subject_token_type')
  if (token === undefined || type === undefined) {
    throw new Refusal('invalid_request', 'subject_token and subject_token_type are required')
  }
  const handler = handlerFor(app, parameter(call, 'token_handler'))
  const kind = typeName(type)
  if (handler === undefined || token.length > longest) throw opaque()
  if (!handler.subjectTokenTypes.includes(kind)) throw opaque()
  const subject = await subjectOf(org, call, handler, { type: kind, text: token })
  const user = subject === undefined ? undefined : mappedUser(org, handler, subject)
  if (user === undefined || !belongsAt(user, call.role)) throw opaque()
  refuseInactive(user)
  refuseNotAdmitted(app, user)
  return user
}

function handlerFor(app: App, name: string | undefined): ExchangeHandler | undefined {
  return app.tokenExchange.handlers.find((handler) =>
    name === undefined ? handler.default : handler.name === name,
  )
}

/** The Apex reference prints one type in capitals. */
function typeName(urn: string): string {
  const lower = urn.toLowerCase()
  return lower.startsWith(typePrefix) ? lower.slice(typePrefix.length) : ''
}

function mappedUser(org: OrgState, { map }: ExchangeHandler, subject: string): User | undefined {
  if (map === undefined) return findUser(org, subject)
  return Object.hasOwn(map, subject) ? findUser(org, map[subject] ?? '') : undefined
}

function opaque(): Refusal {
  return new Refusal('invalid_grant', 'token exchange failed')
}
