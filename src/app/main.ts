import { CommanderError } from '@commander-js/extra-typings'
import { readProfiles } from '../config/profiles-file.js'
import { folders } from '../config/folders.js'
import { AuthError } from '../kernel/errors.js'
import { asAuthError, errorJson, errorText } from '../output/errors.js'
import { styleFor } from '../output/style.js'
import { refuseSecretsOnArgv } from './argv-secrets.js'
import { globalsOf, outputFormat } from './globals.js'
import type { Host } from './host.js'
import { knownSecrets } from './known-secrets.js'
import { program } from './program.js'
import { services } from './services.js'
import { usageError } from './usage-error.js'

export { processHost } from './host.js'

/**
 * Runs one command.
 *
 * @param argv The words behind the program's name.
 * @returns The exit status. Never exits and never throws.
 */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  const interruption = new AbortController()
  const stopListening = host.onSignal((name) => {
    interruption.abort(
      name === 'SIGINT'
        ? new AuthError('interrupted', 'interrupted')
        : new AuthError('terminated', 'terminated'),
    )
  })
  const secrets = knownSecrets()
  const fail = (error: AuthError): void => report(error, argv, host, secrets.list())
  try {
    refuseSecretsOnArgv(argv)
    const root = program(async (flags, run) => {
      const globals = globalsOf(flags, host.env)
      await checkOutputFormat(globals.output, host)
      return services(host, globals, interruption.signal, { ...run, fail, secrets })
    })
    quietly(root, host)
    await root.parseAsync([...argv], { from: 'user' })
    return 0
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0
    const error = thrown instanceof CommanderError ? usageError(thrown) : asAuthError(thrown)
    fail(error)
    return error.exitStatus
  } finally {
    stopListening()
  }
}

/** An error is one line for people and, for scripts, one JSON line at the end of stderr. */
function report(
  error: AuthError,
  argv: readonly string[],
  host: Host,
  secrets: readonly string[],
): void {
  const { env, terminal } = host
  const style = styleFor(terminal.stderr, env, argv.includes('--no-color'))
  host.writeStderr(
    wantsJson(argv, env) ? errorJson(error, secrets) : errorText(error, style, secrets),
  )
}

/** Errors of the command line come before options are known, and scripts want JSON for them too. */
function wantsJson(argv: readonly string[], env: Host['env']): boolean {
  const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  const named = words.flatMap((word, index) => {
    const attached = /^(?:--output=|-o=?)(.+)$/.exec(word)?.[1]
    if (attached !== undefined) return [attached]
    const next = words[index + 1]
    return (word === '-o' || word === '--output') && next !== undefined ? [next] : []
  })
  if (named.length > 0) return named.at(-1) === 'json'
  return words.includes('--json') || env['OAUTHCTL_OUTPUT'] === 'json'
}

async function checkOutputFormat(word: string, host: Host): Promise<void> {
  let names: ReadonlySet<string> = new Set()
  try {
    outputFormat(word, () => false)
    return
  } catch {
    names = new Set((await readProfiles(folders(host).config)).profiles.keys())
  }
  outputFormat(word, (name) => names.has(name))
}

/** Commander may print help and versions; its errors are ours to tell. */
function quietly(root: ReturnType<typeof program>, host: Host): void {
  for (const command of [root, ...root.commands, ...root.commands.flatMap((c) => c.commands)]) {
    command.exitOverride()
    command.configureHelp({ showGlobalOptions: true })
    command.configureOutput({
      writeOut: (text) => host.writeStdout(text),
      writeErr: (text) => host.writeStderr(text),
      outputError: () => undefined,
    })
  }
}
