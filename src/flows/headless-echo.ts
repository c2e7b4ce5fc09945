import type { JsonObject } from '../kernel/json.js'
import type { Fetch } from '../kernel/ports.js'
import type { ServerTarget } from '../kernel/profile.js'
import type { Secret } from '../kernel/secret.js'
import { echoRequest, processEcho } from '../salesforce/headless/echo.js'
import { siteUrl } from '../salesforce/headless/site.js'

/** Asks a site's echo endpoint what it makes of a callback URL (salesforce-oauth.md §11). */
export async function headlessEcho(
  target: ServerTarget,
  callbackUrl: Secret,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<JsonObject> {
  const request = echoRequest(siteUrl(target), callbackUrl)
  return processEcho(await ports.fetch(request, signal))
}
