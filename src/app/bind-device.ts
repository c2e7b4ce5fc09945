import type { DeviceContext, DeviceOptions } from '../commands/device.js'
import { requiredClientId, resolveClient } from '../config/resolve-client.js'
import type { Client, Credential } from '../kernel/credential.js'
import type { CallbackListener, StoreKind } from '../kernel/ports.js'
import {
  approvedClient,
  approvedProfile,
  namedBrowser,
  whyNoBrowser,
  type ResolvedApproval,
} from './approved-login.js'
import { keepCredential } from './keep-credential.js'
import type { Services } from './services.js'
import { showDeviceCode, type ShownCode } from './show-device-code.js'

/** A device login with everything resolved that a person or the environment gives. */
export interface DeviceTarget {
  readonly login: ResolvedApproval
  readonly options: DeviceOptions
  readonly client: Omit<Client, 'authMethod'>
}

/** Binds `device` to this process. */
export function deviceContext(services: Services): DeviceContext<DeviceTarget> {
  return {
    resolve: (options) => resolve(options, services),
    login: (target) => logIn(target, services),
    now: services.now,
    show: services.show,
  }
}

async function resolve(options: DeviceOptions, services: Services): Promise<DeviceTarget> {
  const { orgUrl } = await import('../salesforce/org-host.js')
  const { name, profile } = await services.selected()
  const sources = { env: services.host.env, profileName: name, profile, orgUrl }
  const resolved = resolveClient(options, sources)
  const login = { ...resolved, clientId: requiredClientId(resolved) }
  return { login, options, client: await approvedClient(login, options, {}, services) }
}

async function logIn(
  { login, options, client }: DeviceTarget,
  services: Services,
): Promise<{ credential: Credential; store: StoreKind }> {
  const store = await services.stores.chosen(services.globals.store)
  const provider = await services.providerOf(login.target.kind)
  const { device } = await import('../flows/device.js')
  await using browser = linkOpener(services)
  let code: ShownCode | undefined
  const credential = await device(
    {
      profile: login.profile,
      target: login.target,
      provider,
      client: { ...client, authMethod: login.authMethod },
      scopes: login.scopes,
      patienceMs: options.loginTimeout === undefined ? undefined : options.loginTimeout * 1000,
    },
    {
      fetch: services.fetch,
      clock: services.clock,
      prove: services.prove,
      onCode: async (given) => {
        const link = given.verificationUriComplete ?? given.verificationUri
        const shown = (): Promise<void> => (options.open ? browser.open(link) : Promise.resolve())
        code = await showDeviceCode(given, { qr: options.qr, shown }, services)
      },
      keep: (credential) => {
        code?.stop()
        const profile = approvedProfile(credential, login, login.kept?.redirectUri)
        return keepCredential(credential, profile, store, services)
      },
    },
    services.signal,
  ).finally(() => code?.stop())
  return { credential, store: store.kind }
}

interface LinkOpener extends AsyncDisposable {
  readonly open: (link: string) => Promise<void>
}

/**
 * Opens a server's link by a loopback URL of ours that redirects to it, so that nothing a server wrote is
 * handed to another process. It is served until the login is over.
 */
function linkOpener(services: Services): LinkOpener {
  let listener: CallbackListener | undefined
  return {
    open: async (link) => {
      const browser = namedBrowser(services)
      const reason = whyNoBrowser(services, browser, () => 'Open the page on another device')
      if (reason !== undefined) {
        services.note(`No browser was opened: ${reason}.`)
        return
      }
      const { listen } = await import('../listener/loopback.js')
      const { openUrl } = await import('../listener/open-url.js')
      listener = await listen({
        redirectUri: 'http://127.0.0.1:0/nobody-comes-back',
        otherPorts: [],
        answerIn: 'query',
        state: services.random.base64url(32),
      })
      if (!(await openUrl(listener.visitUrl(link), browser))) {
        services.note('No browser could be opened; use the page above.')
      }
    },
    [Symbol.asyncDispose]: async () => listener?.[Symbol.asyncDispose](),
  }
}
