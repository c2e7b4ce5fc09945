/** All scopes in the order in which the server lists and answers them. @see salesforce-oauth.md section 17 */
export const scopeOrder: readonly string[] =
  `cdp_ingest_api custom_permissions cdp_segment_api content cdp_api chatbot_api cdp_identityresolution_api
interaction_api wave_api web cdp_calculated_insight_api einstein_gpt_api offline_access id api data_cloud_user_claims
eclair_api email pardot_api lightning visualforce cdp_query_api sfap_api address openid profile scrt_api
cdp_profile_api refresh_token phone user_registration_api pwdless_login_api chatter_api mcp_api full
forgot_password`.split(/\s+/)

const descriptions: Readonly<Record<string, string>> = {
  address: 'Access your address',
  api: 'Manage user data via APIs',
  chatter_api: 'Access Chatter API resources',
  content: 'Access content resources',
  custom_permissions: 'Access custom permissions',
  email: 'Access your email address',
  forgot_password: 'Access the Forgot Password API',
  full: 'Full access',
  id: 'Access the identity URL service',
  lightning: 'Access Lightning applications',
  offline_access: 'Perform requests at any time',
  openid: 'Access unique user identifiers',
  phone: 'Access your phone number',
  profile: 'Access your basic information',
  pwdless_login_api: 'Access the Headless Passwordless Login API',
  refresh_token: 'Perform requests at any time',
  user_registration_api: 'Access the Headless Registration API',
  visualforce: 'Access Visualforce applications',
  web: 'Manage user data via Web browsers',
}

/** What a scope allows, in words for the person who is asked. */
export function scopeDescription(scope: string): string {
  return descriptions[scope] ?? `Access ${scope}`
}

/** Puts scopes into the server's order, each once. */
export function inServerOrder(scopes: readonly string[]): readonly string[] {
  return scopeOrder.filter((scope) => scopes.includes(scope))
}

/** The names in a `scope` parameter. Spaces separate them. */
export function scopeNames(text: string): readonly string[] {
  return text.split(' ').filter((name) => name !== '')
}

/** What a scope brings with it. `full` is everything but the refresh token. */
const implied: Readonly<Record<string, readonly string[]>> = {
  api: ['chatter_api'],
  web: ['visualforce'],
  refresh_token: ['offline_access'],
  offline_access: ['refresh_token'],
  full: scopeOrder.filter((scope) => scope !== 'refresh_token' && scope !== 'offline_access'),
}

/** Whether scopes cover one scope, by name or by implication. */
export function covers(scopes: readonly string[], scope: string): boolean {
  return scopes.includes(scope) || scopes.some((held) => implied[held]?.includes(scope) ?? false)
}

/** Whether scopes ask for a refresh token; the two names mean the same. */
export function wantsRefreshToken(scopes: readonly string[]): boolean {
  return scopes.includes('refresh_token') || scopes.includes('offline_access')
}
