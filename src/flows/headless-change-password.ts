import type { JsonObject } from '../kernel/json.js'
import type { Fetch } from '../kernel/ports.js'
import type { ServerTarget } from '../kernel/profile.js'
import type { Secret } from '../kernel/secret.js'
import { headlessJson } from '../salesforce/headless/answers.js'
import { changePasswordRequest, type HeadlessAccess } from '../salesforce/headless/init-request.js'
import { siteUrl } from '../salesforce/headless/site.js'

/** A password to be changed, and what proves that it may be. */
export interface PasswordChange {
  readonly username: string
  readonly newPassword: Secret
  readonly oneTimePassword: Secret
}

/** Changes a forgotten password (salesforce-oauth.md §12.5). @returns The site's answer as it came. */
export async function headlessChangePassword(
  target: ServerTarget,
  change: PasswordChange,
  access: HeadlessAccess,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<JsonObject> {
  const request = changePasswordRequest(siteUrl(target), change, access)
  return headlessJson(await ports.fetch(request, signal), 'forgot-password')
}
