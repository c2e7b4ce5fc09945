import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { SecretOption } from '../kernel/grant-options.js'
import type { HeadlessResetView, HeadlessStartedView } from '../kernel/headless-view.js'
import {
  accessOptions,
  stepOptions,
  withAccessOptions,
  withStepOptions,
  type AccessOptions,
  type StepOptions,
} from './headless-options.js'
import { hidden } from './options.js'

/** What was typed behind `headless forgot-password`. */
export interface HeadlessForgotPasswordOptions extends AccessOptions, StepOptions {
  readonly site: string | undefined
  readonly username: string | undefined
  readonly newPassword: SecretOption
}

/** What `headless forgot-password` needs. */
export interface HeadlessForgotPasswordContext {
  /** Has the one-time password sent. */
  readonly start: (options: HeadlessForgotPasswordOptions) => Promise<HeadlessStartedView>
  /** Completes with the identifier, else in one go. */
  readonly change: (options: HeadlessForgotPasswordOptions) => Promise<HeadlessResetView>
  readonly show: (view: HeadlessStartedView | HeadlessResetView) => void
}

/** `headless forgot-password [site]`: a new password for a forgotten one. */
export function headlessForgotPasswordCommand(
  run: (options: HeadlessForgotPasswordOptions) => Promise<void>,
): CommandUnknownOpts {
  const command = new Command('forgot-password')
    .summary('set a new password with a one-time password')
    .description(
      'Set a new password for an external user with the one-time password that the site sends. It gives no token: log in afterwards. The site answers the same whether the user exists or not. In scripts in two steps: --start, then --finish --identifier NAME --otp-stdin.',
    )
    .argument('[site]', 'site of the user')
    .addOption(hidden('-r, --instance-url <url>'))
  return withStepOptions(withAccessOptions(command))
    .option('-u, --username <name>', 'user name; the same as --identifier')
    .option('--password-file <file>', 'read the new password from a file, - for stdin')
    .option('--password-stdin', 'read the new password from stdin')
    .action((site, flags) =>
      run({
        ...accessOptions(flags),
        ...stepOptions(flags),
        site: site ?? flags.instanceUrl,
        username: flags.username,
        newPassword: { file: flags.passwordFile, stdin: flags.passwordStdin === true },
      }),
    )
}

/** Starts and shows the identifier, or goes to the end and shows what became of it. */
export async function runHeadlessForgotPassword(
  options: HeadlessForgotPasswordOptions,
  context: HeadlessForgotPasswordContext,
): Promise<void> {
  context.show(options.start ? await context.start(options) : await context.change(options))
}
