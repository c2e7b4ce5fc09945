import type { App } from './app.js'
import type { Call } from './call.js'
import { customMembers } from './custom-members.js'
import type { OrgState } from './org-state.js'
import { userType } from './rest/records.js'
import { covers } from './scopes.js'
import type { User } from './user.js'

/** Any of these lets a token read who its user is. @see salesforce-oauth.md section 7.2 */
const identityScopes = ['id', 'openid', 'profile', 'email', 'address', 'phone', 'api']

/** Whether a token may read who its user is. */
export function mayReadIdentity(scope: readonly string[]): boolean {
  return identityScopes.some((name) => covers(scope, name))
}

const soap = { enterprise: 'c', metadata: 'm', partner: 'u' }
const data: Readonly<Record<string, string>> = {
  rest: '',
  sobjects: 'sobjects/',
  search: 'search/',
  query: 'query/',
  recent: 'recent/',
  tooling_soap: '',
  tooling_rest: 'tooling/',
  feeds: 'chatter/feeds',
  groups: 'chatter/groups',
  users: 'chatter/users',
  feed_items: 'chatter/feed-items',
  feed_elements: 'chatter/feed-elements',
}

/** What userinfo and the identity URL both say. */
export function sharedIdentity(
  org: OrgState,
  call: Call,
  user: User,
  app: App,
): Readonly<Record<string, unknown>> {
  const at = call.hosts.my_domain
  return {
    photos: { picture: `${at}/profilephoto/005/F`, thumbnail: `${at}/profilephoto/005/T` },
    urls: urls(org, at, user),
    active: user.active,
    user_type: userType(user),
    language: 'en_US',
    locale: 'en_US',
    utcOffset: -28_800_000,
    is_app_installed: true,
    ...customMembers(app.idToken),
  }
}

/** Where the APIs are; `{version}` stands for whichever the reader wants. */
function urls(org: OrgState, at: string, user: User): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(
      Object.entries(soap).map(([name, letter]) => [
        name,
        `${at}/services/Soap/${letter}/{version}/${org.id.short}`,
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(data).map(([name, path]) => [name, `${at}/services/data/v{version}/${path}`]),
    ),
    tooling_soap: `${at}/services/Soap/T/{version}/${org.id.short}`,
    profile: `${at}/${user.id.long}`,
    custom_domain: at,
  }
}
