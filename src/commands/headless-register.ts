import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { SecretOption } from '../kernel/grant-options.js'
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

/** What was typed behind `headless register`. */
export interface HeadlessRegisterOptions extends HeadlessOptions, AccessOptions, StepOptions {
  readonly email: string | undefined
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly username: string | undefined
  readonly password: SecretOption
  /** A file with a JSON object, for the class that makes the user. */
  readonly customData: string | undefined
  readonly verification: Verification
}

/** `headless register [site]`: a new external user, and tokens for it. */
export function headlessRegisterCommand(
  run: (options: HeadlessRegisterOptions) => Promise<void>,
): CommandUnknownOpts {
  const command = new Command('register')
    .summary('sign up as a new user, with a one-time password')
    .description(
      'Sign up as a new external user: send who you are, enter the one-time password that the site sends, and keep the tokens, sealed. In scripts in two steps: --start, then --finish --identifier ID --otp-stdin.',
    )
    .argument('[site]', 'site to sign up at')
  return withStepOptions(withAccessOptions(withHeadlessOptions(command)))
    .option('--email <address>', 'email address')
    .option('--first-name <name>', 'first name')
    .option('--last-name <name>', 'last name')
    .option('-u, --username <name>', 'user name, in the form of an email address')
    .option('--password-file <file>', 'read the new password from a file, - for stdin')
    .option('--password-stdin', 'read the new password from stdin')
    .option('--custom-data <file>', 'JSON object for the registration handler, - for stdin')
    .addOption(verificationOption())
    .action((site, flags) =>
      run({
        ...headlessOptions(site, flags),
        ...accessOptions(flags),
        ...stepOptions(flags),
        email: flags.email,
        firstName: flags.firstName,
        lastName: flags.lastName,
        username: flags.username,
        password: { file: flags.passwordFile, stdin: flags.passwordStdin === true },
        customData: flags.customData,
        verification: flags.verification ?? 'email',
      }),
    )
}
