import type { AccessToken } from './grant-family.js'
import { accessTokenText, type RecordId } from './ids.js'
import type { TokenStore } from './token-store.js'

/** The sessions of hybrid apps: ids that open a page as an access token would, and end with it. */
export interface WebSessions {
  /** @returns The id of the session, the SID. */
  readonly open: (parent: AccessToken) => string
  /** Finds the access token behind a SID, if both are accepted now, and counts that as a use of it. */
  readonly find: (sid: string) => AccessToken | undefined
  readonly clear: () => void
}

/** So that refreshes do not fill the memory: the oldest session is forgotten. */
const mostSessions = 10_000

/** No session yet. */
export function webSessions(org: RecordId, tokens: TokenStore): WebSessions {
  const sessions = new Map<string, AccessToken>()
  return {
    open: (parent) => {
      const sid = accessTokenText(org)
      sessions.set(sid, parent)
      const [oldest] = sessions.keys()
      if (sessions.size > mostSessions && oldest !== undefined) sessions.delete(oldest)
      return sid
    },
    find: (sid) => {
      const parent = sessions.get(sid)
      return parent === undefined ? undefined : tokens.useAccess(parent.text)
    },
    clear: () => sessions.clear(),
  }
}
