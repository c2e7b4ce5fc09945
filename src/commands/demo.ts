import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'

/** What was typed behind `demo`. */
export interface DemoOptions {
  /** Whether the person clicks; else a script does. */
  readonly browser: boolean
}

/** What `demo` needs. */
export interface DemoContext {
  readonly play: (options: DemoOptions) => Promise<void>
}

/** `demo`: the main job end to end on an embedded org. */
export function demoCommand(run: (options: DemoOptions) => Promise<void>): CommandUnknownOpts {
  return new Command('demo')
    .summary('show the main job on an embedded org; touches nothing of yours')
    .description(
      'Start an org on loopback, log in, get a token, call the API, let the token expire, refresh\n' +
        'it with rotation and log out. Nothing of your home or keychain is touched.',
    )
    .option('--browser', 'log in by hand in your own browser')
    .action((flags) => run({ browser: flags.browser === true }))
}
