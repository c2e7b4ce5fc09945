import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stateFolder } from './oauthctl-home.js'

/** What a server does with a refresh token that it has replaced and meets again, as both sides are told. */
export interface ReusePolicy {
  readonly name: 'fatal' | 'grace' | 'idempotent' | 'none'
  /** `rotation_reuse` of the client's profile. */
  readonly client: string
  /** Settings of the org's app. */
  readonly app: Readonly<Record<string, unknown>>
}

/** Long enough for the slowest machine to come back. */
const graceSeconds = 600
const rotating = { refresh_token_rotation: true }

/** The four policies. */
export const reusePolicies: Readonly<Record<ReusePolicy['name'], ReusePolicy>> = {
  fatal: { name: 'fatal', client: 'fatal', app: { ...rotating, refresh_token_reuse: 'fatal' } },
  grace: {
    name: 'grace',
    client: `grace:${graceSeconds}`,
    app: { ...rotating, refresh_token_reuse: { grace_seconds: graceSeconds } },
  },
  idempotent: {
    name: 'idempotent',
    client: 'idempotent',
    app: { ...rotating, refresh_token_reuse: 'idempotent' },
  },
  none: { name: 'none', client: 'none', app: {} },
}

/** The configuration of an org whose app `rotating` keeps to a policy. */
export function orgOf(policy: ReusePolicy): unknown {
  const callbacks = ['http://localhost:1717/OauthRedirect', 'http://127.0.0.1:1717/OauthRedirect']
  const app = { name: 'rotating', redirect_uris: callbacks, loopback_any_port: true }
  return { apps: [{ ...app, require_pkce: true, ...policy.app }] }
}

/** Tells the profile of a home how its server is. */
export function tellPolicy(home: string, policy: ReusePolicy): void {
  const path = join(stateFolder(home), 'profiles.json')
  const file = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly profiles: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  }
  const told = { ...file.profiles['default'], rotation_reuse: policy.client }
  const profiles = { ...file.profiles, default: told }
  writeFileSync(path, `${JSON.stringify({ ...file, profiles }, undefined, 2)}\n`)
}
