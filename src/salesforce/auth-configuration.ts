import { AuthError } from '../kernel/errors.js'
import { optionalString, own, parseJsonObject, type Json, type JsonObject } from '../kernel/json.js'
import type { HttpAnswer, HttpRequest } from '../kernel/ports.js'
import type { AuthConfiguration, LoginProvider } from '../kernel/server-views.js'
import { refuseBusy, refuseRedirect } from '../oauth/answer.js'

const pools = ['login.salesforce.com', 'test.salesforce.com', 'welcome.salesforce.com']

/**
 * Refuses, before it is asked, a host that serves every org and so has no configuration of one.
 *
 * @throws {AuthError} `usage`.
 * @see salesforce-oauth.md §9.2
 */
export function refusePool(url: URL): void {
  if (!pools.includes(url.hostname)) return
  throw new AuthError(
    'usage',
    `${url.hostname} has no auth-configuration: only My Domain and site hosts have one`,
    { hint: 'name your org: oauthctl discover MY-DOMAIN --auth' },
  )
}

/** Builds the request for the auth-configuration of an org or a site. No session is needed. */
export function authConfigurationRequest(url: URL): HttpRequest {
  return {
    method: 'GET',
    url: `${url.href.replace(/\/$/, '')}/.well-known/auth-configuration`,
    headers: { accept: 'application/json' },
    body: undefined,
  }
}

/** Judges an auth-configuration answer. @throws {AuthError} `bad_metadata`, `server_error`, `unexpected_redirect`. */
export function processAuthConfiguration(answer: HttpAnswer): AuthConfiguration {
  const { host } = new URL(answer.url)
  refuseRedirect(answer)
  refuseBusy(answer, host)
  if (answer.status !== 200) {
    throw new AuthError(
      'bad_metadata',
      `${host} has no auth-configuration (HTTP ${answer.status})`,
      { hint: 'name the My Domain or the site of a Salesforce org; login and test have none' },
    )
  }
  const source = { name: `the auth-configuration of ${host}`, code: 'bad_metadata' as const }
  const document = parseJsonObject(answer.text, source)
  const page = own(document, 'LoginPage')
  const ofPage = isObject(page) ? page : {}
  const takesPassword = own(ofPage, 'UsernamePasswordEnabled')
  return {
    orgId: optionalString(document, 'OrgId', source),
    url: optionalString(document, 'Url', source),
    pageType: optionalString(document, 'LoginPageType', source),
    pageUrl: textOf(own(ofPage, 'LoginPageUrl')),
    takesPassword: typeof takesPassword === 'boolean' ? takesPassword : undefined,
    certificateLogin: (own(document, 'CertificateLogin') ?? null) !== null,
    providers: [
      ...providersOf(own(document, 'SamlProviders'), 'saml'),
      ...providersOf(own(document, 'AuthProviders'), 'auth_provider'),
    ],
    document,
  }
}

function providersOf(
  list: Json | undefined,
  kind: LoginProvider['kind'],
): readonly LoginProvider[] {
  if (!Array.isArray(list)) return []
  return list.filter(isObject).map((item) => ({
    kind,
    name: textOf(own(item, 'Name')),
    url: textOf(own(item, 'SsoUrl')),
  }))
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
