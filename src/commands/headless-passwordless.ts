import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Verification } from '../kernel/headless-view.js'
import {
  accessOptions,
  headlessOptions,
  stepOptions,
  verificationOption,
  withAccessOptions,
  withHeadlessOptions,
  withStepOptions,
  type AccessOptions,
  type HeadlessOptions,
  type StepOptions,
} from './headless-options.js'

/** What was typed behind `headless passwordless`. */
export interface HeadlessPasswordlessOptions extends HeadlessOptions, AccessOptions, StepOptions {
  readonly username: string | undefined
  readonly verification: Verification
}

/** `headless passwordless [site]`: tokens for a one-time password. */
export function headlessPasswordlessCommand(
  run: (options: HeadlessPasswordlessOptions) => Promise<void>,
): CommandUnknownOpts {
  const command = new Command('passwordless')
    .summary('log in with a one-time password')
    .description(
      'Log in an external user with the one-time password that the site sends by email or text message, and keep the tokens, sealed. In scripts in two steps: --start, then --finish --identifier ID --otp-stdin.',
    )
    .argument('[site]', 'site to log in to')
  return withStepOptions(withAccessOptions(withHeadlessOptions(command)))
    .option('-u, --username <name>', 'user name')
    .addOption(verificationOption())
    .action((site, flags) =>
      run({
        ...headlessOptions(site, flags),
        ...accessOptions(flags),
        ...stepOptions(flags),
        username: flags.username,
        verification: flags.verification ?? 'email',
      }),
    )
}
