import type { App } from './app.js'
import type { PersonRequest } from './authorize/outcome.js'
import type { AccessToken } from './grant-family.js'
import { nonceText } from './ids.js'
import type { OrgClock } from './clock.js'
import type { Role } from './role.js'
import type { User } from './user.js'

/** One browser at one host. Somebody may be logged in. */
export interface BrowserSession {
  id: string
  readonly role: Role
  /** What the forms of this browser carry, so that no other site can post them (CSRF). */
  readonly formToken: string
  user: User | undefined
  /** When the password was checked, milliseconds. */
  authTimeMs: number
  expiresAtMs: number
  /** Who has logged in here before, for the account chooser. */
  readonly known: Set<User>
  /** Which apps the person has gone to from here, to be told when the session ends. */
  readonly apps: Set<App>
  /** The token the session was opened with, if one was; with that it ends. */
  parent: AccessToken | undefined
  /** Requests that wait for this person, by id. */
  readonly waiting: Map<string, WaitingRequest>
}

/** A request that waits for a person. */
export interface WaitingRequest {
  readonly id: string
  readonly request: PersonRequest
  /** Whether the person has logged in for this very request, as `prompt=login` wants. */
  freshLogin: boolean
}

/** The browsers of an org. */
export interface BrowserSessions {
  readonly find: (role: Role, id: string | undefined) => BrowserSession | undefined
  readonly open: (role: Role) => BrowserSession
  /** Logs a person in under a new session id, so that an id planted before is worth nothing. */
  readonly logIn: (session: BrowserSession, user: User, parent?: AccessToken) => void
  readonly logOut: (session: BrowserSession) => void
  readonly wait: (session: BrowserSession, request: PersonRequest) => WaitingRequest
  readonly clear: () => void
}

/** So that requests without a cookie do not fill the memory: the oldest browser is forgotten. */
const mostBrowsers = 5000

/** No browser yet. */
export function browserSessions(clock: OrgClock, timeoutMs: number): BrowserSessions {
  const sessions = new Map<string, BrowserSession>()
  return {
    find: (role, id) => {
      const session = id === undefined ? undefined : sessions.get(id)
      if (session?.role !== role) return undefined
      if (clock.nowMs() >= session.expiresAtMs || isRevoked(session.parent)) end(session)
      session.expiresAtMs = clock.nowMs() + timeoutMs
      return session
    },
    open: (role) => {
      const session: BrowserSession = {
        id: nonceText(),
        role,
        formToken: nonceText(),
        user: undefined,
        authTimeMs: 0,
        expiresAtMs: clock.nowMs() + timeoutMs,
        known: new Set(),
        apps: new Set(),
        parent: undefined,
        waiting: new Map(),
      }
      sessions.set(session.id, session)
      const [oldest] = sessions.keys()
      if (sessions.size > mostBrowsers && oldest !== undefined) sessions.delete(oldest)
      return session
    },
    logIn: (session, user, parent) => {
      sessions.delete(session.id)
      session.id = nonceText()
      sessions.set(session.id, session)
      if (session.user !== user) session.apps.clear()
      session.user = user
      session.parent = parent
      session.authTimeMs = clock.nowMs()
      session.known.add(user)
    },
    logOut: end,
    wait: (session, request) => {
      const waiting = { id: nonceText(), request, freshLogin: false }
      session.waiting.set(waiting.id, waiting)
      return waiting
    },
    clear: () => sessions.clear(),
  }
}

function end(session: BrowserSession): void {
  session.user = undefined
  session.parent = undefined
  session.apps.clear()
}

function isRevoked(token: AccessToken | undefined): boolean {
  return token !== undefined && (token.revoked || token.family.revoked)
}
