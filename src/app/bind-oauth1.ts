import type { Oauth1Context, Oauth1Options } from '../commands/oauth1.js'
import { requiredClientId, resolveClient } from '../config/resolve-client.js'
import { withHint } from '../flows/with-hint.js'
import type { Client, Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Listen, StoreKind } from '../kernel/ports.js'
import {
  approvedClient,
  approvedProfile,
  namedBrowser,
  whyNoBrowser,
  type ResolvedApproval,
} from './approved-login.js'
import { callbackListener } from './callback-listener.js'
import { keepCredential } from './keep-credential.js'
import { linkOpener } from './link-opener.js'
import type { Services } from './services.js'

/** A login with everything resolved that a person or the environment gives. */
export interface Oauth1Target {
  readonly login: ResolvedApproval
  readonly options: Oauth1Options
  readonly client: Client
  /** An https URL on loopback, or `oob`. */
  readonly callback: string
}

/** Binds `oauth1` to this process. */
export function oauth1Context(services: Services): Oauth1Context<Oauth1Target> {
  return {
    resolve: (options) => resolve(options, services),
    login: (target) => logIn(target, services),
    now: services.now,
    show: services.show,
  }
}

const oob = 'oob'

async function resolve(options: Oauth1Options, services: Services): Promise<Oauth1Target> {
  const { orgUrl } = await import('../salesforce/org-host.js')
  const { name, profile } = await services.selected()
  const sources = { env: services.host.env, profileName: name, profile, orgUrl }
  const resolved = resolveClient(options, sources)
  refuseOtherServer(resolved.target)
  const kept = resolved.kept?.grant === 'oauth1' ? resolved.kept.redirectUri : undefined
  const callback = checkedCallback(options.redirectUri ?? kept ?? oob)
  const login = {
    ...resolved,
    clientId: requiredClientId(resolved),
    // The secret signs, so it is needed; scopes are none of OAuth 1.0.
    authMethod: 'post',
    scopes: undefined,
  } as const
  const readers = { 'the verification code (no --redirect-uri)': callback === oob }
  const { id, secret } = await approvedClient(login, options, readers, services)
  return { login, options, client: { id, secret, key: undefined, authMethod: 'post' }, callback }
}

function refuseOtherServer({ kind, url }: ResolvedApproval['target']): void {
  if (kind === 'salesforce') return
  throw new AuthError(
    'usage',
    `this flow is Salesforce's, and ${new URL(url).host} is another server`,
    {
      hint: 'name an org: oauthctl oauth1 HOST, with a --profile of its own',
    },
  )
}

/** Salesforce takes no plain http here (salesforce-oauth.md §15), and elsewhere nobody would listen. */
function checkedCallback(callback: string): string {
  const isServable = /^https:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/])/.test(callback)
  if (callback === oob || isServable) return callback
  throw new AuthError('usage', `${JSON.stringify(callback)} is no https callback on this machine`, {
    hint: 'give --redirect-uri https://localhost:PORT/PATH, or oob to type the code',
  })
}

async function logIn(
  { login, options, client, callback }: Oauth1Target,
  services: Services,
): Promise<{ credential: Credential; store: StoreKind }> {
  services.warn(
    'OAuth 1.0.A is for what is there already; move to the web server flow of OAuth 2.0: oauthctl login',
  )
  const store = await services.stores.chosen(services.globals.store)
  const provider = await services.providerOf(login.target.kind)
  const { oauth1 } = await import('../flows/oauth1.js')
  await using links = linkOpener()
  const credential = await oauth1(
    {
      profile: login.profile,
      target: login.target,
      provider,
      client,
      api: { kind: options.enterprise ? 'enterprise' : 'partner', version: options.apiVersion },
      callback,
      timeoutMs: options.loginTimeout * 1000,
    },
    {
      fetch: services.fetch,
      clock: services.clock,
      random: services.random,
      listen: await listener(callback, options, services),
      onVisit: (authorizationUrl, visitUrl) =>
        callback === oob
          ? visitByHand(authorizationUrl, options, services, links.open)
          : visit(authorizationUrl, visitUrl, options, services),
      keep: (credential) => {
        const redirectUri = callback === oob ? undefined : callback
        const profile = approvedProfile(credential, login, redirectUri)
        return keepCredential(credential, profile, store, services)
      },
    },
    services.signal,
  )
  return { credential, store: store.kind }
}

async function listener(
  callback: string,
  options: Oauth1Options,
  services: Services,
): Promise<Listen> {
  if (callback === oob) {
    const { oobListen } = await import('../listener/oob.js')
    return oobListen(services.host.readLine)
  }
  const listen = await callbackListener(options, services)
  return async (request) => listen(request).catch(withOwnHint)
}

/** This command has no `--port` and no `--paste`. */
function withOwnHint(error: unknown): never {
  if (!(error instanceof AuthError) || error.code !== 'port_in_use') throw error
  throw withHint(error, 'name another port in --redirect-uri, or leave it out and type the code')
}

/** The page, then the question for its code, which stands below whatever is said of the browser. */
async function visitByHand(
  authorizationUrl: string,
  options: Oauth1Options,
  services: Services,
  open: (link: string, browser: string | undefined) => Promise<boolean>,
): Promise<void> {
  await show(authorizationUrl, 'Open the page on another device', open, options, services)
  services.note('Then type the verification code that it shows:')
}

async function visit(
  authorizationUrl: string,
  visitUrl: string,
  options: Oauth1Options,
  services: Services,
): Promise<void> {
  const { openUrl } = await import('../listener/open-url.js')
  const open = (_link: string, browser: string | undefined): Promise<boolean> =>
    openUrl(visitUrl, browser)
  const overSsh = 'Leave --redirect-uri out, or give oob, and type the code'
  await show(authorizationUrl, overSsh, open, options, services)
}

/** The URL first, whole and alone on its line, in every format and with `--quiet` (cli-contract 8.2). */
async function show(
  authorizationUrl: string,
  overSsh: string,
  open: (link: string, browser: string | undefined) => Promise<boolean>,
  options: Oauth1Options,
  services: Services,
): Promise<void> {
  services.note('Open this page to log in:')
  services.host.writeStderr(`${authorizationUrl}\n`)
  if (!options.openBrowser) return
  const browser = options.browser ?? namedBrowser(services)
  const reason = whyNoBrowser(services, browser, () => overSsh)
  if (reason !== undefined) services.note(`No browser was opened: ${reason}.`)
  else if (!(await open(authorizationUrl, browser))) {
    services.note('No browser could be opened; use the URL above.')
  }
}
