import { join } from 'node:path'
import { variable } from '../config/environment.js'
import { folders } from '../config/folders.js'
import { isGoodEnough } from '../flows/demand.js'
import { AuthError, type ExitStatus } from '../kernel/errors.js'
import { defaultSessionTimeout } from '../kernel/profile.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'
import { plain } from '../output/style.js'
import { tokenOutput } from '../output/tokens.js'
import { keyFileKeySource } from '../store/key-source-key-file.js'
import { peekRecord } from '../store/record-file.js'
import { recordPlace } from '../store/record-place.js'
import { sealedFileStore } from '../store/sealed-file-store.js'
import { globalsOf, outputFormat } from './globals.js'
import { processHost, type Host } from './host.js'
import { reportError } from './report-error.js'
import { knownProfiles, selectProfile } from './selected-profile.js'
import { tokenWords } from './token-words.js'

/**
 * The short way of `token`: prints a stored token that is good enough and whose key lies in a file.
 *
 * Made of the program's own parts, and bundled apart so that it starts without the rest (ADR 6). Whatever it
 * does not know, it leaves alone: an option, a stale token, another store, an error. The program then does
 * all of it, and says what is wrong.
 *
 * @returns The exit status, or `undefined` when nothing was done and the program has to run.
 */
export async function storedToken(
  argv: readonly string[],
  host: Host = processHost(),
): Promise<ExitStatus | undefined> {
  const output = await outputOf(argv, host)
  if (output === undefined) return undefined
  try {
    host.writeStdout(output)
    return 0
  } catch (error) {
    // Part of it may be out: the program would print it twice.
    if (!(error instanceof AuthError)) throw error
    reportError(error, argv, host, [])
    return error.exitStatus
  }
}

async function outputOf(argv: readonly string[], host: Host): Promise<string | undefined> {
  const words = tokenWords(argv)
  if (words === undefined || variable(host.env, 'OAUTHCTL_ACCESS_TOKEN') !== undefined) {
    return undefined
  }
  try {
    const globals = globalsOf(words.flags, host.env)
    const format = outputFormat(globals.output, () => false)
    const { name, profile, origin } = selectProfile(globals, host.env, knownProfiles(host))
    if (profile === undefined && origin !== 'default') return undefined
    const { state } = folders(host)
    if (peekRecord(state, recordPlace(state, name))?.kind !== 'key-file') return undefined
    const keyFile = variable(host.env, 'OAUTHCTL_STORE_KEY_FILE') ?? join(state, 'store.key')
    const credential = await sealedFileStore(state, keyFileKeySource(keyFile)).get(name)
    const now = epochSecondsOfMs(host.nowMs())
    const demand = { kind: 'min-ttl', seconds: words.minTtl } as const
    const timeout = profile?.sessionTimeout ?? defaultSessionTimeout
    if (credential === undefined || !isGoodEnough(credential, demand, timeout, now)) {
      return undefined
    }
    if (host.stdoutWasClosed()) return undefined
    const view = { kind: 'tokens', told: 'token', credential, store: 'key-file', now } as const
    return tokenOutput(view, { format, redact: globals.redact, style: plain })
  } catch (error) {
    if (error instanceof AuthError) return undefined
    throw error
  }
}
