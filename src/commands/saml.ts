import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { GrantOptions } from '../kernel/grant-options.js'
import { flowHelp, serverOptions, withServerOptions } from './server-options.js'

/** `saml [host]`: the SAML bearer flow; `saml assertion [host]`: the flow without an app. */
export function samlCommand(run: (options: GrantOptions) => Promise<void>): CommandUnknownOpts {
  const flow = new Command('flow').argument('[host]', 'org whose user the token is for')
  const assertion = new Command('assertion').argument('[host]', 'My Domain or site of the org')
  return new Command('saml')
    .usage('[options] [host]')
    .summary('get a token with a SAML assertion')
    .description(
      'SAML bearer flow: get a token for a user with a signed SAML assertion, a ready one or one made from key, certificate and user name.',
    )
    .addHelpText('after', () => flowHelp(flow))
    .addCommand(
      withServerOptions(flow)
        .description('SAML bearer flow: get a token for a user with a signed SAML assertion')
        .option('--assertion-file <file>', 'a ready assertion, XML or base64, - for stdin')
        .option('--certificate <file>', 'certificate to put beside the signature')
        .option('-u, --username <name>', 'user the token is for')
        .option('--audience <url>', 'audience of the assertion; found from the host otherwise')
        .action((host, flags) =>
          run({
            grant: 'saml_bearer',
            server: serverOptions(host, flags),
            audience: flags.audience,
            assertionFile: flags.assertionFile,
            certificate: flags.certificate,
            username: flags.username,
          }),
        ),
      { isDefault: true, hidden: true },
    )
    .addCommand(
      withServerOptions(assertion)
        .description("trade a SAML response of the org's own identity provider; needs no app")
        .option('--assertion-file <file>', 'the response, XML or base64, - for stdin')
        .action((host, flags) =>
          run({
            grant: 'saml_assertion',
            server: serverOptions(host, flags),
            audience: undefined,
            assertionFile: flags.assertionFile,
          }),
        ),
    )
}
