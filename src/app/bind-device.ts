import type { DeviceContext, DeviceOptions } from '../commands/device.js'
import { requiredClientId, resolveClient } from '../config/resolve-client.js'
import type { Client, Credential } from '../kernel/credential.js'
import type { StoreKind } from '../kernel/ports.js'
import {
  approvedClient,
  approvedProfile,
  namedBrowser,
  whyNoBrowser,
  type ResolvedApproval,
} from './approved-login.js'
import { keepCredential } from './keep-credential.js'
import { linkOpener, type LinkOpener } from './link-opener.js'
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
  await using links = linkOpener()
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
        const shown = (): Promise<void> =>
          options.open ? openPage(link, links, services) : Promise.resolve()
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

/** Opens the page on this machine, where a browser can be tried. */
async function openPage(link: string, links: LinkOpener, services: Services): Promise<void> {
  const browser = namedBrowser(services)
  const reason = whyNoBrowser(services, browser, () => 'Open the page on another device')
  if (reason !== undefined) services.note(`No browser was opened: ${reason}.`)
  else if (!(await links.open(link, browser))) {
    services.note('No browser could be opened; use the page above.')
  }
}
