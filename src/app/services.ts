import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { inCi } from '../config/environment.js'
import { folders, type Folders } from '../config/folders.js'
import { profileName } from '../config/profile-name.js'
import type { ProfilesDocument } from '../config/profiles-file.js'
import { AuthError } from '../kernel/errors.js'
import type { Credential } from '../kernel/credential.js'
import type {
  Clock,
  DeferSignals,
  Fetch,
  HttpRequest,
  Random,
  SpentTokens,
  Stores,
  WithCredentialLock,
  WithLock,
} from '../kernel/ports.js'
import type { Reach } from '../kernel/checkpoint.js'
import { epochSecondsOfMs, type EpochSeconds } from '../kernel/token-set.js'
import type { View } from '../kernel/view.js'
import type { Prove } from '../flows/prove-client.js'
import type { Provider } from '../oauth/provider.js'
import type { ReadText } from '../kernel/text-place.js'
import type { Secret } from '../kernel/secret.js'
import { present } from '../output/present.js'
import { sanitize } from '../output/sanitize.js'
import { scrub } from '../output/scrub.js'
import { styleFor } from '../output/style.js'
import { outputFormat, type Globals } from './globals.js'
import { crashPoint } from './crash-point.js'
import { sharedCredential } from './credential-lock.js'
import type { Host } from './host.js'
import { credentialStores } from './credential-stores.js'
import type { KnownSecrets } from './known-secrets.js'
import { textReader } from './read-text.js'
import {
  knownProfiles,
  selectProfile,
  unknownProfile,
  type SelectedProfile,
} from './selected-profile.js'
import { tokenRequest } from './token-request.js'
import { version } from './version.js'

/** The capabilities of one run, bound to this process. Heavy ones load on first use. */
export interface Services {
  readonly host: Host
  readonly globals: Globals
  readonly signal: AbortSignal
  readonly folders: Folders
  readonly clock: Clock
  readonly random: Random
  readonly now: () => EpochSeconds
  readonly profiles: () => ProfilesDocument
  readonly selected: () => Promise<SelectedProfile>
  /** The same, for commands that need it to exist. @throws {AuthError} `unknown_profile`. */
  readonly existing: () => Promise<SelectedProfile>
  readonly stores: Stores
  readonly withLock: WithLock
  readonly withCredentialLock: WithCredentialLock
  readonly spentTokens: SpentTokens
  readonly deferSignals: DeferSignals
  /** For tests that end the process in the midst of a refresh. */
  readonly reach: Reach
  readonly fetch: Fetch
  readonly readText: ReadText
  readonly prove: Prove
  readonly providerOf: (kind: Credential['server']['kind']) => Promise<Provider>
  /** Whether a person can be asked: terminals on both ends, and nobody forbade it. */
  readonly mayAsk: boolean
  readonly show: (view: View) => void
  /** Takes secrets that this process has sent out of words that a server wrote. */
  readonly scrub: (text: string) => string
  readonly warn: (message: string) => void
  /** Progress for people; silent with `--quiet`. */
  readonly note: (message: string) => void
}

