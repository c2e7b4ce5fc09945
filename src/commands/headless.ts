import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'

/** `headless`: the flows of apps that draw their own login pages. */
export function headlessCommand(flows: readonly CommandUnknownOpts[]): CommandUnknownOpts {
  const command = new Command('headless')
    .summary('log in to an Experience Cloud site without a browser')
    .description(
      'Headless identity: log in, register and reset passwords at an Experience Cloud site without its pages, as an app does that draws its own. For external users (customers, partners) only.\n\n' +
        'SITE is the host of the site (acme.my.site.com) or an https URL with its path. The app has the echo endpoint of the site as callback URL: https://acme.my.site.com/services/oauth2/echo',
    )
  for (const flow of flows) command.addCommand(flow)
  return command
}
