import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { SecretOption } from '../kernel/grant-options.js'
import { headlessOptions, withHeadlessOptions, type HeadlessOptions } from './headless-options.js'

/** What was typed behind `headless login`. */
export interface HeadlessLoginOptions extends HeadlessOptions {
  readonly username: string | undefined
  readonly password: SecretOption
  readonly credentialsInBody: boolean
  readonly userDiscovery: boolean
  readonly loginHint: string | undefined
  /** A file with a JSON object, for the class that finds the user. */
  readonly customData: string | undefined
}

/** `headless login [site]`: tokens for a user name and a password, without a page. */
export function headlessLoginCommand(
  run: (options: HeadlessLoginOptions) => Promise<void>,
): CommandUnknownOpts {
  const command = new Command('login')
    .summary('log in with user name and password')
    .description(
      'Authorization Code and Credentials flow: log in an external user with name and password, with PKCE, and keep the tokens, sealed. The app needs "Enable Authorization Code and Credentials Flow", and the user pre-authorised.',
    )
    .argument('[site]', 'site to log in to')
  return withHeadlessOptions(command)
    .option('-u, --username <name>', 'user name')
    .option('--password-file <file>', 'read the password from a file, - for stdin')
    .option('--password-stdin', 'read the password from stdin')
    .option('--credentials-in-body', 'for apps that require user credentials in the POST body')
    .option('--user-discovery', "have the site's discovery handler find the user by --login-hint")
    .option('--login-hint <hint>', 'what the discovery handler knows the user by')
    .option('--custom-data <file>', 'JSON object for the discovery handler, - for stdin')
    .action((site, flags) =>
      run({
        ...headlessOptions(site, flags),
        username: flags.username,
        password: { file: flags.passwordFile, stdin: flags.passwordStdin === true },
        credentialsInBody: flags.credentialsInBody === true,
        userDiscovery: flags.userDiscovery === true || flags.loginHint !== undefined,
        loginHint: flags.loginHint,
        customData: flags.customData,
      }),
    )
}
