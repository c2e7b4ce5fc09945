import { Command, InvalidArgumentError, type CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Credential } from '../kernel/credential.js'
import type { StoreKind } from '../kernel/ports.js'
import type { ServerOptions } from '../kernel/server-options.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import type { View } from '../kernel/view.js'
import { hidden, seconds } from './options.js'
import { serverOptions } from './server-options.js'

/** What was typed behind `oauth1`. */
export interface Oauth1Options extends ServerOptions {
  readonly enterprise: boolean
  /** Of the SOAP API, `67.0`. */
  readonly apiVersion: string
  /** `undefined`: that of the profile, else `oob`. */
  readonly redirectUri: string | undefined
  readonly callbackCert: string | undefined
  readonly callbackKey: string | undefined
  readonly openBrowser: boolean
  readonly browser: string | undefined
  /** Seconds. */
  readonly loginTimeout: number
}

/** What `oauth1` needs. `T` is a login resolved from flags, environment and profile. */
export interface Oauth1Context<T> {
  readonly resolve: (options: Oauth1Options) => Promise<T>
  readonly login: (
    target: T,
  ) => Promise<{ readonly credential: Credential; readonly store: StoreKind }>
  readonly now: () => EpochSeconds
  readonly show: (view: View) => void
}

// Winter '27; the session is the same with every version, so an older one does no harm.
const defaultApiVersion = '67.0'

/** `oauth1 [host]`: the flow from before OAuth 2.0. */
export function oauth1Command(run: (options: Oauth1Options) => Promise<void>): CommandUnknownOpts {
  return new Command('oauth1')
    .summary('log in by OAuth 1.0.A; use login if you can')
    .description(
      'Log in by OAuth 1.0.A, which Salesforce keeps for integrations from before OAuth 2.0, and keep the access token, sealed. What is printed is a session that it opened.\n\n' +
        'The page in the browser shows a code to type here; with --redirect-uri it comes back by itself. For anything new use `oauthctl login`.',
    )
    .argument('[host]', 'org to log in to')
    .option('-i, --client-id <id>', 'consumer key of your app')
    .option('--client-secret-file <file>', 'read the consumer secret from a file, - for stdin')
    .option('--client-secret-stdin', 'read the consumer secret from stdin')
    .option('--enterprise', 'a session of the enterprise API instead of the partner API')
    .option('--api-version <version>', 'version of that API', apiVersion, defaultApiVersion)
    .option('--redirect-uri <uri>', 'https callback on loopback, instead of typing the code')
    .option(
      '--callback-cert <file>',
      'certificate of that callback (PEM); default: a throw-away one',
    )
    .option('--callback-key <file>', 'private key of that certificate (PEM)')
    .option('--browser <name>', 'open this browser')
    .option('--no-browser', 'only print the URL')
    .option('--login-timeout <seconds>', 'how long to wait for the person', seconds, 300)
    .option('--session-timeout <seconds>', 'assumed life of the session', seconds)
    .addOption(hidden('-r, --instance-url <url>'))
    .action(async (host, flags) => {
      await run({
        ...serverOptions(host, flags),
        enterprise: flags.enterprise === true,
        apiVersion: flags.apiVersion,
        redirectUri: flags.redirectUri,
        callbackCert: flags.callbackCert,
        callbackKey: flags.callbackKey,
        openBrowser: flags.browser !== false,
        browser: typeof flags.browser === 'string' ? flags.browser : undefined,
        loginTimeout: flags.loginTimeout,
      })
    })
}

/** Reads a version of the API, with or without what people put around its number. */
function apiVersion(value: string): string {
  const number = /^v?(\d{1,3})(?:\.0)?$/.exec(value)?.[1]
  if (number !== undefined) return `${number}.0`
  throw new InvalidArgumentError('It takes a version such as 67.0.')
}

/** Resolves, logs in, shows. */
export async function runOauth1<T>(
  options: Oauth1Options,
  context: Oauth1Context<T>,
): Promise<void> {
  const target = await context.resolve(options)
  const { credential, store } = await context.login(target)
  context.show({ kind: 'tokens', told: 'login', credential, store, now: context.now() })
}
