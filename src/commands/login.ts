import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Credential } from '../kernel/credential.js'
import type { LoginOptions } from '../kernel/login-options.js'
import type { StoreKind } from '../kernel/ports.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import type { View } from '../kernel/view.js'
import { collected, ports, seconds } from './options.js'
import { serverOptions, withServerOptions } from './server-options.js'

/** What `login` needs. `T` is a login resolved from flags, environment and profile. */
export interface LoginContext<T> {
  readonly resolve: (options: LoginOptions) => Promise<T>
  readonly login: (
    target: T,
  ) => Promise<{ readonly credential: Credential; readonly store: StoreKind }>
  readonly now: () => EpochSeconds
  readonly show: (view: View) => void
}

/** `login [host]`: authorization code and PKCE in the browser. */
export function loginCommand(run: (options: LoginOptions) => Promise<void>): CommandUnknownOpts {
  const command = new Command('login')
    .summary('log in through the browser and keep the tokens')
    .description(
      'Log in through the browser (authorization code with PKCE) and keep the tokens, sealed.\n\n' +
        'HOST names a Salesforce org: login (the default), test, a My Domain name such as acme, a host or an https URL. For any other server give --issuer URL.',
    )
    .argument('[host]', 'org to log in to')
  return withServerOptions(command)
    .option('--param <k=v>', 'another authorize parameter; repeatable', collected)
    .option('--browser <name>', 'open this browser')
    .option('--no-browser', 'only print the URL')
    .option('--port <n>', 'callback port; repeatable, tried in order; 0 for any', ports)
    .option('--redirect-uri <uri>', 'callback URL as registered in the app')
    .option('--paste', 'paste the callback URL or the code instead of listening')
    .option('--prompt <prompt>', 'login, consent, select_account')
    .option('--login-hint <name>', 'user name to fill in')
    .option('--login-timeout <seconds>', 'how long to wait for the person', seconds, 300)
    .action(async (host, flags) => {
      await run({
        ...serverOptions(host, flags),
        parameters: flags.param ?? [],
        openBrowser: flags.browser !== false,
        browser: typeof flags.browser === 'string' ? flags.browser : undefined,
        ports: flags.port ?? [],
        redirectUri: flags.redirectUri,
        prompt: flags.prompt,
        loginHint: flags.loginHint,
        loginTimeout: flags.loginTimeout,
        paste: flags.paste === true,
      })
    })
}

/** Resolves, logs in, shows. */
export async function runLogin<T>(options: LoginOptions, context: LoginContext<T>): Promise<void> {
  const target = await context.resolve(options)
  const { credential, store } = await context.login(target)
  context.show({ kind: 'tokens', told: 'login', credential, store, now: context.now() })
}
