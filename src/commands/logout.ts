import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { LogoutResult } from '../flows/logout.js'
import { AuthError } from '../kernel/errors.js'
import type { View } from '../kernel/view.js'

/** What was typed behind `logout`. */
export interface LogoutOptions {
  readonly local: boolean
  readonly browser: boolean
}

/** What `logout` needs. */
export interface LogoutContext {
  readonly profile: () => Promise<string>
  readonly logout: (profile: string) => Promise<LogoutResult>
  readonly forget: (profile: string) => Promise<boolean>
  /** The page that ends the session in the browser; `undefined` when nobody is logged in. */
  readonly logoutPage: (profile: string) => Promise<string | undefined>
  /** Shows the page's URL, and leads a browser there where one can be opened. */
  readonly visit: (url: string) => Promise<void>
  readonly show: (view: View) => void
}

/** `logout`: revokes at the server, then forgets. */
export function logoutCommand(run: (options: LogoutOptions) => Promise<void>): CommandUnknownOpts {
  return new Command('logout')
    .summary('revoke the tokens at the server, then forget them')
    .description('Revoke the tokens at the server, then forget them and the client secret.')
    .option('--browser', 'end the session in the browser too (single logout)')
    .option('--local', 'only forget; the tokens live on at the server')
    .action((flags) => run({ local: flags.local === true, browser: flags.browser === true }))
}

/** Logs out and tells what was not revoked (exit status 9). */
export async function runLogout(options: LogoutOptions, context: LogoutContext): Promise<void> {
  const profile = await context.profile()
  // Found before the credential is gone that says where it is.
  const page = options.browser ? await context.logoutPage(profile) : undefined
  const result = options.local
    ? { revocation: { revoked: [], failed: [] }, forgotten: await context.forget(profile) }
    : await context.logout(profile)
  if (page !== undefined) await context.visit(page)
  const { revoked, failed } = result.revocation
  const view = { kind: 'logout', profile, revoked, failed, local: options.local } as const
  if (failed.length > 0) {
    throw new AuthError(
      'partly_done',
      `profile ${profile} is forgotten here, but not revoked: ${failed.map(({ token, reason }) => `${token.replace('_', ' ')} (${reason})`).join(', ')}`,
      { hint: "revoke it in the server's own settings, where it lists connected apps" },
    )
  }
  context.show({ ...view, forgotten: result.forgotten })
}
