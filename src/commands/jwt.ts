import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { GrantOptions } from '../kernel/grant-options.js'
import { flowHelp, serverOptions, withServerOptions } from './server-options.js'

/**
 * `jwt [host]`: the JWT bearer flow, and around it the tools for keys and tokens. The flow is a hidden
 * default subcommand: an action beside subcommands would take their options.
 */
export function jwtCommand(
  run: (options: GrantOptions) => Promise<void>,
  tools: readonly CommandUnknownOpts[],
): CommandUnknownOpts {
  const flow = new Command('flow').argument('[host]', 'org whose user the token is for')
  const command = new Command('jwt')
    .usage('[options] [host]')
    .summary('get a token with a signed JWT, and tools for JWTs')
    .description(
      'JWT bearer flow: get a token for a user with a JWT signed by the key of your app, no person needed. The app needs the certificate, the scope refresh_token, and the user pre-authorised.',
    )
    .addHelpText('after', () => flowHelp(flow))
    .addCommand(
      withServerOptions(flow)
        .description('JWT bearer flow: get a token for a user with a signed JWT')
        .option('-u, --username <name>', 'user the token is for')
        .option('--audience <url>', 'aud of the JWT; found from the host otherwise')
        .action((host, flags) =>
          run({
            grant: 'jwt_bearer',
            server: serverOptions(host, flags),
            username: flags.username,
            audience: flags.audience,
          }),
        ),
      { isDefault: true, hidden: true },
    )
  for (const tool of tools) command.addCommand(tool)
  return command
}
