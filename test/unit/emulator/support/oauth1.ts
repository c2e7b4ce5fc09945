import { createHmac, randomBytes } from 'node:crypto'
import type { ReadyApp } from '../../../../src/emulator/index.js'

/** A token and its secret, as an answer carried them. */
export interface Pair {
  readonly token: string
  readonly secret: string
}

type Pairs = readonly (readonly [string, string])[]

/** What deviates from a request as it should be. `undefined` leaves a parameter out. */
export interface Deviation {
  readonly oauth?: Readonly<Record<string, string | undefined>>
  readonly where?: 'header' | 'form'
  /** Members of the form that do not belong to OAuth. */
  readonly form?: Pairs
  /** Signs with another secret than that of the app. */
  readonly secret?: string
}

export interface SignedAnswer {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

/** A request that can be sent more than once. */
export interface Prepared {
  readonly send: () => Promise<SignedAnswer>
}

const requestTokenPath = '/_nc_external/system/security/oauth/RequestTokenHandler'
const accessTokenPath = '/_nc_external/system/security/oauth/AccessTokenHandler'

function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Signs as RFC 5849 says, for tests. */
export function signature(method: string, url: URL, parameters: Pairs, key: string): string {
  const all = [...parameters, ...url.searchParams]
    .map((pair) => pair.map(escaped).join('='))
    .toSorted((one, other) => (one.split('=') < other.split('=') ? -1 : 1))
  const base = [method, url.origin + url.pathname, all.join('&')].map(escaped).join('&')
  return createHmac('sha1', key).update(base).digest('base64')
}

/** Prepares a signed POST. */
export function prepared(
  address: string,
  app: ReadyApp,
  pair: Pair | undefined,
  deviation: Deviation = {},
): Prepared {
  const url = new URL(address)
  const usual: Record<string, string | undefined> = {
    oauth_consumer_key: app.client_id,
    oauth_token: pair?.token,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_nonce: randomBytes(16).toString('hex'),
    oauth_version: '1.0',
    ...deviation.oauth,
  }
  const oauth = Object.entries(usual).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  )
  const form = deviation.form ?? []
  const key = `${escaped(deviation.secret ?? app.client_secret!)}&${escaped(pair?.secret ?? '')}`
  const signed: Pairs = [
    ['oauth_signature', signature('POST', url, [...oauth, ...form], key)],
    ...oauth,
  ]
  // What deviates may be the signature itself.
  const members = [...new Map(signed)]
  const inHeader = deviation.where !== 'form'
  const header = members.map(([name, value]) => `${name}="${escaped(value)}"`).join(', ')
  const body = (inHeader ? form : [...members, ...form]).map((item) => item.map(escaped).join('='))
  return {
    send: () =>
      answered(
        url,
        body.join('&'),
        inHeader ? { authorization: `OAuth realm="r", ${header}` } : {},
      ),
  }
}

/** Posts a form that nobody has to have signed. */
export async function answered(
  url: URL | string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<SignedAnswer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

/** Asks for a request token. */
export function requestToken(
  host: string,
  app: ReadyApp,
  deviation: Deviation = {},
): Promise<SignedAnswer> {
  return prepared(host + requestTokenPath, app, undefined, {
    ...deviation,
    oauth: { oauth_callback: 'oob', ...deviation.oauth },
  }).send()
}

/** Exchanges a request token. */
export function accessToken(
  host: string,
  app: ReadyApp,
  pair: Pair,
  verifier: string | undefined,
  deviation: Deviation = {},
): Promise<SignedAnswer> {
  return prepared(host + accessTokenPath, app, pair, {
    ...deviation,
    oauth: { oauth_verifier: verifier, ...deviation.oauth },
  }).send()
}

/** Exchanges an access token for a session id. */
export function session(
  host: string,
  app: ReadyApp,
  pair: Pair,
  deviation: Deviation = {},
  api = 'u/67.0',
): Promise<SignedAnswer> {
  return prepared(`${host}/services/OAuth/${api}`, app, pair, deviation).send()
}

/** The pair in an answer. */
export async function pairOf(answer: SignedAnswer | Promise<SignedAnswer>): Promise<Pair> {
  const { status, text } = await answer
  if (status !== 200) throw new Error(`${status} ${text}`)
  const members = new URLSearchParams(text)
  return { token: members.get('oauth_token')!, secret: members.get('oauth_token_secret')! }
}

/** The session id in an answer. */
export async function sessionIdOf(answer: SignedAnswer | Promise<SignedAnswer>): Promise<string> {
  const { status, text } = await answer
  if (status !== 200) throw new Error(`${status} ${text}`)
  return /<sessionId>(.+)<\/sessionId>/.exec(text)![1]!
}

/** Where a person is sent with a request token. */
export function approvalAddress(app: ReadyApp, { token }: Pick<Pair, 'token'>): string {
  const query = new URLSearchParams({ oauth_token: token, oauth_consumer_key: app.client_id })
  return `/setup/secur/RemoteAccessAuthorizationPage.apexp?${query.toString()}`
}

/** The verifier on the page of an app without a callback. */
export function shownVerifier(page: string): string {
  return /<code [^>]*id="oauth_verifier">([^<]+)<\/code>/.exec(page)![1]!
}

/** An access token of an org that approves by itself. */
export async function approvedToken(host: string, app: ReadyApp): Promise<Pair> {
  const pair = await pairOf(requestToken(host, app))
  const page = await (await fetch(host + approvalAddress(app, pair))).text()
  return pairOf(accessToken(host, app, pair, shownVerifier(page)))
}
