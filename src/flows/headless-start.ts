import type { Verification } from '../kernel/headless-view.js'
import type { Fetch } from '../kernel/ports.js'
import type { ServerTarget } from '../kernel/profile.js'
import { Secret } from '../kernel/secret.js'
import { headlessJson, processInit } from '../salesforce/headless/answers.js'
import {
  forgotPasswordRequest,
  passwordlessRequest,
  registrationRequest,
  type HeadlessAccess,
  type RegistrationStart,
} from '../salesforce/headless/init-request.js'
import { siteUrl } from '../salesforce/headless/site.js'

/** What a one-time password is asked for. */
export type HeadlessStart =
  | ({ readonly kind: 'registration' } & RegistrationStart)
  | {
      readonly kind: 'passwordless'
      readonly username: string
      readonly verification: Verification
    }
  | { readonly kind: 'forgot-password'; readonly username: string }

/**
 * Has the site send a one-time password (salesforce-oauth.md §12.3 to §12.5).
 *
 * @returns The identifier that it belongs to: the site's own, and the user name where a password is forgotten.
 */
export async function startHeadless(
  target: ServerTarget,
  start: HeadlessStart,
  access: HeadlessAccess,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<Secret> {
  const site = siteUrl(target)
  switch (start.kind) {
    case 'registration': {
      const request = registrationRequest(site, start, access)
      return processInit(await ports.fetch(request, signal), start.kind)
    }
    case 'passwordless': {
      const request = passwordlessRequest(site, start.username, start.verification, access)
      return processInit(await ports.fetch(request, signal), start.kind)
    }
    case 'forgot-password': {
      const request = forgotPasswordRequest(site, start.username, access)
      headlessJson(await ports.fetch(request, signal), start.kind)
      return new Secret(start.username)
    }
  }
}
