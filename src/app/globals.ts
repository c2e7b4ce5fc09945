import { oneOf } from '../config/choice.js'
import { switchedOn, variable, type Environment } from '../config/environment.js'
import { AuthError } from '../kernel/errors.js'
import type { StoreKind } from '../kernel/ports.js'
import type { OutputFormat } from '../kernel/view.js'

/** What holds for every command. */
export interface Globals {
  readonly profile: string | undefined
  /** As typed; see {@link outputFormat}. */
  readonly output: string
  readonly redact: boolean
  readonly quiet: boolean
  readonly verbose: boolean
  readonly noInput: boolean
  readonly noColor: boolean
  /** Milliseconds for one request. */
  readonly timeoutMs: number
  readonly caFile: string | undefined
  readonly store: StoreKind | undefined
}

const formats: readonly OutputFormat[] = [
  'text',
  'json',
  'token',
  'header',
  'env',
  'powershell',
  'fish',
  'dotenv',
]
const storeKinds: readonly StoreKind[] = ['keychain', 'passphrase', 'key-file', 'memory']

/** Reads the global options, flag before environment. */
export function globalsOf(flags: Readonly<Record<string, unknown>>, env: Environment): Globals {
  const text = (name: string): string | undefined => {
    const value = flags[name]
    return typeof value === 'string' ? value : undefined
  }
  const timeout = flags['timeout']
  return {
    profile: text('profile') ?? text('alias'),
    output:
      text('output') ??
      (flags['json'] === true ? 'json' : undefined) ??
      variable(env, 'OAUTHCTL_OUTPUT') ??
      'text',
    redact: flags['redact'] === true || switchedOn(env, 'OAUTHCTL_REDACT'),
    quiet: flags['quiet'] === true,
    verbose: flags['verbose'] === true,
    noInput: flags['input'] === false || switchedOn(env, 'OAUTHCTL_NO_INPUT'),
    noColor: flags['color'] === false,
    timeoutMs: (typeof timeout === 'number' ? timeout : 30) * 1000,
    caFile: text('caFile'),
    store: storeOf(flags['store'], env),
  }
}

/**
 * Reads the output format.
 *
 * @param isProfile Whether a word is the name of a profile: `-o` is `-p` in other tools.
 * @throws {AuthError} `usage`.
 */
export function outputFormat(word: string, isProfile: (word: string) => boolean): OutputFormat {
  const found = formats.find((format) => format === word)
  if (found !== undefined) return found
  throw new AuthError('usage', `${JSON.stringify(word)} is not an output format`, {
    hint: isProfile(word) ? `a profile is named with -p ${word}` : `use -o ${formats.join(', ')}`,
  })
}

function storeOf(flag: unknown, env: Environment): StoreKind | undefined {
  if (flag === false) return 'memory'
  if (typeof flag === 'string') return oneOf({ origin: '--store', value: flag }, storeKinds)
  const value = variable(env, 'OAUTHCTL_STORE')
  return value === undefined ? undefined : oneOf({ origin: 'OAUTHCTL_STORE', value }, storeKinds)
}
