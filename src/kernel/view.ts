import type { ExplainListView, ExplainView } from './explain-view.js'
import type { FlowsView, FlowView } from './flows-view.js'
import type { HeadlessView } from './headless-view.js'
import type { JwtView } from './jwt-view.js'
import type { OpenView } from './open-view.js'
import type { RevokedToken } from './revoked-token.js'
import type { Credential } from './credential.js'
import type { ServerView } from './server-views.js'
import type { StoreKind } from './ports.js'
import type { Profile } from './profile.js'
import type { ServiceView } from './service-views.js'
import type { Secret } from './secret.js'
import type { EpochSeconds, ExpirySource } from './token-set.js'

/** Every form a result can take on stdout (cli-contract section 5). */
export type OutputFormat =
  'text' | 'json' | 'token' | 'header' | 'env' | 'powershell' | 'fish' | 'dotenv'

/** Tokens as the result of a command. `told` says what text shows: the token itself, or its story. */
export interface TokenView {
  readonly kind: 'tokens'
  readonly told: 'token' | 'login' | 'refresh' | 'grant'
  readonly credential: Credential
  readonly store: StoreKind
  readonly now: EpochSeconds
}

/** A token that the environment gave and the store knows nothing of. */
export interface BareTokenView {
  readonly kind: 'bare-token'
  readonly accessToken: Secret
  readonly profile: string
}

/** How a profile's login stands. */
export type StatusState = 'valid' | 'stale' | 'unknown' | 'login_needed'

/** Where one setting came from. */
export interface OriginView {
  readonly setting: string
  readonly value: string
  readonly origin: string
}

/** A profile and its credential, without secrets. */
export interface StatusView {
  readonly kind: 'status'
  readonly profile: string
  readonly target: Profile['server'] | undefined
  readonly credential: Credential | undefined
  readonly state: StatusState
  readonly reason: string | undefined
  readonly expirySource: ExpirySource | 'assumed' | undefined
  readonly refreshable: boolean
  readonly store: StoreKind | undefined
  readonly storeLabel: string | undefined
  readonly now: EpochSeconds
  readonly origins: readonly OriginView[] | undefined
}

/** How a logout ended. */
export interface LogoutView {
  readonly kind: 'logout'
  readonly profile: string
  readonly revoked: readonly RevokedToken[]
  readonly failed: readonly { readonly token: RevokedToken; readonly reason: string }[]
  readonly forgotten: boolean
  readonly local: boolean
}

/** Profiles, and which one is used when none is named. */
export interface ProfilesView {
  readonly kind: 'profiles'
  readonly profiles: readonly Profile[]
  readonly current: string
}

/** One profile. */
export interface ProfileView {
  readonly kind: 'profile'
  readonly profile: Profile
  readonly done: 'shown' | 'used' | 'set' | 'removed'
}

/** What presenters are given. */
export type View =
  | TokenView
  | BareTokenView
  | StatusView
  | LogoutView
  | ProfilesView
  | ProfileView
  | JwtView
  | ServiceView
  | ExplainView
  | ExplainListView
  | FlowsView
  | FlowView
  | HeadlessView
  | ServerView
  | OpenView
