import { Command } from '@commander-js/extra-typings'
import { demoCommand } from '../commands/demo.js'
import { emulatorCommand } from '../commands/emulator.js'
import { loginCommand, runLogin } from '../commands/login.js'
import { logoutCommand, runLogout } from '../commands/logout.js'
import { profileCommand } from '../commands/profile.js'
import { refreshCommand, runRefresh } from '../commands/refresh.js'
import { runStatus, statusCommand } from '../commands/status.js'
import { runToken, tokenCommand } from '../commands/token.js'
import { withGlobalOptions } from './globals.js'
import type { Services } from './services.js'
import { version } from './version.js'

/** Makes the services of a run once its options are known. */
export type ServicesFor = (
  flags: Readonly<Record<string, unknown>>,
  run: { readonly keychainReading: 'in-process' | 'child' },
) => Promise<Services>

/**
 * Builds the command tree. Handlers load what they need when they run, so that a token costs no more than
 * a token needs.
 */
export function program(servicesFor: ServicesFor): Command {
  const root = new Command('oauthctl')
    .description('Run OAuth flows and manage the tokens. Salesforce first; any OAuth server works.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .configureHelp({ showGlobalOptions: true })
  withGlobalOptions(root)
  const here = (keychainReading: 'in-process' | 'child' = 'child'): Promise<Services> =>
    servicesFor(root.opts(), { keychainReading })

  root.addCommand(
    loginCommand(async (options) => {
      const { loginContext } = await import('./bind-login.js')
      await runLogin(options, loginContext(await here()))
    }),
  )
  root.addCommand(
    tokenCommand(async (options) => {
      const { tokenContext } = await import('./bind-token.js')
      await runToken(options, tokenContext(await here('in-process')))
    }),
  )
  root.addCommand(
    refreshCommand(async () => {
      const { tokenContext } = await import('./bind-token.js')
      await runRefresh(tokenContext(await here('in-process')))
    }),
  )
  root.addCommand(
    statusCommand(async (options) => {
      const { statusContext } = await import('./bind-status.js')
      await runStatus(options, statusContext(await here()))
    }),
  )
  root.addCommand(
    logoutCommand(async (options) => {
      const { logoutContext } = await import('./bind-logout.js')
      await runLogout(options, logoutContext(await here()))
    }),
  )
  root.addCommand(
    profileCommand(async (act) => {
      const { profileContext } = await import('./bind-profile.js')
      await act(profileContext(await here()))
    }),
  )
  root.addCommand(
    emulatorCommand(async (options) => {
      const { emulatorContext } = await import('./bind-emulator.js')
      await emulatorContext(await here()).serve(options)
    }),
  )
  root.addCommand(
    demoCommand(async (options) => {
      const { demoContext } = await import('./bind-demo.js')
      await demoContext(await here()).play(options)
    }),
  )
  return root
}
