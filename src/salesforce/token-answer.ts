import { optionalString, own, type JsonObject, type JsonSource } from '../kernel/json.js'
import type { Identity, Server } from '../kernel/credential.js'
import { epochSecondsOfMs, type TokenSet } from '../kernel/token-set.js'
import { trustedUrl } from './trust.js'

const source: JsonSource = { name: 'the token answer', code: 'bad_answer' }

/**
 * Completes a token set with Salesforce's own members: `instance_url`, pinned once checked, and
 * `issued_at`, which is text in epoch milliseconds (salesforce-oauth.md §3.1).
 *
 * @throws {AuthError} `untrusted_host` when `instance_url` or `id` is none of this server's.
 */
export function completeTokens(tokens: TokenSet, answer: JsonObject, server: Server): TokenSet {
  const called = new URL(server.url)
  const instanceUrl = optionalString(answer, 'instance_url', source)
  const id = optionalString(answer, 'id', source)
  if (id !== undefined) trustedUrl('id', id, called)
  const issued = issuedAt(answer)
  return {
    ...tokens,
    instanceUrl:
      instanceUrl === undefined
        ? tokens.instanceUrl
        : withoutSlash(trustedUrl('instance_url', instanceUrl, called).href),
    issuedAt: issued ?? tokens.issuedAt,
  }
}

/** Accepted `iss` of an id_token in an answer, each with and without a trailing slash (cli-contract 8.4). */
export function acceptedIssuers(server: Server, answer: JsonObject): readonly string[] {
  const called = new URL(server.url)
  const id = optionalString(answer, 'id', source)
  const instance = optionalString(answer, 'instance_url', source)
  // A site may have a domain of its own. Nothing is sent there: its id_token is signed with the pinned keys.
  const sites = ['sfdc_community_url', 'sfdc_site_url'].flatMap((member) => {
    const value = own(answer, member)
    return typeof value === 'string' && URL.canParse(value) ? [new URL(value).href] : []
  })
  const origins = id === undefined ? [] : [trustedUrl('id', id, called).origin]
  const base = instance === undefined ? [] : [trustedUrl('instance_url', instance, called).href]
  return [server.issuer, ...origins, ...base, ...sites].flatMap((issuer) => {
    const bare = withoutSlash(issuer)
    return [bare, `${bare}/`]
  })
}

/** Reads the org and the user out of the identity URL, `https://host/id/<org>/<user>` (§3.1). */
export function identityOf(answer: JsonObject, claims: JsonObject | undefined): Identity {
  const id = optionalString(answer, 'id', source)
  const match = /\/id\/(00D\w{12}(?:\w{3})?)\/(005\w{12}(?:\w{3})?)\/?$/.exec(id ?? '')
  const name = claims === undefined ? undefined : own(claims, 'preferred_username')
  return {
    subject: id,
    username: typeof name === 'string' ? name : undefined,
    userId: match?.[2],
    orgId: match?.[1],
  }
}

function issuedAt(answer: JsonObject): TokenSet['issuedAt'] | undefined {
  const text = own(answer, 'issued_at')
  if (typeof text !== 'string' || !/^\d{12,14}$/.test(text)) return undefined
  return epochSecondsOfMs(Number(text))
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
