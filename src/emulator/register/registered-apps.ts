import type { App } from '../app.js'
import { consumerKey, nonceText } from '../ids.js'
import { parseApp } from '../org-config/parse-app.js'
import type { ClientMetadata } from './client-metadata.js'

/** The scopes of every registered app, in the order Salesforce lists them. @see salesforce-oauth.md section 8 */
export const registeredScopes: readonly string[] = ['openid', 'refresh_token', 'id', 'api']

/** An app that registered itself. */
export interface Registration {
  /** The same as long as it is registered: tokens point to it. */
  readonly app: App
  /** What opens its registration to its owner. */
  readonly accessToken: string
  /** Whose initial access token it was registered with; `undefined` for one of the org. */
  readonly registrar: App | undefined
  /** Seconds since the epoch. */
  readonly issuedAtS: number
  metadata: ClientMetadata
}

/** What a registration is made of. */
type NewRegistration = Pick<Registration, 'registrar' | 'issuedAtS' | 'metadata'>

/** The apps that registered themselves. */
export interface RegisteredApps {
  readonly add: (made: NewRegistration) => Registration
  readonly find: (clientId: string) => Registration | undefined
  readonly remove: (registration: Registration) => void
  readonly count: () => number
  readonly clear: () => void
}

/** Nobody has registered. */
export function registeredApps(): RegisteredApps {
  const registrations = new Map<string, Registration>()
  return {
    add: (made) => {
      const registration: Registration = {
        ...made,
        app: appOf(() => registration.metadata),
        accessToken: nonceText(),
      }
      registrations.set(registration.app.clientId, registration)
      return registration
    },
    find: (clientId) => registrations.get(clientId),
    remove: ({ app }) => registrations.delete(app.clientId),
    count: () => registrations.size,
    clear: () => {
      registrations.clear()
    },
  }
}

/**
 * An app with the settings of a new one. Whatever grants it registered, it may use those that any new
 * app may: that Salesforce holds it to its list is NOT FOUND.
 */
function appOf(metadata: () => ClientMetadata): App {
  const clientId = consumerKey()
  return {
    ...parseApp({ name: clientId, client_id: clientId, scopes: registeredScopes }, 'registration'),
    get name() {
      return metadata().clientName ?? clientId
    },
    get redirectUris() {
      return metadata().redirectUris
    },
  }
}