/** Binds the capabilities of one run. */
export function services(
  host: Host,
  globals: Globals,
  signal: AbortSignal,
  run: {
    readonly keychainReading: 'in-process' | 'child'
    readonly fail: (error: AuthError) => void
    readonly secrets: KnownSecrets
    readonly deferSignals: DeferSignals
  },
): Services {
  const { env } = host
  const where = once(() => folders(host))
  const profiles = once(() => knownProfiles(host))
  const selected = (): Promise<SelectedProfile> =>
    Promise.resolve(selectProfile(globals, env, profiles()))
  const mayAsk = host.terminal.stdin && host.terminal.stderr && !globals.noInput && !inCi(env)
  const clock: Clock = {
    nowMs: host.nowMs,
    sleep: async (ms, cancel) => {
      const waiting = delay(
        Math.min(ms, 2_147_483_647),
        undefined,
        cancel === undefined ? {} : { signal: cancel },
      )
      await waiting.catch((error: unknown) => {
        cancel?.throwIfAborted()
        throw error
      })
    },
  }
  const style = styleFor(host.terminal.stdout, env, globals.noColor)
  const fetch = run.secrets.watch(lazyFetch(host, globals))
  const reach = once(() => crashPoint(host, () => where().state))
  const stores = once(() => credentialStores({ host, folders: where(), mayAsk, ...run }))
  const made: Services = {
    host,
    globals,
    signal,
    get folders() {
      return where()
    },
    clock,
    random: { base64url: (bytes) => randomBytes(bytes).toString('base64url') },
    now: () => epochSecondsOfMs(host.nowMs()),
    profiles,
    selected,
    existing: async () => {
      const found = await selected()
      if (found.profile === undefined && found.origin !== 'default') throw unknownProfile(found)
      return found
    },
    get stores() {
      return stores()
    },
    withLock: async (name, section, wait) => {
      const { kernelLock } = await import('../store/lock.js')
      return kernelLock(where().state)(name, section, wait)
    },
    ...sharedCredential(host, () => where().state, process.getuid?.()),
    deferSignals: run.deferSignals,
    reach: (place) => reach()(place),
    fetch,
    readText: textReader({ host, fetch, tokenOf: (profile) => tokenOf(profile, made) }),
    prove: async (client, server, ending) => {
      if (client.authMethod !== 'private-key-jwt') return client
      const { proveClient } = await import('../flows/prove-client.js')
      return proveClient(client, server, await made.providerOf(server.kind), made, ending)
    },
    providerOf: async (kind) =>
      kind === 'salesforce'
        ? (await import('../salesforce/provider.js')).salesforceProvider
        : (await import('../oauth/openid-provider.js')).openidProvider,
    mayAsk,
    show: (view) => {
      const format = outputFormat(globals.output, () => false)
      if (isProduct(view) && host.stdoutWasClosed()) throw undelivered()
      host.writeStdout(present(view, { format, redact: globals.redact, style }))
    },
    scrub: (text) => scrub(text, run.secrets.list()),
    warn: (message) => host.writeStderr(`warning: ${sanitize(made.scrub(message))}\n`),
    note: (message) => {
      if (!globals.quiet) host.writeStderr(`${message}\n`)
    },
  }
  return made
}

/** A token that goes nowhere has not been delivered; of anything else the story may be ignored. */
function isProduct(view: View): boolean {
  return (
    view.kind === 'bare-token' ||
    view.kind === 'jwt-assertion' ||
    view.kind === 'pkce' ||
    view.kind === 'org-link' ||
    view.kind === 'headless-started' ||
    (view.kind === 'tokens' && view.told === 'token')
  )
}

function undelivered(): AuthError {
  return new AuthError('output_failed', 'stdout is closed, so the token went nowhere', {
    hint: 'give the command an open stdout',
  })
}

/** A value that is made when it is first needed: help and the emulator need no home folder. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

/** A token of another profile, fresh like any other that is handed out. */
async function tokenOf(profile: string, services: Services): Promise<Secret> {
  const { freshToken } = await import('../flows/fresh-token.js')
  const { profiles } = services.profiles()
  const demand = { kind: 'min-ttl', seconds: undefined } as const
  const request = tokenRequest(profileName(profile), profiles.get(profile), demand)
  const { credential } = await freshToken(request, services, services.signal)
  return credential.tokens.accessToken
}

/** The trusted roots, the proxy and undici itself are read when the first request is sent. */
function lazyFetch(host: Host, globals: Globals): Fetch {
  let fetch: Promise<Fetch> | undefined
  const made = async (): Promise<Fetch> => {
    host.limitLookups(globals.timeoutMs)
    const { undiciFetch } = await import('../http/undici-fetch.js')
    const plain = undiciFetch({
      userAgent: `oauthctl/${version}`,
      timeoutMs: globals.timeoutMs,
      caFile: globals.caFile,
      env: host.env,
    })
    if (!globals.verbose) return plain
    const { tracedFetch } = await import('../http/trace.js')
    return tracedFetch(plain, (line) => host.writeStderr(`${line}\n`))
  }
  return async (request: HttpRequest, signal: AbortSignal) =>
    (await (fetch ??= made()))(request, signal)
}
