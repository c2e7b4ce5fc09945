import type { LoginContext } from '../commands/login.js'
import { resolveLogin, type ResolvedLogin } from '../config/resolve-login.js'
import type { Client, Credential } from '../kernel/credential.js'
import type { LoginFlowName, LoginOptions } from '../kernel/login-options.js'
import type { Listen, StoreKind } from '../kernel/ports.js'
import { approvedClient, approvedProfile, whyNoBrowser } from './approved-login.js'
import { callbackListener } from './callback-listener.js'
import { keepCredential } from './keep-credential.js'
import type { Services } from './services.js'

/** A login with everything resolved that a person or the environment gives. */
export interface LoginTarget {
  readonly login: ResolvedLogin
  readonly options: LoginOptions
  readonly client: Omit<Client, 'authMethod'>
}

/** Binds `login` to this process. */
export function loginContext(services: Services): LoginContext<LoginTarget> {
  return {
    resolve: (options) => resolve(options, services),
    login: (target) => logIn(target, services),
    now: services.now,
    show: services.show,
  }
}

async function resolve(options: LoginOptions, services: Services): Promise<LoginTarget> {
  const { host } = services
  const { orgUrl } = await import('../salesforce/org-host.js')
  const { name, profile } = await services.selected()
  const login = resolveLogin(options, { env: host.env, profileName: name, profile, orgUrl })
  const client = await approvedClient(login, options, { '--paste': options.paste }, services)
  return { login, options, client }
}

async function logIn(
  target: LoginTarget,
  services: Services,
): Promise<{ credential: Credential; store: StoreKind }> {
  const { login: wanted, options } = target
  const store = await services.stores.chosen(services.globals.store)
  const provider = await services.providerOf(wanted.target.kind)
  const { login } = await import('../flows/login.js')
  const waiting = waitingSign(services)
  warnOfFlow(options.flow, services)
  const credential = await login(
    {
      profile: wanted.profile,
      target: wanted.target,
      flow: options.flow,
      provider,
      client: { ...target.client, authMethod: wanted.authMethod },
      scopes: wanted.scopes,
      redirectUri: onPort(wanted.redirectUri ?? provider.defaultRedirectUri, options.ports[0]),
      otherPorts: options.ports.slice(1),
      prompt: wanted.prompt,
      loginHint: options.loginHint,
      extra: wanted.extra,
      timeoutMs: options.loginTimeout * 1000,
    },
    {
      fetch: services.fetch,
      clock: services.clock,
      prove: services.prove,
      random: services.random,
      listen: await listener(options, services),
      onVisit: (authorizationUrl, visitUrl) => visit(authorizationUrl, visitUrl, target, services),
      keep: (credential) =>
        keepCredential(
          credential,
          approvedProfile(credential, wanted, wanted.redirectUri),
          store,
          services,
        ),
    },
    services.signal,
  ).finally(waiting.stop)
  return { credential, store: store.kind }
}

/** The flows that hand tokens to the browser are on their way out: 2027-02-20 by reports (salesforce-oauth-2.md, section 14). */
function warnOfFlow(flow: LoginFlowName, services: Services): void {
  if (flow !== 'user-agent' && flow !== 'hybrid-user-agent') return
  const better = flow === 'user-agent' ? 'oauthctl login' : 'oauthctl login --hybrid'
  services.warn(
    `this flow brings the tokens through the browser, unprotected by PKCE, and Salesforce is retiring it; use the web server flow: ${better}`,
  )
}

/** A spinner while a person is awaited, on terminals only. */
function waitingSign({ host, globals }: Services): {
  readonly start: () => Promise<void>
  readonly stop: () => void
} {
  let stop = (): void => undefined
  return {
    start: async () => {
      if (!host.terminal.stderr || globals.quiet) return
      const { startSpinner } = await import('../output/spinner.js')
      stop = (await startSpinner('Waiting for the browser')).stop
    },
    stop: () => stop(),
  }
}

async function listener(options: LoginOptions, services: Services): Promise<Listen> {
  if (!options.paste) return callbackListener(options, services)
  const { pasteListen } = await import('../listener/paste.js')
  return pasteListen(services.host.readLine)
}

/** Salesforce compares the redirect URI exactly, so its port changes only when a person says so. */
function onPort(redirectUri: string, port: number | undefined): string {
  if (port === undefined) return redirectUri
  if (!URL.canParse(redirectUri)) return redirectUri
  const url = new URL(redirectUri)
  const rest = redirectUri.slice(redirectUri.indexOf(url.host) + url.host.length)
  return `${url.protocol}//${url.hostname}:${port}${rest}`
}

/** The URL first, whole and alone on its line, in every format and with `--quiet` (cli-contract 8.2). */
async function visit(
  authorizationUrl: string,
  visitUrl: string,
  { options, login }: LoginTarget,
  services: Services,
): Promise<void> {
  const { host, globals } = services
  const person = !globals.quiet
  if (person) host.writeStderr('Open this page to log in:\n')
  host.writeStderr(`${authorizationUrl}\n`)
  if (options.paste) {
    if (person) host.writeStderr('Then paste the URL it ends on, or the code:\n')
    return
  }
  if (!options.openBrowser) return
  const reason = whyNoBrowser(services, login.browser, () => tunnel(authorizationUrl))
  if (reason !== undefined) {
    services.note(`No browser was opened: ${reason}.`)
    return
  }
  const { openUrl } = await import('../listener/open-url.js')
  if (!(await openUrl(visitUrl, login.browser))) {
    services.note('No browser could be opened; use the URL above.')
  }
}

/** How the callback of a browser elsewhere reaches this machine. */
function tunnel(authorizationUrl: string): string {
  const redirect = new URL(authorizationUrl).searchParams.get('redirect_uri') ?? ''
  const port = URL.canParse(redirect) ? new URL(redirect).port : ''
  return `On your own machine run ssh -L ${port}:localhost:${port} THIS-HOST and open the URL there, or log in with --paste`
}
