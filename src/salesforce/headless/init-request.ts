import type { Verification } from '../../kernel/headless-view.js'
import type { Json, JsonObject } from '../../kernel/json.js'
import type { HttpRequest } from '../../kernel/ports.js'
import type { Secret } from '../../kernel/secret.js'

/** What lets a stranger's request in: nothing, a reCAPTCHA, or a user of the org's own (salesforce-oauth.md §12.6). */
export type HeadlessAccess =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'recaptcha'
      readonly token: Secret
      /** reCAPTCHA Enterprise is told by site key and project. */
      readonly enterprise: { readonly siteKey: string; readonly projectId: string } | undefined
    }
  | { readonly kind: 'integration-user'; readonly token: Secret }

/** Somebody who wants to become a user. */
export interface Registrant {
  readonly firstName: string | undefined
  readonly lastName: string
  readonly email: string
  readonly username: string
}

/** What a registration begins with. */
export interface RegistrationStart {
  readonly user: Registrant
  readonly password: Secret | undefined
  readonly customData: JsonObject | undefined
  readonly verification: Verification
}

const root = '/services/auth/headless'

/** Builds the request that begins a registration. @see salesforce-oauth.md §12.3 */
export function registrationRequest(
  site: string,
  start: RegistrationStart,
  access: HeadlessAccess,
): HttpRequest {
  const { user, password, customData, verification } = start
  return jsonRequest(`${site}${root}/init/registration`, access, {
    userdata: {
      ...(user.firstName === undefined ? {} : { firstName: user.firstName }),
      lastName: user.lastName,
      email: user.email,
      username: user.username,
    },
    ...(customData === undefined ? {} : { customdata: customData }),
    ...(password === undefined ? {} : { password: password.expose() }),
    ...recaptcha(access),
    verificationmethod: verification,
  })
}

/** Builds the request that begins a login without a password. @see salesforce-oauth.md §12.4 */
export function passwordlessRequest(
  site: string,
  username: string,
  verification: Verification,
  access: HeadlessAccess,
): HttpRequest {
  return jsonRequest(`${site}${root}/init/passwordless/login`, access, {
    username,
    ...recaptcha(access),
    verificationmethod: verification,
  })
}

/** Builds the request for a one-time password to change a password with. @see salesforce-oauth.md §12.5 */
export function forgotPasswordRequest(
  site: string,
  username: string,
  access: HeadlessAccess,
): HttpRequest {
  return jsonRequest(`${site}${root}/forgot_password`, access, { username, ...recaptcha(access) })
}

/** Builds the request that changes a password. @see salesforce-oauth.md §12.5 */
export function changePasswordRequest(
  site: string,
  change: {
    readonly username: string
    readonly newPassword: Secret
    readonly oneTimePassword: Secret
  },
  access: HeadlessAccess,
): HttpRequest {
  return jsonRequest(`${site}${root}/forgot_password`, access, {
    username: change.username,
    newpassword: change.newPassword.expose(),
    otp: change.oneTimePassword.expose(),
    ...recaptcha(access),
  })
}

function recaptcha(access: HeadlessAccess): Readonly<Record<string, Json>> {
  if (access.kind !== 'recaptcha') return {}
  const token = access.token.expose()
  if (access.enterprise === undefined) return { recaptcha: token }
  const { siteKey, projectId } = access.enterprise
  // The documents show no other action (salesforce-oauth.md §12.3).
  return { recaptchaevent: { token, siteKey, expectedAction: 'login', projectId } }
}

function jsonRequest(url: string, access: HeadlessAccess, body: JsonObject): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(access.kind === 'integration-user'
        ? { authorization: `Bearer ${access.token.expose()}` }
        : {}),
    },
    body: JSON.stringify(body),
  }
}
