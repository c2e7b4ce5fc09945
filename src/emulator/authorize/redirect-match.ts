import type { App } from '../app.js'
import type { Hosts } from '../role.js'
import { literalSuccessPage } from './success-page.js'

/**
 * Whether an app has registered a redirect URI. Compared character by character, port and trailing
 * slash included; an app may opt for any port on loopback (RFC 8252 §7.3), which Salesforce has not.
 * The landing page of our login hosts may be registered by the name it has at Salesforce.
 *
 * @see salesforce-oauth.md section 2.4
 */
export function redirectMatches(app: App, redirectUri: string, hosts: Hosts): boolean {
  if (app.redirectUris.includes(redirectUri)) return true
  const literal = literalSuccessPage(hosts, redirectUri)
  if (literal !== undefined && app.redirectUris.includes(literal)) return true
  const asked = withoutLoopbackPort(redirectUri)
  return (
    app.loopbackAnyPort &&
    asked !== undefined &&
    app.redirectUris.some((registered) => withoutLoopbackPort(registered) === asked)
  )
}

function withoutLoopbackPort(uri: string): string | undefined {
  // Not parsed as a URL: parsing would make equal what is written differently.
  const parts = /^(http:\/\/(?:localhost|127\.0\.0\.1))(?::\d{1,5})?(\/.*)$/.exec(uri)
  return parts === null ? undefined : `${parts[1] ?? ''}${parts[2] ?? ''}`
}
