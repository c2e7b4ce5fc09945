import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { login, type LoginPorts, type LoginRequest } from '../../../src/flows/login.js'
import type { Credential } from '../../../src/kernel/credential.js'
import type {
  CallbackParameters,
  HttpAnswer,
  HttpRequest,
  LandingView,
  ListenRequest,
} from '../../../src/kernel/ports.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import {
  answer,
  asItIs,
  countingRandom,
  network,
  never,
  patientClock,
  type FakeNetwork,
  type PatientClock,
} from '../../support/fakes.js'
import { publicClient } from '../../support/values.js'

export const arrival = 1_700_000_000
/** What the counting random source gives, in the order in which a login asks. */
export const state = Buffer.alloc(32, 1).toString('base64url')
export const nonce = Buffer.alloc(16, 2).toString('base64url')
export const verifier = Buffer.alloc(32, 3).toString('base64url')

const keys = await generateKeyPair('RS256', { extractable: true })
/** The published keys. */
export const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1' }] }

export const metadata = {
  issuer: 'https://idp.example',
  authorization_endpoint: 'https://idp.example/authorize',
  token_endpoint: 'https://idp.example/token',
  jwks_uri: 'https://idp.example/jwks',
  scopes_supported: ['openid', 'offline_access'],
}

/** An id_token for this login. */
export async function idToken(change: Record<string, unknown> = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: metadata.issuer, sub: 'user-1', aud: 'client-1', iat: now, exp: now + 120 }
  return new SignJWT({ ...claims, nonce, email: 'ada@idp.example', ...change })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .sign(keys.privateKey)
}

const request: LoginRequest = {
  profile: 'work',
  target: { kind: 'openid', url: 'https://idp.example' },
  flow: 'web-server',
  provider: openidProvider,
  client: { ...publicClient, authMethod: undefined },
  scopes: undefined,
  redirectUri: 'http://127.0.0.1:0/callback',
  otherPorts: [],
  prompt: undefined,
  loginHint: undefined,
  extra: [],
  timeoutMs: 300_000,
}

/** Everything a login touches, and what happened in which order. */
export interface World {
  readonly events: string[]
  readonly net: FakeNetwork
  readonly clock: PatientClock
  readonly kept: Credential[]
  readonly pages: LandingView[]
  readonly visited: (readonly [string, string])[]
  readonly listened: ListenRequest[]
  readonly run: (change?: Partial<LoginRequest>, signal?: AbortSignal) => Promise<Credential>
}

/** What may be different from a login that goes well. */
export interface Circumstances {
  readonly replies?: Readonly<Record<string, (request: HttpRequest) => HttpAnswer>>
  readonly tokens?: Record<string, unknown>
  readonly received?: (signal: AbortSignal) => Promise<CallbackParameters>
  readonly onVisit?: () => Promise<void>
  readonly keep?: () => Promise<void>
}

/** A world in which a login goes well but for the circumstances. */
export function world(given: Circumstances = {}): World {
  const events: string[] = []
  const clock = patientClock(arrival)
  const kept: Credential[] = []
  const pages: LandingView[] = []
  const visited: (readonly [string, string])[] = []
  const listened: ListenRequest[] = []
  const tokens = given.tokens ?? { access_token: 'AT', token_type: 'Bearer', expires_in: 3600 }
  const replies: Circumstances['replies'] = {
    '/.well-known/openid-configuration': () => answer(metadata),
    '/jwks': () => answer(jwks),
    '/token': () => answer(tokens),
    ...given.replies,
  }
  const net = network((sent) => {
    const { pathname } = new URL(sent.url)
    events.push(`fetch ${pathname}`)
    const reply = replies[pathname]
    if (reply === undefined) throw new Error(`nobody answers ${sent.url}`)
    return reply(sent)
  })
  const ports: LoginPorts = {
    fetch: net.fetch,
    clock,
    random: countingRandom(),
    prove: asItIs,
    listen: (wanted) => {
      events.push('listen')
      listened.push(wanted)
      return Promise.resolve({
        redirectUri: wanted.redirectUri.replace(':0/', ':8123/'),
        visitUrl: (url) => `http://127.0.0.1:8123/go?${url.length}`,
        received: (signal) => {
          events.push('wait')
          return (given.received ?? (() => Promise.resolve({ code: 'the-code', state })))(signal)
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
    onVisit: async (authorizationUrl, visitUrl) => {
      events.push('visit')
      visited.push([authorizationUrl, visitUrl])
      await given.onVisit?.()
    },
    keep: async (credential) => {
      events.push('keep')
      kept.push(credential)
      await given.keep?.()
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
    run: (change = {}, signal = never) => login({ ...request, ...change }, ports, signal),
  }
}
