import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { ClientMetadataOptions } from '../kernel/register-options.js'
import { collected, words } from './options.js'

/** The flags about a client's metadata as commander gives them. */
export interface ClientMetadataFlags {
  readonly name?: string
  readonly redirectUri?: readonly string[]
  readonly grantType?: readonly string[]
  readonly responseType?: readonly string[]
  readonly contact?: readonly string[]
  readonly applicationType?: string
  readonly authMethod?: string
  readonly scope?: readonly string[]
  readonly param?: readonly string[]
  readonly metadata?: string
}

/** Puts the options about a client's metadata (RFC 7591 §2) on a command. */
export function withClientMetadata<Args extends unknown[], Options extends OptionValues>(
  command: Command<Args, Options>,
): Command<Args, Options & Pick<ClientMetadataFlags, keyof ClientMetadataFlags>> {
  return command
    .option('--name <name>', 'name that people see at the consent page')
    .option('--redirect-uri <uri>', 'callback URL; repeatable', collected)
    .option('--grant-type <type>', 'authorization_code, refresh_token ...; repeatable', collected)
    .option('--response-type <type>', 'code, token ...; repeatable', collected)
    .option('--contact <email>', 'whom to ask about the client; repeatable', collected)
    .option('--application-type <type>', 'web or native')
    .option('--auth-method <method>', 'post, basic, private-key-jwt or none')
    .option('-s, --scope <scope>', 'scope the client may ask for; repeatable', words)
    .option('--param <k=v>', 'another member, its value JSON or text; repeatable', collected)
    .option('--metadata <file>', 'start from a JSON document of your own, - for stdin') as Command<
    Args,
    Options & Pick<ClientMetadataFlags, keyof ClientMetadataFlags>
  >
}

/** Reads what {@link withClientMetadata} put there. */
export function clientMetadataOptions(flags: ClientMetadataFlags): ClientMetadataOptions {
  return {
    name: flags.name,
    redirectUris: flags.redirectUri ?? [],
    grantTypes: flags.grantType ?? [],
    responseTypes: flags.responseType ?? [],
    contacts: flags.contact ?? [],
    applicationType: flags.applicationType,
    authMethod: flags.authMethod,
    scopes: flags.scope ?? [],
    parameters: flags.param ?? [],
    metadataFile: flags.metadata,
  }
}
