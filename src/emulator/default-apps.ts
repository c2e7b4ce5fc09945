import type { App } from './app.js'
import { successPath } from './authorize/success-page.js'
import { echoPath } from './echo.js'
import { parseApp } from './org-config/parse-app.js'
import { hostNames, hostsUnder, type Ports } from './role.js'

/** What a default app needs of the org it lives in. */
interface DefaultAppNeeds {
  readonly ports: Ports
  readonly scheme: 'http' | 'https'
  /** PEM of the public key that belongs to the key file of the app `jwt`. */
  readonly certificate: string
  /** User name the app `server` runs as, if there is an internal user. */
  readonly runAs: string | undefined
  /** All user names. */
  readonly usernames: readonly string[]
}

/** What port people register by habit; the default apps take any. */
const callbacks = ['http://localhost:1717/OauthRedirect', 'http://127.0.0.1:1717/OauthRedirect']

const web = { require_pkce: true }
const withoutSecret = {
  require_secret_web_server: false,
  require_secret_refresh: false,
  require_secret_token_exchange: false,
}

/**
 * The apps of an org nobody configured, in the order of the contract.
 *
 * @see cli-contract.md section 7
 */
export function defaultApps(needs: DefaultAppNeeds): readonly App[] {
  return [
    app('web', web),
    app('public', {
      ...web,
      ...withoutSecret,
      redirect_uris: [...callbacks, ...successPages(needs)],
    }),
    app('rotating', { ...web, refresh_token_rotation: true }),
    app('jwt-tokens', { ...web, jwt_access_tokens: { enabled: true } }),
    app('jwt', { certificate: needs.certificate }),
    app('server', { client_credentials: runAs(needs.runAs) }),
    app('device', { ...withoutSecret, device_flow: true }),
    app('exchange', {
      token_exchange: { enabled: true, handlers: [{ name: 'TestIssuer', default: true }] },
    }),
    app('headless', {
      ...withoutSecret,
      ...web,
      redirect_uris: [...callbacks, ...echoCallbacks(needs)],
      code_credentials: { enabled: true, guest: true },
      // Nobody is asked, so an administrator has to have approved them all.
      preauthorized: needs.usernames,
    }),
    app('asset', { asset_tokens: { enabled: true, audiences: ['https://devices.acme.example'] } }),
    app('legacy', {
      certificate: needs.certificate,
      redirect_uris: [...callbacks, ...successPages(needs)],
    }),
  ]
}

function runAs(username: string | undefined): Readonly<Record<string, unknown>> {
  return username === undefined ? { enabled: true } : { enabled: true, run_as: username }
}

function app(name: string, settings: Readonly<Record<string, unknown>>): App {
  return parseApp(
    { name, redirect_uris: callbacks, loopback_any_port: true, ...settings },
    `default app ${name}`,
  )
}

/** The echo endpoint of the site, under each name the site can be called by. */
function echoCallbacks(needs: DefaultAppNeeds): readonly string[] {
  return hostNames.map((name) => `${hostsUnder(needs.scheme, name, needs.ports).site}${echoPath}`)
}

/** The landing page of each host, under each name the host can be called by. */
function successPages(needs: DefaultAppNeeds): readonly string[] {
  return hostNames.flatMap((name) =>
    Object.values(hostsUnder(needs.scheme, name, needs.ports)).map(
      (origin) => `${origin}${successPath}`,
    ),
  )
}
