import { randomUUID } from 'node:crypto'
import { params, pkce, tokenCall, type Answer, type Params } from './client.js'
import type { SharedOrg } from './shared-org.js'

/** The reCAPTCHA token the org believes. */
export const recaptcha = 'recaptcha-test-pass'

export const strongPassword = 'Correct-Horse-7'

export interface SentMessage extends Record<string, unknown> {
  readonly to: string
  readonly otp: string
}

export interface JsonAnswer {
  readonly status: number
  readonly body: Record<string, string>
}

/** A Basic header. */
export function basic(name: string, secret: string): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}` }
}

export function namedUser(name: string, secret: string): Readonly<Record<string, string>> {
  return { 'auth-request-type': 'Named-User', ...basic(name, secret) }
}

/** Headers of a second half. */
export function verified(
  type: 'user-registration' | 'passwordless-login',
  identifier: string,
  otp: string,
  method = 'email',
): Readonly<Record<string, string>> {
  return {
    'auth-request-type': type,
    'auth-verification-type': method,
    ...basic(identifier, otp),
  }
}

export function guest(uvid: string): Readonly<Record<string, string>> {
  return { 'auth-request-type': 'guest', 'uvid-hint': uvid }
}

export interface Attempt {
  readonly status: number
  readonly headers: Headers
  /** Of an answer that is no redirect. */
  readonly body: Record<string, string>
  /** Of a redirect. */
  readonly location: URL | undefined
  /** What redeems the code. */
  readonly redeem: Params
}

/** Posts to the authorization endpoint of the site for the app `headless`, and follows nothing. */
export async function authorize(
  org: SharedOrg,
  headers: Readonly<Record<string, string>>,
  more: Params = {},
  name = 'headless',
): Promise<Attempt> {
  const { verifier, challenge } = pkce()
  const redirectUri = more['redirect_uri'] ?? `${org.hosts.site}/services/oauth2/echo`
  const clientId = org.app(name).client_id
  const answer = await fetch(`${org.hosts.site}/services/oauth2/authorize`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: params({
      response_type: 'code_credentials',
      client_id: clientId,
      redirect_uri: redirectUri,
      code_challenge: challenge,
      ...more,
    }),
  })
  const to = answer.headers.get('location')
  const text = await answer.text()
  const location = to === null ? undefined : new URL(to)
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, string>),
    location,
    redeem: {
      grant_type: 'authorization_code',
      code: location?.searchParams.get('code') ?? undefined,
      client_id: clientId,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    },
  }
}

/** Redeems the code of an attempt at the site. */
export function redeem(
  org: SharedOrg,
  attempt: Attempt,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return tokenCall(org.hosts.site, attempt.redeem, headers)
}

/** What the org said to a request, as `status error: description`. */
export function refusal({ status, body }: JsonAnswer): string {
  return `${status} ${body['error']}: ${body['error_description']}`
}

/** Posts JSON below `/services/auth/headless/` of the site. */
export async function post(
  org: SharedOrg,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonAnswer> {
  const answer = await fetch(`${org.hosts.site}/services/auth/headless/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, string> }
}

/** Everything the org sent. */
export async function messages(org: SharedOrg): Promise<readonly SentMessage[]> {
  const answer = await fetch(`${org.hosts.my_domain}/_emulator/inbox`)
  return ((await answer.json()) as { messages: readonly SentMessage[] }).messages
}

/** The one-time password the org sent last. */
export async function lastOtp(org: SharedOrg): Promise<string> {
  return (await messages(org)).at(-1)!.otp
}

/** Another one-time password than this one. */
export function otherThan(otp: string): string {
  return otp === '000000' ? '000001' : '000000'
}

/** A name nobody has. */
export function freshName(): string {
  return `${randomUUID()}@new.example`
}

/** What somebody new says of herself. */
export function newcomer(username: string): Readonly<Record<string, unknown>> {
  return {
    userdata: { firstName: 'Nell', lastName: 'New', email: 'nell@mail.example', username },
    customdata: { mobilePhone: '+1 555 0199' },
    password: strongPassword,
    recaptcha,
    verificationmethod: 'email',
  }
}
