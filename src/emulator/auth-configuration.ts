import { json } from './answers.js'
import { ssoPath } from './authorize/paths.js'
import type { Call } from './call.js'
import type { OrgState } from './org-state.js'
import type { SsoProvider } from './settings.js'

/** What the Mobile SDKs are told. @see salesforce-oauth.md section 9.2 */
const mobileSdk = {
  UseiOSNativeBrowserForAuthentication: false,
  UseAndroidNativeBrowserForAuthentication: false,
  shareBrowserSessionIOS: false,
  shareBrowserSessionAndroid: false,
}

/**
 * Answers how people can log in to the host that was called, to whoever asks.
 *
 * @see salesforce-oauth.md section 9.2
 */
export function authConfiguration({ id, settings }: OrgState, call: Call): Response {
  return json({
    OrgId: id.short,
    Url: call.origin,
    MobileSDK: mobileSdk,
    LoginPage: null,
    SamlProviders: settings.samlProviders.map((provider) => providerItem(call, provider)),
    AuthProviders: settings.authProviders.map((provider) => providerItem(call, provider)),
    CertificateLogin: null,
    LoginPageType: 'standard',
    LoginPageTypeConfigs: {},
  })
}

/** A provider nobody gave a URL is the page of this org that plays one. */
function providerItem(
  call: Call,
  { name, ssoUrl, iconUrl }: SsoProvider,
): Readonly<Record<string, string | null>> {
  const played = `${call.origin}${ssoPath.replace(':provider', encodeURIComponent(name))}`
  return { Name: name, SsoUrl: ssoUrl ?? played, IconUrl: iconUrl ?? null }
}
