import { CommanderError } from '@commander-js/extra-typings'
import { readProfiles } from '../config/profiles-file.js'
import { folders } from '../config/folders.js'
import type { AuthError } from '../kernel/errors.js'
import { asAuthError } from '../output/errors.js'
import { refuseSecretsOnArgv } from './argv-secrets.js'
import { globalsOf, outputFormat } from './globals.js'
import type { Host } from './host.js'
import { interruption, type Interruption } from './interruption.js'
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
 * @returns The exit status. Never throws, and never exits but by the SIGHUP or SIGQUIT that ended the command.
 */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  const interrupted = interruption(host)
  const status = await statusOf(argv, host, interrupted)
  interrupted.stop()
  const name = interrupted.ended()
  // These two have no exit status in the contract: whoever waits is told by the signal itself.
  if (status !== 0 && (name === 'SIGHUP' || name === 'SIGQUIT')) host.kill(name)
  return status
}

async function statusOf(
  argv: readonly string[],
  host: Host,
  { signal, deferSignals }: Interruption,
): Promise<number> {
  const secrets = knownSecrets()
  const fail = (error: AuthError): void => reportError(error, argv, host, secrets.list())
  try {
    refuseSecretsOnArgv(argv)
    const root = program((flags, run) => {
      const globals = globalsOf(flags, host.env)
      checkOutputFormat(globals.output, host)
      return Promise.resolve(
        services(host, globals, signal, { ...run, fail, secrets, deferSignals }),
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
