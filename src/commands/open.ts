import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { OrgLink } from '../flows/open-org.js'
import { Secret } from '../kernel/secret.js'
import type { View } from '../kernel/view.js'

/** What was typed behind `open`. */
export interface OpenOptions {
  readonly path: string | undefined
  readonly urlOnly: boolean
  readonly browser: string | undefined
}

/** What `open` needs. */
export interface OpenContext {
  /** Refuses early where no browser can be opened. @throws {AuthError} `bad_configuration`. */
  readonly refuseWithoutBrowser: (browser: string | undefined) => void
  readonly link: (path: string | undefined) => Promise<OrgLink>
  /** Leads a browser there. @throws {AuthError} When none came. */
  readonly visit: (url: string, browser: string | undefined) => Promise<void>
  readonly show: (view: View) => void
}

/** `open [path]`: the org in the browser, without a login. */
export function openCommand(run: (options: OpenOptions) => Promise<void>): CommandUnknownOpts {
  return new Command('open')
    .summary('open the org in the browser, logged in')
    .description(
      'Open the org in the browser as the user of the profile, by a link that works once, within 60 seconds. The token needs the scope web.',
    )
    .argument('[path]', 'page to open, such as /lightning/setup/SetupOneHome/home')
    .option('--url-only', 'print the link instead')
    .option('--browser <name>', 'open this browser')
    .action((path, flags) => run({ path, urlOnly: flags.urlOnly === true, browser: flags.browser }))
}

/** Gets the link, then prints it or leads a browser there. */
export async function runOpen(options: OpenOptions, context: OpenContext): Promise<void> {
  if (!options.urlOnly) context.refuseWithoutBrowser(options.browser)
  const { url, host } = await context.link(options.path)
  if (options.urlOnly) {
    context.show({ kind: 'org-link', url: new Secret(url) })
    return
  }
  await context.visit(url, options.browser)
  context.show({ kind: 'org-opened', host })
}
