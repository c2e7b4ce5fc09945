import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { AuthError } from '../kernel/errors.js'
import type { ServerTarget } from '../kernel/profile.js'
import type { ServerName } from '../kernel/register-options.js'
import type { CorsEndpoint, CorsView, ServerView } from '../kernel/server-views.js'
import { hidden } from './options.js'
import { webOrigin } from './web-origin.js'

/** What was typed behind `cors`. */
export interface CorsOptions {
  readonly origin: string
  readonly server: ServerName
}

/** What `cors` needs. */
export interface CorsContext {
  readonly target: (server: ServerName) => Promise<ServerTarget>
  readonly check: (origin: string, target: ServerTarget) => Promise<readonly CorsEndpoint[]>
  readonly show: (view: ServerView) => void
}

/** `cors <origin> [host]`: which endpoints web pages of an origin may call. */
export function corsCommand(run: (options: CorsOptions) => Promise<void>): CommandUnknownOpts {
  return new Command('cors')
    .summary('check which endpoints web pages of an origin may call')
    .description(
      'Ask every endpoint of an org, as a browser does, whether web pages of ORIGIN may call it, and say what to change. Nothing secret is sent.\n\n' +
        'Exit status 0 when all that web pages may be allowed to call is allowed, 5 when something is not.',
    )
    .argument('<origin>', 'origin of the pages: https://app.example.com')
    .argument('[host]', 'org to ask, as in login: My Domain or a site')
    .option('--issuer <url>', 'an OAuth or OpenID Connect server that is not Salesforce')
    .addOption(hidden('-r, --instance-url <url>'))
    .action((origin, host, flags) =>
      run({ origin, server: { host: host ?? flags.instanceUrl, issuer: flags.issuer } }),
    )
}

/** Asks, shows; what pages may not call but could is exit status 5. */
export async function runCors(options: CorsOptions, context: CorsContext): Promise<void> {
  const origin = webOrigin(options.origin)
  const target = await context.target(options.server)
  const endpoints = await context.check(origin, target)
  const view: CorsView = { kind: 'cors', origin, target, endpoints }
  context.show(view)
  const possible = endpoints.filter(
    ({ expected }) => expected !== 'never' && expected !== 'wrong_host',
  )
  const closed = possible.filter(({ verdict }) => verdict !== 'allowed')
  if (possible.length > 0 && closed.length === 0) return
  const { host } = new URL(target.url)
  throw possible.length === 0
    ? new AuthError('request_refused', `${host} answers no web pages`, {
        hint: `name the org's own host: oauthctl cors ${origin} MY-DOMAIN`,
      })
    : new AuthError(
        'request_refused',
        `web pages of ${origin} may not call ${closed.length} of ${possible.length} endpoints of ${host}`,
        { hint: cureOf(closed, target) },
      )
}

function cureOf(closed: readonly CorsEndpoint[], { kind }: ServerTarget): string {
  if (closed.some(({ verdict }) => verdict === 'allow_list')) {
    return 'add the origin in Setup > CORS > Allowed Origins List, and select Enable CORS for OAuth endpoints there'
  }
  if (closed.some(({ verdict }) => verdict === 'setting')) {
    return 'select Enable CORS for OAuth endpoints in Setup > CORS > Cross-Origin Resource Sharing (CORS) Policy Settings'
  }
  return kind === 'salesforce'
    ? 'look at the answers with -v: these endpoints are open to every origin'
    : 'allow the origin at the server, for the client that the pages use'
}
