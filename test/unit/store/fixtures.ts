import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Credential } from '../../../src/kernel/credential.js'
import { AuthError, type ErrorCode } from '../../../src/kernel/errors.js'
import type { CredentialStore } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { keyFileKeySource } from '../../../src/store/key-source-key-file.js'
import { recordPlace } from '../../../src/store/record-place.js'
import { sealedFileStore } from '../../../src/store/sealed-file-store.js'

/** A fresh folder under the sticky temporary folder, gone after the test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'oauthctl-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A credential with every member filled. */
export function fullCredential(profile = 'work', accessToken = 'access-CANARY'): Credential {
  const answer = JSON.stringify({
    access_token: accessToken,
    refresh_token: 'refresh-CANARY',
    id_token: 'id-CANARY',
    token_type: 'Bearer',
    instance_url: 'https://acme.my.salesforce.com',
    scope: 'api refresh_token',
    issued_at: '1790000000000',
  })
  return {
    grant: 'authorization_code',
    profile,
    server: {
      kind: 'salesforce',
      url: 'https://login.salesforce.com',
      issuer: 'https://login.salesforce.com',
      endpoints: {
        authorization: 'https://login.salesforce.com/services/oauth2/authorize',
        token: 'https://login.salesforce.com/services/oauth2/token',
        revocation: 'https://login.salesforce.com/services/oauth2/revoke',
        introspection: 'https://login.salesforce.com/services/oauth2/introspect',
        userinfo: 'https://login.salesforce.com/services/oauth2/userinfo',
        jwks: 'https://login.salesforce.com/id/keys',
        endSession: 'https://login.salesforce.com/services/auth/idp/oidc/logout',
      },
    },
    client: {
      id: 'client-1',
      secret: new Secret('client-secret-CANARY'),
      authMethod: 'post',
      key: undefined,
    },
    identity: {
      subject: 'https://login.salesforce.com/id/00D/005',
      username: 'jane@example.com',
      userId: '005000000000001AAA',
      orgId: '00D000000000001AAA',
    },
    tokens: {
      accessToken: new Secret(accessToken),
      tokenType: 'Bearer',
      refreshToken: new Secret('refresh-CANARY'),
      idToken: new Secret('id-CANARY'),
      scopes: ['api', 'refresh_token'],
      issuedAt: epochSeconds(1_790_000_000),
      expiry: { at: epochSeconds(1_790_007_200), source: 'introspection' },
      instanceUrl: 'https://acme.my.salesforce.com',
      answer: new Secret(answer),
    },
    condition: { kind: 'live' },
  }
}

/** The same values with every secret exposed, for whole comparisons. */
export function plain(value: unknown): unknown {
  if (value instanceof Secret) return { secret: value.expose() }
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]))
}

/** The error an operation fails with. */
export async function faultOf(operation: () => unknown): Promise<AuthError> {
  try {
    await operation()
  } catch (error) {
    if (error instanceof AuthError) return error
    throw error
  }
  throw new Error('it did not fail')
}

/** Only its code. */
export async function codeOf(operation: () => unknown): Promise<ErrorCode> {
  return (await faultOf(operation)).code
}

/** A state folder with a store whose key is a file in it. */
export interface Home {
  readonly state: string
  readonly store: CredentialStore
  readonly path: (profile: string) => string
}

/** Makes an empty one. */
export function home(): Home {
  const state = join(freshFolder(), 'state')
  const store = sealedFileStore(state, keyFileKeySource(join(state, 'store.key')))
  return { state, store, path: (profile) => recordPlace(state, profile).path }
}
