import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { LoginFlowName, LoginOptions } from '../kernel/login-options.js'
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
    .option('--hybrid', "hybrid web server flow: sessions of the org's pages as well (Salesforce)")
    .option('--user-agent', 'user-agent (implicit) flow, for apps that allow nothing else')
    .option('--hybrid-user-agent', 'hybrid user-agent flow (Salesforce)')
    .option('--param <k=v>', 'another authorize parameter; repeatable', collected)
    .option('--browser <name>', 'open this browser')
    .option('--no-browser', 'only print the URL')
    .option('--port <n>', 'callback port; repeatable, tried in order; 0 for any', ports)
    .option('--redirect-uri <uri>', 'callback URL as registered in the app')
    .option(
      '--callback-cert <file>',
      'certificate of an https callback (PEM); default: a throw-away one',
    )
    .option('--callback-key <file>', 'private key of that certificate (PEM)')
    .option('--paste', 'paste the callback URL or the code instead of listening')
    .option('--prompt <prompt>', 'login, consent, select_account')
    .option('--login-hint <name>', 'user name to fill in')
    .option('--sso-provider <name>', 'go straight to this single sign-on provider (Salesforce)')
    .option('--display <kind>', 'kind of pages: page, popup, touch, mobile')
    .option('--immediate', 'without any page; exit 4 where one is needed')
    .option('--login-timeout <seconds>', 'how long to wait for the person', seconds, 300)
    .action(async (host, flags) => {
      await run({
        ...serverOptions(host, flags),
        flow: chosenFlow(flags),
        parameters: flags.param ?? [],
        openBrowser: flags.browser !== false,
        browser: typeof flags.browser === 'string' ? flags.browser : undefined,
        ports: flags.port ?? [],
        redirectUri: flags.redirectUri,
        callbackCert: flags.callbackCert,
        callbackKey: flags.callbackKey,
        prompt: flags.prompt,
        loginHint: flags.loginHint,
        ssoProvider: flags.ssoProvider,
        display: flags.display,
        immediate: flags.immediate === true,
        loginTimeout: flags.loginTimeout,
        paste: flags.paste === true,
      })
    })
}

function chosenFlow(flags: {
  readonly hybrid?: true
  readonly userAgent?: true
  readonly hybridUserAgent?: true
}): LoginFlowName {
  const flows: readonly (readonly [LoginFlowName, true | undefined])[] = [
    ['hybrid', flags.hybrid],
    ['user-agent', flags.userAgent],
    ['hybrid-user-agent', flags.hybridUserAgent],
  ]
  const [chosen = 'web-server', ...more] = flows.flatMap(([flow, on]) => (on ? [flow] : []))
  if (more.length === 0) return chosen
  throw new AuthError('usage', `--${[chosen, ...more].join(' and --')} are different flows`, {
    hint: 'give one of them, or none for the web server flow',
  })
}

/** Resolves, logs in, shows. */
export async function runLogin<T>(options: LoginOptions, context: LoginContext<T>): Promise<void> {
  const target = await context.resolve(options)
  const { credential, store } = await context.login(target)
  context.show({ kind: 'tokens', told: 'login', credential, store, now: context.now() })
}
