import { oauth1, type Oauth1Ports, type Oauth1Request } from '../../../src/flows/oauth1.js'
import type { Oauth1Credential } from '../../../src/kernel/credential.js'
import type {
  CallbackParameters,
  HttpAnswer,
  HttpRequest,
  LandingView,
  ListenRequest,
} from '../../../src/kernel/ports.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import {
  answer,
  countingRandom,
  network,
  never,
  patientClock,
  type FakeNetwork,
  type PatientClock,
} from '../../support/fakes.js'
import { salesforce, secretClient } from '../../support/values.js'

export const arrival = 1_700_000_000
export const sessionId = '00D000000000001!AQ.session'
const { endpoints } = salesforce
const metadata = {
  issuer: salesforce.issuer,
  authorization_endpoint: endpoints.authorization,
  token_endpoint: endpoints.token,
  revocation_endpoint: endpoints.revocation,
  introspection_endpoint: endpoints.introspection,
  userinfo_endpoint: endpoints.userinfo,
  jwks_uri: endpoints.jwks,
}

/** Where each step is sent. */
export const paths = {
  requestToken: '/_nc_external/system/security/oauth/RequestTokenHandler',
  accessToken: '/_nc_external/system/security/oauth/AccessTokenHandler',
  session: '/services/OAuth/u/67.0',
}

/** A session answer as Salesforce gives it. */
export function sessionXml(id = sessionId): HttpAnswer {
  const serverUrl = 'https://acme.my.salesforce.com/services/Soap/u/67.0/00D000000000001'
  return answer(
    `<?xml version="1.0"?><response><serverUrl>${serverUrl}</serverUrl><sessionId>${id}</sessionId></response>`,
  )
}

const request: Oauth1Request = {
  profile: 'work',
  target: { kind: 'salesforce', url: salesforce.url },
  provider: salesforceProvider,
  client: secretClient,
  api: { kind: 'partner', version: '67.0' },
  callback: 'https://localhost:0/back',
  timeoutMs: 300_000,
}

/** The parameters of a signed request. */
export function signed(given: HttpRequest | undefined): Readonly<Record<string, string>> {
  const header = given?.headers['authorization'] ?? ''
  return Object.fromEntries(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      decodeURIComponent(value),
    ]),
  )
}

/** Everything a login touches, and what happened in which order. */
export interface World {
  readonly events: string[]
  readonly net: FakeNetwork
  readonly clock: PatientClock
  readonly kept: Oauth1Credential[]
  readonly pages: LandingView[]
  readonly visited: (readonly [string, string])[]
  readonly listened: ListenRequest[]
  readonly run: (change?: Partial<Oauth1Request>, signal?: AbortSignal) => Promise<Oauth1Credential>
}

/** What may be different from a login that goes well. */
export interface Circumstances {
  readonly replies?: Readonly<Record<string, () => HttpAnswer>>
  readonly received?: (signal: AbortSignal) => Promise<CallbackParameters>
  readonly nowMs?: () => number
}

/** A world in which a login goes well but for the circumstances. */
export function world(given: Circumstances = {}): World {
  const events: string[] = []
  const clock = patientClock(arrival)
  const kept: Oauth1Credential[] = []
  const pages: LandingView[] = []
  const visited: (readonly [string, string])[] = []
  const listened: ListenRequest[] = []
  const replies: Readonly<Record<string, () => HttpAnswer>> = {
    '/.well-known/openid-configuration': () => answer(metadata),
    [paths.requestToken]: () =>
      answer('oauth_token=RT&oauth_token_secret=RS&oauth_callback_confirmed=true'),
    [paths.accessToken]: () => answer('oauth_token=AT&oauth_token_secret=AS'),
    [paths.session]: () => sessionXml(),
    ...given.replies,
  }
  const net = network((sent) => {
    const { pathname } = new URL(sent.url)
    events.push(`fetch ${pathname.split('/').at(-1) ?? ''}`)
    const reply = replies[pathname]
    if (reply === undefined) throw new Error(`nobody answers ${sent.url}`)
    return reply()
  })
  const genuine = (): Promise<CallbackParameters> =>
    Promise.resolve({ oauth_token: 'RT', oauth_verifier: 'V' })
  const ports: Oauth1Ports = {
    fetch: net.fetch,
    clock: { ...clock, nowMs: given.nowMs ?? clock.nowMs },
    random: countingRandom(),
    listen: (wanted) => {
      events.push('listen')
      listened.push(wanted)
      return Promise.resolve({
        redirectUri: wanted.redirectUri.replace(':0/', ':8123/'),
        visitUrl: () => 'https://localhost:8123/go',
        received: (signal) => {
          events.push('wait')
          return (given.received ?? genuine)(signal)
        },
        finish: (view) => {
          events.push(`finish ${view.kind}`)
          pages.push(view)
        },
        [Symbol.asyncDispose]: () => {
          events.push('dispose')
          return Promise.resolve()
        },
      })
    },
    onVisit: (authorizationUrl, visitUrl) => {
      events.push('visit')
      visited.push([authorizationUrl, visitUrl])
      return Promise.resolve()
    },
    keep: (credential) => {
      events.push('keep')
      kept.push(credential)
      return Promise.resolve()
    },
  }
  return {
    events,
    net,
    clock,
    kept,
    pages,
    visited,
    listened,
    run: (change = {}, signal = never) => oauth1({ ...request, ...change }, ports, signal),
  }
}
