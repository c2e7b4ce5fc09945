import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Credential } from '../kernel/credential.js'
import type { StoreKind } from '../kernel/ports.js'
import type { ServerOptions } from '../kernel/server-options.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import type { View } from '../kernel/view.js'
import { seconds } from './options.js'
import { serverOptions, withServerOptions } from './server-options.js'

/** What was typed behind `device`. */
export interface DeviceOptions extends ServerOptions {
  readonly open: boolean
  readonly qr: boolean
  /** Seconds; `undefined`: as long as the code lives. */
  readonly loginTimeout: number | undefined
}

/** What `device` needs. `T` is a login resolved from flags, environment and profile. */
export interface DeviceContext<T> {
  readonly resolve: (options: DeviceOptions) => Promise<T>
  readonly login: (
    target: T,
  ) => Promise<{ readonly credential: Credential; readonly store: StoreKind }>
  readonly now: () => EpochSeconds
  readonly show: (view: View) => void
}

/** `device [host]`: a code to enter on another device. */
export function deviceCommand(run: (options: DeviceOptions) => Promise<void>): CommandUnknownOpts {
  const command = new Command('device')
    .summary('log in with a code that you enter on another device')
    .description(
      'Print a page and a code, wait until somebody has entered the code there, and keep the tokens, sealed.\n\n' +
        'HOST names a Salesforce org as in oauthctl login; its app needs "Enable Device Flow". For any other server give --issuer URL.',
    )
    .argument('[host]', 'org to log in to')
  return withServerOptions(command)
    .option('--open', 'open the page in a browser here, with the code filled in')
    .option('--no-qr', 'draw no QR code')
    .option('--login-timeout <seconds>', 'wait no longer (default: the life of the code)', seconds)
    .action(async (host, flags) => {
      await run({
        ...serverOptions(host, flags),
        open: flags.open === true,
        qr: flags.qr,
        loginTimeout: flags.loginTimeout,
      })
    })
}

/** Resolves, logs in, shows. */
export async function runDevice<T>(
  options: DeviceOptions,
  context: DeviceContext<T>,
): Promise<void> {
  const target = await context.resolve(options)
  const { credential, store } = await context.login(target)
  context.show({ kind: 'tokens', told: 'login', credential, store, now: context.now() })
}
