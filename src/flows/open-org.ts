import type { Credential } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { Fetch } from '../kernel/ports.js'
import {
  processSingleAccess,
  singleAccessRequest,
  withoutWebScope,
} from '../salesforce/single-access.js'
import type { Demand } from './demand.js'

/** What opening an org needs of the world. */
export interface OpenOrgPorts {
  readonly fetch: Fetch
  /** A token that satisfies a demand, refreshed if needed. */
  readonly fresh: (demand: Demand) => Promise<Credential>
}

/** A link that logs a browser in, once, within 60 seconds. */
export interface OrgLink {
  readonly url: string
  readonly host: string
}

/** Scopes that include what a browser session needs (salesforce-oauth.md section 17). */
const enough = ['web', 'full']

/**
 * Asks the org for a link that logs a browser in as the user of the token. A token that the org no longer
 * takes is refreshed once.
 *
 * @param path Where the link leads: a path of the org, or one of its own URLs; `undefined` for its start page.
 * @throws {AuthError} `unsupported_by_server` outside Salesforce, `invalid_scope` without the scope `web`,
 * `usage` for a path that leads elsewhere; what the token and the request throw.
 * @see salesforce-oauth.md section 13.1
 */
export async function openOrg(
  path: string | undefined,
  ports: OpenOrgPorts,
  signal: AbortSignal,
): Promise<OrgLink> {
  const first = await ports.fresh({ kind: 'min-ttl', seconds: undefined })
  try {
    return await link(first, path, ports.fetch, signal)
  } catch (error) {
    if (!(error instanceof AuthError) || error.code !== 'token_invalid') throw error
    const { accessToken } = first.tokens
    return link(
      await ports.fresh({ kind: 'not-this', rejected: accessToken }),
      path,
      ports.fetch,
      signal,
    )
  }
}

async function link(
  { server, tokens }: Credential,
  path: string | undefined,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<OrgLink> {
  const { instanceUrl, scopes, accessToken } = tokens
  if (server.kind !== 'salesforce' || instanceUrl === undefined) {
    throw new AuthError(
      'unsupported_by_server',
      `${new URL(server.url).host} has no single access`,
      {
        hint: 'open is for Salesforce orgs: log in to one, or name its profile with -p',
      },
    )
  }
  if (scopes?.some((scope) => enough.includes(scope)) === false) throw withoutWebScope()
  const wanted = path === undefined ? undefined : pathOf(path, instanceUrl)
  const answer = await fetch(singleAccessRequest(instanceUrl, accessToken, wanted), signal)
  return { url: processSingleAccess(answer, server.url), host: new URL(instanceUrl).host }
}

/** A path stays one of this org, whatever is done to it by a browser. */
function pathOf(path: string, instanceUrl: string): string {
  const base = new URL(instanceUrl)
  const written = /^https?:\/\//i.test(path) || path.startsWith('/') ? path : `/${path}`
  const url = URL.canParse(written, instanceUrl) ? new URL(written, base) : undefined
  const plain = /^[\x21-\x7e]+$/.test(path) && !path.includes('\\')
  if (plain && url?.origin === base.origin) return `${url.pathname}${url.search}${url.hash}`
  throw new AuthError('usage', `${JSON.stringify(path)} is no page of ${base.host}`, {
    hint: 'give a path such as /lightning/setup/SetupOneHome/home',
  })
}
