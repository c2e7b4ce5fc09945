import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  keepRegistration,
  refuseTaken,
  registrationOf,
} from '../../../src/app/keep-registration.js'
import { settledClient } from '../../../src/app/client-input.js'
import type { Services } from '../../../src/app/services.js'
import type { ResolvedClient } from '../../../src/config/resolve-client.js'
import type { Credential } from '../../../src/kernel/credential.js'
import type { Registration } from '../../../src/kernel/registration.js'
import { Secret } from '../../../src/kernel/secret.js'
import type { ClientInformation } from '../../../src/oauth/registration-answer.js'
import { countingLock, fakeRegistrations, fakeStore, storesOf } from '../../support/fakes.js'
import { idp, secretClient, tokenSet } from '../../support/values.js'
import { faultOf, plain } from '../store/fixtures.js'

const server = { kind: 'openid', url: 'https://idp.example' } as const
const registration: Registration = {
  profile: 'work',
  server,
  clientId: 'client-1',
  clientSecret: new Secret('fresh'),
  secretExpiresAt: undefined,
  authMethod: 'basic',
  management: { uri: 'https://idp.example/register/1', token: new Secret('rat') },
}
const information: ClientInformation = {
  clientId: 'client-1',
  clientSecret: new Secret('fresh'),
  secretExpiresAt: undefined,
  authMethod: 'basic',
  management: registration.management,
  dropped: [],
  document: { redirect_uris: ['http://127.0.0.1/callback'] },
}
const login: Credential = {
  grant: 'authorization_code',
  profile: 'work',
  server: idp,
  client: secretClient,
  identity: { subject: 'a', username: 'a', userId: undefined, orgId: undefined },
  tokens: tokenSet(),
  condition: { kind: 'live' },
}

/** What keeping a registration takes, in a folder of its own. */
function world(
  registrations: readonly Registration[] = [],
  credentials: readonly Credential[] = [],
): { services: Services; store: ReturnType<typeof fakeStore>; config: string; warned: string[] } {
  const config = mkdtempSync(join(tmpdir(), 'oauthctl-registration-'))
  onTestFinished(() => rmSync(config, { recursive: true, force: true }))
  const store = fakeStore(credentials)
  const warned: string[] = []
  const services = {
    stores: { ...storesOf(store), registrations: fakeRegistrations(registrations) },
    withLock: countingLock().withLock,
    folders: { config, state: config },
    profiles: () => ({ current: undefined, profiles: new Map() }),
    warn: (message: string) => warned.push(message),
  } as unknown as Services
  return { services, store, config, warned }
}

describe('where a client may be registered', () => {
  test('an empty profile, and none that holds a client or a login', async () => {
    await refuseTaken('work', world().services)
    const client = await faultOf(() => refuseTaken('work', world([registration]).services))
    expect(client).toMatchObject({ code: 'usage' })
    expect(client.hint).toContain('oauthctl register delete -p work')
    const tokens = await faultOf(() => refuseTaken('work', world([], [login]).services))
    expect(tokens.hint).toContain('oauthctl logout -p work')
  })
})

describe('what is kept of an answer', () => {
  test('the profile gets client, method and the redirect of later logins', async () => {
    const { services, config } = world()
    await keepRegistration(registration, information, 'key-file', services)
    expect(JSON.parse(readFileSync(join(config, 'profiles.json'), 'utf8'))).toEqual({
      version: 1,
      profiles: {
        work: {
          issuer: 'https://idp.example',
          client_id: 'client-1',
          grant: 'authorization_code',
          auth_method: 'basic',
          redirect_uri: 'http://127.0.0.1:0/callback',
        },
      },
    })
    expect(await services.stores.registrations.get('work')).toEqual({
      registration,
      sealedBy: 'key-file',
    })
  })

  test('a login of the same client gets its new secret, another login does not', async () => {
    const same = world([], [login])
    await keepRegistration(registration, information, 'key-file', same.services)
    expect(same.store.records.get('work')?.client.secret?.expose()).toBe('fresh')
    const other = world([], [{ ...login, client: { ...secretClient, id: 'client-2' } }])
    await keepRegistration(registration, information, 'key-file', other.services)
    expect(other.store.puts).toEqual([])
  })

  test('with --no-store no profile is written, and it is said', async () => {
    const { services, config, warned } = world()
    await keepRegistration(registration, information, 'memory', services)
    expect(() => readFileSync(join(config, 'profiles.json'))).toThrow('ENOENT')
    expect(warned).toEqual([expect.stringContaining('nothing is stored')])
  })

  test('an answer that repeats no secret changes none; one for a public client ends it', () => {
    const silent = { ...information, clientSecret: undefined, management: undefined }
    expect(plain(registrationOf(silent, registration))).toEqual(plain(registration))
    const open = registrationOf({ ...silent, authMethod: 'none' }, registration)
    expect(open).toMatchObject({ clientSecret: undefined, authMethod: 'none' })
  })
})

describe('the client of a login', () => {
  const resolved: ResolvedClient = {
    profile: 'work',
    target: server,
    clientId: 'client-1',
    authMethod: undefined,
    scopes: undefined,
    sessionTimeout: undefined,
    kept: undefined,
  }
  const nothing = { secret: undefined, key: undefined }

  test('has the secret it was registered with, unless this run or a stored login gives one', async () => {
    const registered = world([registration])
    const own = await settledClient(resolved, 'client-1', nothing, registered.services)
    expect(own.secret?.expose()).toBe('fresh')
    const given = { secret: new Secret('given'), key: undefined }
    const told = await settledClient(resolved, 'client-1', given, registered.services)
    expect(told.secret?.expose()).toBe('given')
    const both = world([registration], [login])
    const stored = await settledClient(resolved, 'client-1', nothing, both.services)
    expect(stored.secret?.expose()).toBe('s3cret')
  })

  test('never has the secret of another client or server', async () => {
    const { services } = world([registration])
    const other = await settledClient(resolved, 'client-2', nothing, services)
    expect(other.secret).toBeUndefined()
    const elsewhere = { ...resolved, target: { ...server, url: 'https://evil.example' } }
    expect((await settledClient(elsewhere, 'client-1', nothing, services)).secret).toBeUndefined()
  })
})
