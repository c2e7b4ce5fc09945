import type { App, AssetTokenSettings, IdTokenSettings, RefreshTokenPolicy } from '../app.js'
import { certificate } from './certificate.js'
import { fields, flag, listOf, oneOf, text, texts, whole, type Parse } from './fields.js'

/** What the ID token of an app is like when nobody set it. */
export const defaultIdToken: IdTokenSettings = {
  minutes: 2,
  audiences: [],
  standardClaims: false,
  customAttributes: {},
  customPermissions: [],
}

/** An app issues no asset tokens unless it was told to. */
export const defaultAssetTokens: AssetTokenSettings = {
  enabled: false,
  seconds: 60,
  certificate: undefined,
  audiences: [],
  customAttributes: {},
  customPermissions: [],
}

/** `id_token` of an app. */
export const idToken: Parse<IdTokenSettings> = (value, at) => {
  const given = fields(value, at, [
    'minutes',
    'audiences',
    'standard_claims',
    'custom_attributes',
    'custom_permissions',
  ])
  return {
    minutes: given.optional('minutes', whole(1, 720), 2),
    audiences: given.optional('audiences', listOf(text), []),
    standardClaims: given.optional('standard_claims', flag, false),
    customAttributes: given.optional('custom_attributes', texts, {}),
    customPermissions: given.optional('custom_permissions', listOf(text), []),
  }
}

/** `asset_tokens` of an app. */
export const assetTokens: Parse<AssetTokenSettings> = (value, at) => {
  const given = fields(value, at, [
    'enabled',
    'seconds',
    'certificate',
    'audiences',
    'custom_attributes',
    'custom_permissions',
  ])
  return {
    enabled: given.optional('enabled', flag, true),
    seconds: given.optional('seconds', whole(1, 31_536_000), 60),
    certificate: given.optional('certificate', certificate, undefined),
    audiences: given.optional('audiences', listOf(text), []),
    customAttributes: given.optional('custom_attributes', texts, {}),
    customPermissions: given.optional('custom_permissions', listOf(text), []),
  }
}

/** `client_credentials` of an app. */
export const clientCredentials: Parse<App['clientCredentials']> = (value, at) => {
  const given = fields(value, at, ['enabled', 'run_as'])
  return {
    enabled: given.optional('enabled', flag, true),
    runAs: given.optional('run_as', text, undefined)?.toLowerCase(),
  }
}

/** `code_credentials` of an app. */
export const codeCredentials: Parse<App['codeCredentials']> = (value, at) => {
  const given = fields(value, at, ['enabled', 'credentials_in_body', 'guest'])
  return {
    enabled: given.optional('enabled', flag, true),
    credentialsInBody: given.optional('credentials_in_body', flag, false),
    guest: given.optional('guest', flag, false),
  }
}

/** `jwt_access_tokens` of an app; the minutes are Salesforce's picklist. */
export const jwtAccessTokens: Parse<App['jwtAccessTokens']> = (value, at) => {
  const given = fields(value, at, ['enabled', 'timeout_minutes'])
  return {
    enabled: given.optional('enabled', flag, true),
    timeoutMinutes: given.optional('timeout_minutes', oneOf(1, 5, 10, 15, 30), undefined),
  }
}

/** `refresh_token_policy` of an app: `{"kind":"until_revoked|immediate|fixed|idle","hours":N}`. */
export const refreshTokenPolicy: Parse<RefreshTokenPolicy> = (value, at) => {
  const given = fields(value, at, ['kind', 'hours'])
  const kind = given.required('kind', oneOf('until_revoked', 'immediate', 'fixed', 'idle'))
  if (kind === 'until_revoked' || kind === 'immediate') return { kind }
  return { kind, hours: given.required('hours', whole(1, 8760)) }
}
