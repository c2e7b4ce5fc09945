import type { JsonObject } from './json.js'
import type { Secret } from './secret.js'

/** How a one-time password reaches a person (salesforce-oauth.md §12.2). */
export type Verification = 'email' | 'sms'

/** A headless flow whose one-time password is on its way; what `--finish` needs. */
export interface HeadlessStartedView {
  readonly kind: 'headless-started'
  /** The first half of what proves a person; in `forgot-password` the user name. */
  readonly identifier: Secret
  /** `undefined` where the site chooses. */
  readonly verification: Verification | undefined
}

/** A password that was changed. */
export interface HeadlessResetView {
  readonly kind: 'headless-reset'
  readonly username: string
  readonly host: string
  /** As it came. */
  readonly document: JsonObject
}

/** What the echo endpoint returned for a callback URL, a code among it. */
export interface HeadlessEchoView {
  readonly kind: 'headless-echo'
  /** As it came. */
  readonly document: JsonObject
}

/** What the headless commands show besides tokens. */
export type HeadlessView = HeadlessStartedView | HeadlessResetView | HeadlessEchoView
