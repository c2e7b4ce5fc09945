import { Command, Option, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { port } from './options.js'

/** What was typed behind `emulator`. */
export interface EmulatorOptions {
  readonly port: number
  readonly config: string | undefined
  readonly autoApprove: boolean
  readonly tls: boolean
}

/** What `emulator` needs. */
export interface EmulatorContext {
  /** Starts the org, prints the ready line and runs until a signal. */
  readonly serve: (options: EmulatorOptions) => Promise<void>
}

/** `emulator`: a Salesforce org on loopback. */
export function emulatorCommand(
  run: (options: EmulatorOptions) => Promise<void>,
): CommandUnknownOpts {
  return new Command('emulator')
    .summary('run a Salesforce org on loopback, for tests')
    .description(
      'Run a Salesforce org on loopback until a signal: My Domain on --port, login, test and a\n' +
        'site on the next three. With -o json the ready line is JSON. For tests; not a real org.',
    )
    .addOption(
      new Option('--port <n>', 'first of four ports, 0 for any').argParser(port).default(8787),
    )
    .option('--config <file>', 'JSON file with apps, users and settings')
    .option('--auto-approve', 'answer every page itself, as the first user')
    .option('--tls', 'serve https under a throw-away authority')
    .action((flags) =>
      run({
        port: flags.port,
        config: flags.config,
        autoApprove: flags.autoApprove === true,
        tls: flags.tls === true,
      }),
    )
}
