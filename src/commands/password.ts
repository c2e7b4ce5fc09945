import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { GrantOptions } from '../kernel/grant-options.js'
import { serverOptions, withServerOptions } from './server-options.js'

/** `password [host]`: a token for a user name and a password. */
export function passwordCommand(run: (options: GrantOptions) => Promise<void>): CommandUnknownOpts {
  const command = new Command('password')
    .summary('get a token with a password; use another flow if you can')
    .description(
      'Username-password flow. Salesforce advises against it, blocks it in new orgs and retires it in 2027: use `oauthctl client-credentials` or `oauthctl jwt` instead.',
    )
    .argument('[host]', 'org to log in to')
  return withServerOptions(command)
    .option('-u, --username <name>', 'user name')
    .option('--password-file <file>', 'read the password from a file, - for stdin')
    .option('--password-stdin', 'read the password from stdin')
    .option('--security-token-file <file>', "read the user's security token from a file")
    .action((host, flags) =>
      run({
        grant: 'password',
        server: serverOptions(host, flags),
        audience: undefined,
        username: flags.username,
        password: { file: flags.passwordFile, stdin: flags.passwordStdin === true },
        securityToken: { file: flags.securityTokenFile, stdin: false },
      }),
    )
}
