import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { headlessEchoCommand, runHeadlessEcho } from '../commands/headless-echo.js'
import {
  headlessForgotPasswordCommand,
  runHeadlessForgotPassword,
} from '../commands/headless-forgot-password.js'
import { headlessGuestCommand } from '../commands/headless-guest.js'
import { headlessLoginCommand } from '../commands/headless-login.js'
import { headlessPasswordlessCommand } from '../commands/headless-passwordless.js'
import { headlessRegisterCommand } from '../commands/headless-register.js'
import { runHeadlessLogin, runOneTimePasswordLogin } from '../commands/run-headless.js'
import type { Services } from './services.js'

/** The commands below `headless`, bound to this process when they run. */
export function headlessFlows(here: () => Promise<Services>): readonly CommandUnknownOpts[] {
  const bound = async () => import('./bind-headless.js')
  const byOneTimePassword = async () => import('./bind-headless-otp.js')
  return [
    headlessLoginCommand(async (options) =>
      runHeadlessLogin(options, (await bound()).headlessLoginContext(await here())),
    ),
    headlessRegisterCommand(async (options) => {
      const { headlessRegisterContext } = await byOneTimePassword()
      await runOneTimePasswordLogin(options, headlessRegisterContext(await here()))
    }),
    headlessPasswordlessCommand(async (options) => {
      const { headlessPasswordlessContext } = await byOneTimePassword()
      await runOneTimePasswordLogin(options, headlessPasswordlessContext(await here()))
    }),
    headlessForgotPasswordCommand(async (options) => {
      const { headlessForgotPasswordContext } = await bound()
      await runHeadlessForgotPassword(options, headlessForgotPasswordContext(await here()))
    }),
    headlessGuestCommand(async (options) =>
      runHeadlessLogin(options, (await bound()).headlessGuestContext(await here())),
    ),
    headlessEchoCommand(async (options) =>
      runHeadlessEcho(options, (await bound()).headlessEchoContext(await here())),
    ),
  ]
}
