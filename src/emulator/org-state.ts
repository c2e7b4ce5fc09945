import type { App } from './app.js'
import { browserSessions, type BrowserSessions } from './browser-session.js'
import { orgClock, type OrgClock } from './clock.js'
import { codeStore, type CodeStore } from './code-store.js'
import { consents, type Consents } from './consents.js'
import { deviceStore, type DeviceStore } from './device/device-store.js'
import { faults, type Faults } from './fault.js'
import { otpStore, type OtpStore } from './headless/otp-store.js'
import { registeredUsers, type RegisteredUsers } from './headless/registered-users.js'
import { siteGuest } from './headless/site-guest.js'
import { inbox, type Inbox } from './inbox.js'
import { recordId, type RecordId } from './ids.js'
import { ledger, type Ledger } from './ledger.js'
import { oauth1Tokens, type Oauth1Tokens } from './oauth1/oauth1-tokens.js'
import { requestTokens, type RequestTokens } from './oauth1/request-tokens.js'
import { passwords, type Passwords } from './passwords.js'
import { registeredApps, type RegisteredApps } from './register/registered-apps.js'
import { replays, type Replays } from './replays.js'
import type { Role } from './role.js'
import type { SamlValidator } from './saml/saml-validator.js'
import type { OrgSettings } from './settings.js'
import { signingKeys, type SigningKeys } from './signing-keys.js'
import { frontdoorOtps, type FrontdoorOtps } from './single-access/frontdoor-otps.js'
import { testIssuer, type TestIssuer } from './test-issuer.js'
import { tokenStore, type TokenStore } from './token-store.js'
import { worksOnSite, type User } from './user.js'
import { webSessions, type WebSessions } from './web-sessions.js'

/** Everything an org is and remembers. */
export interface OrgState {
  readonly id: RecordId
  readonly name: string
  /** Id of the Experience Cloud site. */
  readonly siteId: RecordId
  readonly settings: OrgSettings
  /** The apps it was started with. */
  readonly apps: readonly App[]
  readonly registered: RegisteredApps
  /** The users it was started with. */
  readonly users: readonly User[]
  readonly registeredUsers: RegisteredUsers
  /** Whom the tokens of visitors of the site stand for. */
  readonly guest: User
  readonly passwords: Passwords
  readonly otps: OtpStore
  /** The emails and texts it "sent". */
  readonly inbox: Inbox
  readonly autoApprove: boolean
  readonly clock: OrgClock
  readonly keys: SigningKeys
  /** An identity provider the org trusts, for tests. */
  readonly testIssuer: TestIssuer
  readonly tokens: TokenStore
  readonly webSessions: WebSessions
  readonly frontdoorOtps: FrontdoorOtps
  readonly codes: CodeStore
  readonly devices: DeviceStore
  readonly requestTokens: RequestTokens
  readonly oauth1Tokens: Oauth1Tokens
  readonly replays: Replays
  readonly samlValidator: SamlValidator
  readonly consents: Consents
  readonly browsers: BrowserSessions
  readonly ledger: Ledger
  readonly faults: Faults
}

/** What an org is made of. */
type NewOrg = Pick<OrgState, 'settings' | 'apps' | 'users' | 'autoApprove'>

/** A new org with an id and keys of its own. */
export function orgState(made: NewOrg): OrgState {
  const clock = orgClock()
  const id = recordId('00D')
  const tokens = tokenStore(clock)
  return {
    ...made,
    id,
    name: 'Acme',
    siteId: recordId('0DB'),
    clock,
    keys: signingKeys(id, clock),
    testIssuer: testIssuer(),
    tokens,
    webSessions: webSessions(id, tokens),
    frontdoorOtps: frontdoorOtps(clock),
    codes: codeStore(clock),
    devices: deviceStore(clock),
    requestTokens: requestTokens(clock),
    oauth1Tokens: oauth1Tokens(),
    replays: replays(clock),
    registered: registeredApps(),
    registeredUsers: registeredUsers(),
    guest: siteGuest(),
    passwords: passwords(),
    otps: otpStore(clock),
    inbox: inbox(clock),
    samlValidator: { lastReason: undefined },
    consents: consents(),
    browsers: browserSessions(clock, sessionTimeoutMs(made.settings)),
    ledger: ledger(),
    faults: faults(),
  }
}

/** Milliseconds a session lives without being used. */
export function sessionTimeoutMs(settings: OrgSettings): number {
  return settings.sessionTimeoutMinutes * 60_000
}

/** Forgets everything that happened, registered apps and users too; what it was started with, keys and the clock stay. */
export function forget(org: OrgState): void {
  org.tokens.clear()
  org.webSessions.clear()
  org.frontdoorOtps.clear()
  org.codes.clear()
  org.devices.clear()
  org.requestTokens.clear()
  org.oauth1Tokens.clear()
  org.replays.clear()
  org.registered.clear()
  org.registeredUsers.clear()
  org.passwords.clear()
  org.otps.clear()
  org.inbox.clear()
  org.samlValidator.lastReason = undefined
  org.consents.clear()
  org.browsers.clear()
  org.ledger.clear()
  org.faults.clear()
}

/** The app of a `client_id`, whether the org was started with it or it registered itself. */
export function findApp(org: OrgState, clientId: string | undefined): App | undefined {
  if (clientId === undefined) return undefined
  const app = org.apps.find((known) => known.clientId === clientId)
  return app ?? org.registered.find(clientId)?.app
}

/** Everybody who can log in. */
export function allUsers(org: OrgState): readonly User[] {
  return [...org.users, ...org.registeredUsers.all()]
}

/** The user of an id in either spelling, a guest too. */
export function findUserById(org: OrgState, userId: string): User | undefined {
  return [...allUsers(org), org.guest].find(({ id }) => id.long === userId || id.short === userId)
}

/** The user of a user name, whatever its case. */
export function findUser(org: OrgState, username: string): User | undefined {
  const name = username.trim().toLowerCase()
  return allUsers(org).find((user) => user.username === name)
}

/** Whether a user belongs to hosts of this role: a customer to the site, all others elsewhere. */
export function belongsAt(user: User, role: Role): boolean {
  return worksOnSite(user) === (role === 'site')
}

/**
 * Whether an administrator has let a user use an app without being asked. Who registered without a page
 * has the profile that the apps without pages are for.
 */
export function isPreauthorized(app: App, user: User): boolean {
  if (user.selfRegistered && app.codeCredentials.enabled) return true
  return app.preauthorized?.includes(user.username) ?? !worksOnSite(user)
}

/** Whether the policy of an app lets a user in at all. */
export function mayUse(app: App, user: User): boolean {
  return app.permittedUsers === 'all' || isPreauthorized(app, user)
}
