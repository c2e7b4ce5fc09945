import { createHash, randomBytes } from 'node:crypto'
import type { ReadyApp } from '../../../../src/emulator/index.js'

export const callback = 'http://localhost:1717/OauthRedirect'

export type Params = Readonly<Record<string, string | undefined>>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, string>
}

export interface Tokens extends Record<string, string> {
  readonly access_token: string
  readonly refresh_token: string
}

/** A verifier and its challenge. */
export function pkce(verifier = randomBytes(32).toString('base64url')): {
  readonly verifier: string
  readonly challenge: string
} {
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** Parameters without those that are `undefined`. */
export function params(given: Params): URLSearchParams {
  const present = new URLSearchParams()
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) present.append(name, value)
  }
  return present
}

/** An authorization URL of an app; `more` adds, replaces or, with `undefined`, leaves out. */
export function authorizeUrl(host: string, app: ReadyApp, more: Params = {}): string {
  const query = params({
    response_type: 'code',
    client_id: app.client_id,
    redirect_uri: callback,
    state: 'a state',
    ...more,
  })
  return `${host}/services/oauth2/authorize?${query.toString()}`
}

/** The parameters of the redirect that answers a request. */
export async function redirectOf(url: string): Promise<URLSearchParams> {
  const answer = await fetch(url, { redirect: 'manual' })
  if (answer.status !== 302) throw new Error(`${answer.status} ${await answer.text()}`)
  return new URL(answer.headers.get('location')!).searchParams
}

/** Posts to the token endpoint. */
export async function tokenCall(
  host: string,
  given: Params,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${host}/services/oauth2/token`, {
    method: 'POST',
    headers,
    body: params(given),
  })
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, string>,
  }
}

/** The authentication parameters of an app. */
export function credentials(app: ReadyApp): Params {
  return { client_id: app.client_id, client_secret: app.client_secret }
}

/** A code of an org that approves by itself, and what redeems it. */
export async function codeOf(host: string, app: ReadyApp, more: Params = {}): Promise<Params> {
  const { verifier, challenge } = pkce()
  const answer = await redirectOf(authorizeUrl(host, app, { code_challenge: challenge, ...more }))
  return {
    grant_type: 'authorization_code',
    code: answer.get('code')!,
    redirect_uri: more['redirect_uri'] ?? callback,
    code_verifier: verifier,
    ...credentials(app),
  }
}

/** Tokens of an org that approves by itself. */
export async function login(host: string, app: ReadyApp, more: Params = {}): Promise<Tokens> {
  const answer = await tokenCall(host, await codeOf(host, app, more))
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body as Tokens
}

/** The answer to a refresh. */
export function refresh(host: string, app: ReadyApp, refreshToken: string): Promise<Answer> {
  return tokenCall(host, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    ...credentials(app),
  })
}

/** GETs with a token. */
export function get(url: string, token?: string): Promise<Response> {
  return fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })
}

/** Whether the REST API takes a token. */
export async function accepts(host: string, token: string): Promise<boolean> {
  return (await get(`${host}/services/data/v67.0/`, token)).status === 200
}
