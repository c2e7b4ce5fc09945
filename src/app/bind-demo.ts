import type { DemoContext, DemoOptions } from '../commands/demo.js'
import { freshToken } from '../flows/fresh-token.js'
import { logout } from '../flows/logout.js'
import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { CredentialStore, Stores, WithCredentialLock, WithLock } from '../kernel/ports.js'
import type { Registrations } from '../kernel/registration.js'
import { fingerprint } from '../output/redact.js'
import { styleFor } from '../output/style.js'
import type { Org } from '../emulator/index.js'
import { scriptedBrowser } from './scripted-browser.js'
import type { Services } from './services.js'
import { tokenRequest } from './token-request.js'

/** Binds `demo` to an org of its own, a store in memory and no lock: it shares nothing with anybody. */
export function demoContext(services: Services): DemoContext {
  return { play: (options) => play(options, services) }
}

const profile = 'demo'
const alone = {
  withLock: ((_name, section) => section()) satisfies WithLock,
  withCredentialLock: ((_credential, section) => section()) satisfies WithCredentialLock,
  spentTokens: { find: () => Promise.resolve(undefined), add: () => Promise.resolve() },
  reach: () => undefined,
}

async function play(options: DemoOptions, services: Services): Promise<void> {
  const { startOrg } = await import('../emulator/index.js')
  const { memoryRegistrations } = await import('../store/memory-registrations.js')
  const { memoryStore } = await import('../store/memory-store.js')
  const store = memoryStore()
  const { clock, fetch, prove, providerOf, random, readText, warn, deferSignals } = services
  const grant = { clock, fetch, prove, providerOf, random, readText, warn, deferSignals }
  const ports = { ...grant, ...alone, stores: only(store, memoryRegistrations()) }
  const say = narrator(services)

  await using org = await startOrg({ port: 0, autoApprove: !options.browser })
  const app = org.ready.apps.find(({ name }) => name === 'rotating')
  if (app === undefined) throw new AuthError('internal', 'the embedded org has no rotating app')
  say(`An org of its own is listening at ${org.ready.hosts.my_domain}`)

  const first = await logIn(org, app.client_id, app.client_secret, store, options, services)
  say(`Logged in as ${first.identity.username ?? '?'} with PKCE, over a loopback callback`)

  const { credential } = await fresh()
  say(`Got the access token ${fingerprint(credential.tokens.accessToken.expose())} from the store`)
  say(`Called the API with it: ${await callApi(credential, services)}`)

  await control(org, '/_emulator/expire', services)
  say(`Let the token expire; the API now answers: ${await callApi(credential, services)}`)

  const { credential: renewed } = await freshToken(
    tokenRequest(profile, undefined, {
      kind: 'not-this',
      rejected: credential.tokens.accessToken,
    }),
    ports,
    services.signal,
  )
  const rotated = renewed.tokens.refreshToken?.expose() !== credential.tokens.refreshToken?.expose()
  say(
    `Refreshed it once: ${fingerprint(renewed.tokens.accessToken.expose())}, and the refresh token ${rotated ? 'was rotated' : 'stayed'}`,
  )
  say(`Called the API again: ${await callApi(renewed, services)}`)

  const { revocation } = await logout(profile, ports, services.signal)
  say(
    `Revoked at the org: ${revocation.revoked.join(', ')}; the API answers: ${await callApi(renewed, services)}`,
  )
  if (!rotated || revocation.failed.length > 0) {
    throw new AuthError('internal', 'the demo did not go as it should')
  }
  services.host.writeStdout(
    'Done: login, token, refresh with rotation, revoke. Nothing of yours was touched.\n' +
      'Next: oauthctl login MY-DOMAIN --client-id CONSUMER-KEY\n',
  )

  function fresh(): ReturnType<typeof freshToken> {
    return freshToken(
      tokenRequest(profile, undefined, { kind: 'min-ttl', seconds: undefined }),
      ports,
      services.signal,
    )
  }
}

async function logIn(
  org: Org,
  clientId: string,
  clientSecret: string | undefined,
  store: CredentialStore,
  options: DemoOptions,
  services: Services,
): Promise<Credential> {
  const { login } = await import('../flows/login.js')
  const { listen } = await import('../listener/loopback.js')
  const { openUrl } = await import('../listener/open-url.js')
  const { Secret } = await import('../kernel/secret.js')
  const { host, clock, random, fetch, prove, signal } = services
  return login(
    {
      profile,
      target: { kind: 'salesforce', url: org.ready.hosts.my_domain },
      flow: 'web-server',
      provider: await services.providerOf('salesforce'),
      client: {
        id: clientId,
        secret: clientSecret === undefined ? undefined : new Secret(clientSecret),
        authMethod: undefined,
        key: undefined,
      },
      scopes: undefined,
      redirectUri: 'http://localhost:0/OauthRedirect',
      otherPorts: [],
      prompt: undefined,
      loginHint: undefined,
      extra: [],
      timeoutMs: 300_000,
    },
    {
      fetch,
      clock,
      random,
      prove,
      listen,
      keep: (credential) => store.put(credential),
      onVisit: async (authorizationUrl, visitUrl) => {
        if (!options.browser) {
          // The browser's last page waits for the login to end, so nobody waits for the browser.
          void scriptedBrowser(authorizationUrl, fetch, signal).catch(() => undefined)
          return
        }
        const user = org.ready.users[0]
        host.writeStderr(`Log in as ${user?.username ?? ''} with ${user?.password ?? ''}:\n`)
        host.writeStderr(`${authorizationUrl}\n`)
        await openUrl(visitUrl, undefined)
      },
    },
    signal,
  )
}

async function callApi(credential: Credential, services: Services): Promise<string> {
  const { instanceUrl = '', accessToken } = credential.tokens
  const answer = await services.fetch(
    {
      method: 'GET',
      url: `${instanceUrl}/services/data/v67.0/`,
      headers: { authorization: `Bearer ${accessToken.expose()}`, accept: 'application/json' },
      body: undefined,
    },
    services.signal,
  )
  return `HTTP ${answer.status}`
}

async function control(org: Org, path: string, services: Services): Promise<void> {
  const url = `${org.ready.hosts.my_domain}${path}`
  await services.fetch({ method: 'POST', url, headers: {}, body: '' }, services.signal)
}

function only(store: CredentialStore, registrations: Registrations): Stores {
  return {
    registrations,
    holding: async (name) => ((await store.get(name)) === undefined ? undefined : store),
    chosen: () => Promise.resolve(store),
    forget: (name) => store.delete(name),
  }
}

function narrator({ host, globals }: Services): (sentence: string) => void {
  const style = styleFor(host.terminal.stdout, host.env, globals.noColor)
  let step = 0
  return (sentence) => {
    step += 1
    host.writeStdout(`${style.dim(`${step}.`)} ${sentence}\n`)
  }
}
