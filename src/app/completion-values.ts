import type { ClientAuthMethod } from '../kernel/credential.js'
import type { StoreKind } from '../kernel/ports.js'
import type { OutputFormat } from '../kernel/view.js'
import { flowGuide } from '../salesforce/flow-guide/flow-guide.js'

/** What stands behind an option, or where an argument stands. */
export type Takes =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'text' }
  | { readonly kind: 'file' }
  | { readonly kind: 'profile' }
  | { readonly kind: 'word'; readonly words: readonly string[] }

// Total by type: a new format, kind or method does not compile until it can be completed.
const formats: Readonly<Record<OutputFormat, true>> = {
  text: true,
  json: true,
  token: true,
  header: true,
  env: true,
  powershell: true,
  fish: true,
  dotenv: true,
}
const storeKinds: Readonly<Record<StoreKind, true>> = {
  keychain: true,
  passphrase: true,
  'key-file': true,
  memory: true,
}
const authMethods: Readonly<Record<ClientAuthMethod, true>> = {
  post: true,
  basic: true,
  'private-key-jwt': true,
  none: true,
}

/** The short names of RFC 8693 §3. */
const tokenTypes = ['access_token', 'refresh_token', 'id_token', 'saml2', 'saml1', 'jwt']
/** The other grants are served by the org's own host only. */
const loginHosts = ['login', 'test']

/** Options and arguments, these behind their command, that take one of a few words. */
const words: Readonly<Record<string, readonly string[]>> = {
  '--output': Object.keys(formats),
  '--store': Object.keys(storeKinds),
  '--auth-method': Object.keys(authMethods),
  '--rotation-reuse': ['fatal', 'grace:30', 'idempotent', 'none'],
  '--display': ['page', 'popup', 'touch', 'mobile'],
  '--prompt': ['login', 'consent', 'select_account'],
  '--subject-from': ['github-actions'],
  '--subject-token-type': tokenTypes,
  '--actor-token-type': tokenTypes,
  '--bits': ['2048', '4096'],
  '--application-type': ['web', 'native'],
  'flows name': flowGuide.map(({ name }) => name),
  'login host': loginHosts,
  'device host': loginHosts,
  'discover host': loginHosts,
  'jwt flow host': loginHosts,
  'saml flow host': loginHosts,
  'asset host': loginHosts,
  'oauth1 host': loginHosts,
  'password host': loginHosts,
}

/**
 * Tells what an option or an argument takes.
 *
 * @param name The long name of an option, or an argument behind its command: `profile use name`.
 * @param spelling Where a `<file>` shows that it is one.
 */
export function takes(name: string, hasValue: boolean, spelling: string): Takes {
  if (!hasValue) return { kind: 'nothing' }
  const known = Object.hasOwn(words, name) ? words[name] : undefined
  if (known !== undefined) return { kind: 'word', words: known }
  if (/^(--profile|--alias|--subject-profile|profile \w+ name)$/.test(name))
    return { kind: 'profile' }
  return { kind: /\bfile[>\]]?$/.test(spelling) ? 'file' : 'text' }
}
