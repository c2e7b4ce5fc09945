import type { Verification } from '../../kernel/headless-view.js'
import type { Secret } from '../../kernel/secret.js'

/** How a person proves who they are to the site, or that there is nobody to prove (salesforce-oauth.md §12.2). */
export type HeadlessProof =
  | {
      readonly kind: 'password'
      readonly username: string
      readonly password: Secret
      /** The app's setting "Require user credentials in the POST body". */
      readonly inBody: boolean
    }
  | {
      /** A class of the site finds the user. */
      readonly kind: 'user-discovery'
      readonly loginHint: string
      readonly password: Secret
      /** JSON text. */
      readonly customData: string | undefined
    }
  | {
      readonly kind: 'one-time-password'
      readonly flow: 'user-registration' | 'passwordless-login'
      readonly verification: Verification
      readonly identifier: string
      readonly password: Secret
    }
  | { readonly kind: 'guest'; readonly uvid: string }

/** A visitor without a name: the id that the app made up (UVID), or the token of an earlier guest flow with it in. */
export type Visitor =
  | { readonly kind: 'uvid'; readonly uvid: string }
  | { readonly kind: 'token'; readonly token: Secret }
