import type { Command, CommandUnknownOpts, OptionValues } from '@commander-js/extra-typings'
import type { ServerOptions } from '../kernel/server-options.js'
import { hidden, seconds, words } from './options.js'

/** The flags about server and client as commander gives them. */
export interface ServerFlags {
  readonly issuer?: string
  readonly clientId?: string
  readonly clientSecretFile?: string
  readonly clientSecretStdin?: true
  readonly keyFile?: string
  readonly jwtKeyFile?: string
  readonly keyId?: string
  readonly authMethod?: string
  readonly scope?: readonly string[]
  readonly sessionTimeout?: number
  readonly instanceUrl?: string
}

/** Puts the options about server and client on a command that asks for a token. */
export function withServerOptions<Args extends unknown[], Options extends OptionValues>(
  command: Command<Args, Options>,
): Command<Args, Options & Pick<ServerFlags, keyof ServerFlags>> {
  return command
    .option('--issuer <url>', 'an OAuth or OpenID Connect server that is not Salesforce')
    .option('-i, --client-id <id>', 'client id (consumer key) of your app')
    .option('--client-secret-file <file>', 'read the client secret from a file, - for stdin')
    .option('--client-secret-stdin', 'read the client secret from stdin')
    .option('--key-file <file>', 'private key, PEM or JWK, - for stdin')
    .option('--key-id <kid>', 'name of the key at the server')
    .option('--auth-method <method>', 'post, basic, private-key-jwt or none')
    .option('-s, --scope <scope>', 'scope to ask for; repeatable', words)
    .option('--session-timeout <seconds>', 'assumed life of a token of unknown lifetime', seconds)
    .addOption(hidden('-r, --instance-url <url>'))
    .addOption(hidden('-f, --jwt-key-file <file>')) as Command<
    Args,
    Options & Pick<ServerFlags, keyof ServerFlags>
  >
}

/** Reads what {@link withServerOptions} put there. */
export function serverOptions(host: string | undefined, flags: ServerFlags): ServerOptions {
  return {
    host: host ?? flags.instanceUrl,
    issuer: flags.issuer,
    clientId: flags.clientId,
    clientSecretFile: flags.clientSecretFile,
    clientSecretStdin: flags.clientSecretStdin === true,
    keyFile: flags.keyFile ?? flags.jwtKeyFile,
    keyId: flags.keyId,
    authMethod: flags.authMethod,
    scopes: flags.scope ?? [],
    sessionTimeout: flags.sessionTimeout,
  }
}

/** The options of a hidden default subcommand, for the help of the command that people type. */
export function flowHelp(flow: CommandUnknownOpts): string {
  const help = flow.createHelp()
  const rows = help
    .visibleOptions(flow)
    .filter((option) => option.long !== '--help')
    .map((option) => `  ${option.flags.padEnd(30)} ${option.description}`)
  return ['', 'Options of the flow:', ...rows, ''].join('\n')
}
