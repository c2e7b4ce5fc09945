import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { ClientMetadataOptions, RegisterOptions } from '../kernel/register-options.js'
import type { DeregistrationView, RegistrationView, ServerView } from '../kernel/server-views.js'
import { hidden } from './options.js'
import { clientMetadataOptions, withClientMetadata } from './register-flags.js'
import { flowHelp } from './server-options.js'

/** What the `register` commands need. Registrations are of the chosen profile. */
export interface RegisterContext {
  readonly create: (options: RegisterOptions) => Promise<Omit<RegistrationView, 'kind' | 'told'>>
  readonly read: () => Promise<Omit<RegistrationView, 'kind' | 'told'>>
  readonly update: (
    metadata: ClientMetadataOptions,
  ) => Promise<Omit<RegistrationView, 'kind' | 'told'>>
  readonly delete: () => Promise<Omit<DeregistrationView, 'kind'>>
  readonly show: (view: ServerView) => void
}

const guide = `
The initial access token lets you register. At Salesforce an administrator makes it on the page of an app:
  Setup > App Manager > the app > View > Initial Access Token for Dynamic Client Registration > Generate
Generating it again ends the former one. Other servers hand it out in their own way, or need none.

The client is sealed into the profile, so this is all it takes to use it:
  oauthctl register MY-DOMAIN --initial-access-token-file FILE -p NAME
  oauthctl login -p NAME
`

/**
 * `register`: dynamic client registration and, below it, what is done with the client later. Creating is a
 * hidden default subcommand: an action beside subcommands would take their options.
 */
export function registerCommand(
  run: (act: (context: RegisterContext) => Promise<void>) => Promise<void>,
): CommandUnknownOpts {
  const create = new Command('create').argument('[host]', 'org to register at')
  return new Command('register')
    .usage('[options] [host]')
    .summary('register a client of your own, and show, update or delete it')
    .description(
      'Register a client by OpenID Connect dynamic client registration, and keep it sealed in the profile: login then needs neither client id nor secret. show, update and delete act on the client of the profile.',
    )
    .addHelpText('after', () => `${flowHelp(create)}${guide}`)
    .addCommand(
      withClientMetadata(create)
        .description('register a client and keep it in the profile')
        .option('--issuer <url>', 'an OAuth or OpenID Connect server that is not Salesforce')
        .option('--initial-access-token-file <file>', 'token that lets you register, - for stdin')
        .option('--initial-access-token-stdin', 'read the initial access token from stdin')
        .addOption(hidden('-r, --instance-url <url>'))
        .action((host, flags) =>
          run((context) =>
            runRegister(
              {
                server: { host: host ?? flags.instanceUrl, issuer: flags.issuer },
                metadata: clientMetadataOptions(flags),
                initialAccessTokenFile: flags.initialAccessTokenFile,
                initialAccessTokenStdin: flags.initialAccessTokenStdin === true,
              },
              context,
            ),
          ),
        ),
      { isDefault: true, hidden: true },
    )
    .addCommand(
      new Command('show')
        .description('show what the server says of the client')
        .action(() => run(runRegisterShow)),
    )
    .addCommand(
      withClientMetadata(new Command('update'))
        .description('change the client at the server; what is not named stays')
        .action((flags) =>
          run((context) => runRegisterUpdate(clientMetadataOptions(flags), context)),
        ),
    )
    .addCommand(
      new Command('delete')
        .description('remove the client at the server, then forget it')
        .action(() => run(runRegisterDelete)),
    )
}

/** Registers a client and shows it. */
export async function runRegister(
  options: RegisterOptions,
  context: RegisterContext,
): Promise<void> {
  const view = await context.create(options)
  context.show({ kind: 'registration', told: 'registered', ...view })
}

/** Shows the client of the profile. */
export async function runRegisterShow(context: RegisterContext): Promise<void> {
  context.show({ kind: 'registration', told: 'shown', ...(await context.read()) })
}

/** Changes the client of the profile and shows it. */
export async function runRegisterUpdate(
  metadata: ClientMetadataOptions,
  context: RegisterContext,
): Promise<void> {
  context.show({ kind: 'registration', told: 'updated', ...(await context.update(metadata)) })
}

/** Removes the client of the profile. */
export async function runRegisterDelete(context: RegisterContext): Promise<void> {
  context.show({ kind: 'deregistration', ...(await context.delete()) })
}
