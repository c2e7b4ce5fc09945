import { resolveLogin, type ResolvedLogin } from '../config/resolve-login.js'
import { inCi, variable } from '../config/environment.js'
import type { LoginContext } from '../commands/login.js'
import type { Client, Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { LoginOptions } from '../kernel/login-options.js'
import type { LandingView, Listen, StoreKind } from '../kernel/ports.js'
import type { Profile } from '../kernel/profile.js'
import { givenKey, givenSecret, refuseTwoReaders, settledClient } from './client-input.js'
import { keepCredential } from './keep-credential.js'
import { hasDisplay } from './credential-stores.js'
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
  refuseTwoReaders({
    '--paste': options.paste,
    '--client-secret-stdin': options.clientSecretStdin,
    '--client-secret-file -': options.clientSecretFile === '-',
    '--key-file -': options.keyFile === '-',
  })
  const secret = await givenSecret(options, services)
  // A key that only lies in the environment is for the grants that need one.
  const wantsKey = options.keyFile !== undefined || login.authMethod === 'private-key-jwt'
  const key = wantsKey ? await givenKey(options, services) : undefined
  const client = await settledClient(login, login.clientId, { secret, key }, services)
  return { login, options, client: await withAskedSecret(client, login, services) }
}

/** A client that has authenticated with a secret before needs it again. */
async function withAskedSecret(
  client: LoginTarget['client'],
  login: ResolvedLogin,
  services: Services,
): Promise<LoginTarget['client']> {
  const wants = login.authMethod === 'post' || login.authMethod === 'basic'
  if (!wants || client.secret !== undefined) return client
  if (services.mayAsk) {
    const { askSecret } = await import('../output/ask-secret.js')
    return { ...client, secret: await askSecret(`Client secret of ${login.clientId}`) }
  }
  throw new AuthError('input_required', `the client ${login.clientId} needs its secret`, {
    hint: 'give --client-secret-file FILE, --client-secret-stdin or OAUTHCTL_CLIENT_SECRET',
  })
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
  const credential = await login(
    {
      profile: wanted.profile,
      target: wanted.target,
      provider,
      client: { ...target.client, authMethod: wanted.authMethod },
      scopes: wanted.scopes,
      redirectUri: onPort(wanted.redirectUri ?? provider.defaultRedirectUri, options.ports[0]),
      otherPorts: options.ports.slice(1),
      prompt: options.prompt,
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
        keepCredential(credential, profileOf(credential, target), store, services),
    },
    services.signal,
  ).finally(waiting.stop)
  return { credential, store: store.kind }
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
  if (!options.paste) {
    const { listen } = await import('../listener/loopback.js')
    return async (request) => {
      const callback = await listen(request)
      return { ...callback, finish: (view) => callback.finish(scrubbed(view, services)) }
    }
  }
  const { pasteListen } = await import('../listener/paste.js')
  return pasteListen(services.host.readLine)
}

/** A page of ours never shows a secret that a server echoed. */
function scrubbed(view: LandingView, services: Services): LandingView {
  return view.kind === 'success' ? view : { ...view, message: services.scrub(view.message) }
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
  const reason = whyNoBrowser(services, login.browser, authorizationUrl)
  if (reason !== undefined) {
    services.note(`No browser was opened: ${reason}.`)
    return
  }
  const { openUrl } = await import('../listener/open-url.js')
  if (!(await openUrl(visitUrl, login.browser))) {
    services.note('No browser could be opened; use the URL above.')
  }
}

/** Why a browser here would be seen by nobody, or `undefined` when one can be tried. */
function whyNoBrowser(
  { host }: Services,
  browser: string | undefined,
  authorizationUrl: string,
): string | undefined {
  const { env } = host
  if (inCi(env)) return 'this is CI'
  if (variable(env, 'SSH_CONNECTION') !== undefined || variable(env, 'SSH_TTY') !== undefined) {
    const redirect = new URL(authorizationUrl).searchParams.get('redirect_uri') ?? ''
    const port = URL.canParse(redirect) ? new URL(redirect).port : ''
    return `this is an SSH session. On your own machine run ssh -L ${port}:localhost:${port} THIS-HOST and open the URL there, or log in with --paste`
  }
  if (!hasDisplay(host) && browser === undefined) return 'there is no display'
  return undefined
}

function profileOf(credential: Credential, { login }: LoginTarget): Profile {
  return {
    name: credential.profile,
    server: login.target,
    clientId: credential.client.id,
    grant: credential.grant,
    authMethod: credential.client.authMethod === 'none' ? undefined : credential.client.authMethod,
    scopes: login.scopes,
    redirectUri: login.redirectUri,
    sessionTimeout: login.sessionTimeout,
  }
}
