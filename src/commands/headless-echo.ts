import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { AuthError } from '../kernel/errors.js'
import type { HeadlessEchoView } from '../kernel/headless-view.js'
import type { JsonObject } from '../kernel/json.js'
import { hidden } from './options.js'

/** What was typed behind `headless echo`. */
export interface HeadlessEchoOptions {
  readonly site: string | undefined
  /** A file, or `-`: the URL holds a code. */
  readonly callbackUrl: string | undefined
}

/** What `headless echo` needs. */
export interface HeadlessEchoContext {
  readonly echo: (site: string | undefined, place: string) => Promise<JsonObject>
  readonly show: (view: HeadlessEchoView) => void
}

/** `headless echo [site]`: what the echo endpoint makes of a callback URL. */
export function headlessEchoCommand(
  run: (options: HeadlessEchoOptions) => Promise<void>,
): CommandUnknownOpts {
  return new Command('echo')
    .summary("show what the site's echo endpoint makes of a callback URL")
    .description(
      'Send the parameters of a callback URL to the echo endpoint of the site and show the JSON that it returns, as an app in a browser gets it. Text shows the code as a fingerprint, -o json as it is.',
    )
    .argument('[site]', 'site to ask')
    .addOption(hidden('-r, --instance-url <url>'))
    .option('--callback-url <file>', 'file with the callback URL, - for stdin')
    .action((site, flags) =>
      run({ site: site ?? flags.instanceUrl, callbackUrl: flags.callbackUrl }),
    )
}

/** Asks and shows. @throws {AuthError} `secret_on_argv` for the URL itself, `input_required` without one. */
export async function runHeadlessEcho(
  { site, callbackUrl }: HeadlessEchoOptions,
  context: HeadlessEchoContext,
): Promise<void> {
  const corrected = 'oauthctl headless echo --callback-url FILE'
  if (callbackUrl === undefined) {
    throw new AuthError('input_required', 'no callback URL was given', {
      hint: `put it into a file or a pipe: ${corrected}, or - for stdin`,
    })
  }
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(callbackUrl) || callbackUrl.includes('code=')) {
    throw new AuthError(
      'secret_on_argv',
      '--callback-url would show a code to everyone on this machine',
      { hint: `put the URL into a file or a pipe: ${corrected}` },
    )
  }
  const document = await context.echo(site, callbackUrl)
  context.show({ kind: 'headless-echo', document })
}
