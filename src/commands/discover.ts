import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { AuthError } from '../kernel/errors.js'
import type { ServerName } from '../kernel/register-options.js'
import type { ServerTarget } from '../kernel/profile.js'
import type {
  AuthConfigurationView,
  DiscoveryView,
  KeySetView,
  ServerView,
} from '../kernel/server-views.js'
import { hidden } from './options.js'

/** What was typed behind `discover`. */
export interface DiscoverOptions {
  readonly server: ServerName
  readonly what: 'metadata' | 'auth' | 'keys'
}

/** What `discover` needs. */
export interface DiscoverContext {
  readonly target: (server: ServerName) => Promise<ServerTarget>
  readonly metadata: (target: ServerTarget) => Promise<Omit<DiscoveryView, 'kind'>>
  readonly auth: (target: ServerTarget) => Promise<Omit<AuthConfigurationView, 'kind'>>
  readonly keys: (target: ServerTarget) => Promise<Omit<KeySetView, 'kind'>>
  readonly show: (view: ServerView) => void
}

/** `discover [host]`: what a server says of itself. */
export function discoverCommand(
  run: (options: DiscoverOptions) => Promise<void>,
): CommandUnknownOpts {
  return new Command('discover')
    .summary('show what a server says of itself')
    .description(
      'Show the metadata of a server: its endpoints, what it supports, and what is missing or unusual.\n\n' +
        "HOST names a Salesforce org as in login; without it the profile's server is asked, else login. For any other server give --issuer URL.",
    )
    .argument('[host]', 'org to ask')
    .option('--issuer <url>', 'an OAuth or OpenID Connect server that is not Salesforce')
    .option('--auth', 'how people may log in: login page, SAML and authentication providers')
    .option('--keys', 'the keys it signs with, with their thumbprints (RFC 7638)')
    .addOption(hidden('-r, --instance-url <url>'))
    .action((host, flags) =>
      run({
        server: { host: host ?? flags.instanceUrl, issuer: flags.issuer },
        what: documentOf(flags.auth === true, flags.keys === true),
      }),
    )
}

function documentOf(auth: boolean, keys: boolean): DiscoverOptions['what'] {
  if (auth && keys) {
    throw new AuthError('usage', '--auth and --keys name two documents', {
      hint: 'give one of them, and run the command once for each',
    })
  }
  if (auth) return 'auth'
  return keys ? 'keys' : 'metadata'
}

/** Asks for one document and shows it. */
export async function runDiscover(
  { server, what }: DiscoverOptions,
  context: DiscoverContext,
): Promise<void> {
  const target = await context.target(server)
  switch (what) {
    case 'metadata':
      context.show({ kind: 'discovery', ...(await context.metadata(target)) })
      return
    case 'keys':
      context.show({ kind: 'key-set', ...(await context.keys(target)) })
      return
    case 'auth':
      if (target.kind !== 'salesforce') {
        throw new AuthError('usage', '--auth is for the hosts of Salesforce', {
          hint: 'leave --auth out, or name a My Domain or a site',
        })
      }
      context.show({ kind: 'auth-configuration', ...(await context.auth(target)) })
  }
}
