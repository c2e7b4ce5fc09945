import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { GrantOptions } from '../kernel/grant-options.js'
import { serverOptions, withServerOptions } from './server-options.js'

/** `client-credentials [host]`: a token for the app itself. */
export function clientCredentialsCommand(
  run: (options: GrantOptions) => Promise<void>,
): CommandUnknownOpts {
  const command = new Command('client-credentials')
    .summary('get a token for the app itself')
    .description(
      'Client credentials flow: get a token for the app itself, at Salesforce for its Run-As user. HOST is the My Domain of the org; login and test do not serve this flow.',
    )
    .argument('[host]', 'My Domain of the org')
  return withServerOptions(command).action((host, flags) =>
    run({ grant: 'client_credentials', server: serverOptions(host, flags), audience: undefined }),
  )
}
