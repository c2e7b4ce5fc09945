/** A flow an administrator can block for the whole org. */
type BlockableFlow = 'user_agent' | 'password' | 'code_credentials'

/** A server somebody can come from by single sign-on. */
export interface SsoProvider {
  readonly name: string
  readonly ssoUrl: string | undefined
  readonly iconUrl: string | undefined
  /** Of a SAML provider: who its assertions say they are from. */
  readonly issuer: string | undefined
  /** Of a SAML provider: PEM, verifies its assertions. */
  readonly certificate: string | undefined
}

/** A token that lets its bearer register apps. */
export interface InitialAccessToken {
  readonly token: string
  /** Name of the app it was generated for; `undefined` for one of the org itself. */
  readonly app: string | undefined
}

/** What proves that a first step of headless identity may be asked: either one, or only this one. */
export type HeadlessProof = 'either' | 'recaptcha' | 'token'

/** What the site wants before it sends a one-time password. @see salesforce-oauth.md section 12.6 */
export interface HeadlessAccess {
  readonly registration: HeadlessProof
  readonly passwordlessLogin: HeadlessProof
  readonly forgotPassword: HeadlessProof
}

/** The settings of the whole org. */
export interface OrgSettings {
  readonly corsAllowList: readonly string[]
  readonly corsOauthEndpoints: boolean
  readonly blockedFlows: readonly BlockableFlow[]
  readonly requirePkce: boolean
  readonly sessionTimeoutMinutes: number
  readonly authProviders: readonly SsoProvider[]
  readonly samlProviders: readonly SsoProvider[]
  readonly initialAccessTokens: readonly InitialAccessToken[]
  readonly headlessAccess: HeadlessAccess
}
