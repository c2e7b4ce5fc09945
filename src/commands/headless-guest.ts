import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { headlessOptions, withGuestOptions, type HeadlessOptions } from './headless-options.js'

/** `headless guest [site]`: a token for a visitor without a name. */
export function headlessGuestCommand(
  run: (options: HeadlessOptions) => Promise<void>,
): CommandUnknownOpts {
  const command = new Command('guest')
    .summary('get a token for a visitor without a name')
    .description(
      'Get a token for a visitor who has not logged in. The visitor id (UVID) is made here unless --uvid gives one; carry it on: oauthctl headless login --uvid. The app needs "Enable Code and Credentials Flow for Guest Users" and JWT-based access tokens.',
    )
    .argument('[site]', 'site to visit')
  return withGuestOptions(command).action((site, flags) => run(headlessOptions(site, flags)))
}
