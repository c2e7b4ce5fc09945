import { CommanderError } from '@commander-js/extra-typings'
import { readProfiles } from '../config/profiles-file.js'
import { folders } from '../config/folders.js'
import { AuthError } from '../kernel/errors.js'
import { asAuthError } from '../output/errors.js'
import { refuseSecretsOnArgv } from './argv-secrets.js'
import { globalsOf, outputFormat } from './globals.js'
import type { Host } from './host.js'
import { knownSecrets } from './known-secrets.js'
import { program } from './program.js'
import { reportError } from './report-error.js'
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
  const fail = (error: AuthError): void => reportError(error, argv, host, secrets.list())
  try {
    refuseSecretsOnArgv(argv)
    const root = program((flags, run) => {
      const globals = globalsOf(flags, host.env)
      checkOutputFormat(globals.output, host)
      return Promise.resolve(
        services(host, globals, interruption.signal, { ...run, fail, secrets }),
      )
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

function checkOutputFormat(word: string, host: Host): void {
  let names: ReadonlySet<string> = new Set()
  try {
    outputFormat(word, () => false)
    return
  } catch {
    names = new Set(readProfiles(folders(host).config).profiles.keys())
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
