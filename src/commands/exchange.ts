import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { GrantOptions } from '../kernel/grant-options.js'
import { serverOptions, withServerOptions } from './server-options.js'

/** `exchange [host]`: a token for the token of another identity provider. */
export function exchangeCommand(run: (options: GrantOptions) => Promise<void>): CommandUnknownOpts {
  const command = new Command('exchange')
    .summary("exchange another provider's token for one of the org")
    .description(
      "Token exchange flow: trade a token of your identity provider for one of the org, through the app's token exchange handler.",
    )
    .argument('[host]', 'My Domain or site of the org')
  return withServerOptions(command)
    .option('--subject-token-file <file>', 'read the token to exchange from a file, - for stdin')
    .option('--subject-token-stdin', 'read the token to exchange from stdin')
    .option('--subject-from <source>', 'github-actions, file:PATH or command:CMD, read each time')
    .option(
      '--subject-token-type <type>',
      'access_token, refresh_token, id_token, saml2, jwt or a URN',
      'jwt',
    )
    .option('--actor-token-file <file>', 'read an actor token from a file')
    .option('--actor-token-type <type>', 'the kind of actor token', 'jwt')
    .option('--token-handler <name>', 'handler class, when not the default one')
    .option('--audience <aud>', 'audience of the token to ask GitHub Actions for')
    .action((host, flags) =>
      run({
        grant: 'token_exchange',
        server: serverOptions(host, flags),
        audience: flags.audience,
        subject: { file: flags.subjectTokenFile, stdin: flags.subjectTokenStdin === true },
        subjectFrom: flags.subjectFrom,
        subjectType: flags.subjectTokenType,
        actorFile: flags.actorTokenFile,
        actorType: flags.actorTokenType,
        tokenHandler: flags.tokenHandler,
      }),
    )
}
