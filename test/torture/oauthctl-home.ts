import { join } from 'node:path'
import type { Credential } from '../../src/kernel/credential.js'
import type { CredentialStore } from '../../src/kernel/ports.js'
import { epochSecondsOfMs, later } from '../../src/kernel/token-set.js'
import { keyFileKeySource } from '../../src/store/key-source-key-file.js'
import { sealedFileStore } from '../../src/store/sealed-file-store.js'
import type { TestOrg } from '../support/emulator.js'

const profile = 'default'

/** The environment of a run of oauthctl in a home: the store with a key file, nothing inherited that could matter. */
export function environmentOf(home: string): Readonly<Record<string, string>> {
  return { OAUTHCTL_HOME: stateFolder(home), OAUTHCTL_STORE: 'key-file', HOME: home }
}

/** Where oauthctl keeps everything in a home. */
export function stateFolder(home: string): string {
  return join(home, 'oauthctl')
}

/** Opens the record of a home without the program. @throws {Error} When there is none, or it cannot be read. */
export async function recordIn(home: string): Promise<Credential> {
  const credential = await storeOf(home).get(profile)
  if (credential === undefined) throw new Error('there is no record')
  return credential
}

/** How the access token stands with the client: due to be renewed and still good, or at its end. */
export type TokenAge = 'alive' | 'over'

/** Seconds that a token lives where the server does not say it. @see cli-contract.md section 8.7 */
const assumedLife = 900
const leftOf: Readonly<Record<TokenAge, number>> = { alive: 50, over: -100 }

/**
 * Makes the client believe that its access token is that old. To the org it is `over` too, when it should be: a client
 * that used it then would be found out.
 */
export async function makeDue(org: TestOrg, home: string, age: TokenAge): Promise<void> {
  if (age === 'over') await org.control('expire')
  const credential = await recordIn(home)
  const issuedAt = later(epochSecondsOfMs(Date.now()), leftOf[age] - assumedLife)
  const tokens = { ...credential.tokens, issuedAt, expiry: undefined }
  await storeOf(home).put({ ...credential, tokens })
}

function storeOf(home: string): CredentialStore {
  const state = stateFolder(home)
  return sealedFileStore(state, keyFileKeySource(join(state, 'store.key')))
}
