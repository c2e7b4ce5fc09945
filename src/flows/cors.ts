import type { Fetch } from '../kernel/ports.js'
import type { CorsEndpoint, CorsExpectation, CorsVerdict } from '../kernel/server-views.js'
import {
  corsRows,
  expectationOf,
  hostRole,
  type CorsRow,
  type HostRole,
} from '../salesforce/cors.js'
import { askCors, follower, type CorsAnswer } from './cors-preflight.js'

type Asked = CorsRow & CorsAnswer & { readonly url: URL }

/**
 * Asks every endpoint of a Salesforce host whether web pages of an origin may call it.
 *
 * @param origin Scheme, host and port.
 * @param host Origin and, for a site, its path.
 * @throws {AuthError} What `fetch` throws.
 * @see salesforce-oauth.md §20
 */
export async function checkCors(
  origin: string,
  host: string,
  ports: { readonly fetch: Fetch },
  signal: AbortSignal,
): Promise<readonly CorsEndpoint[]> {
  const asked = await Promise.all(
    corsRows.map(async (row): Promise<Asked> => {
      const url = new URL(`${host}${row.path}`)
      const answer = await askCors({ ...row, url: url.href }, origin, ports, follower(signal))
      return { ...row, ...answer, url }
    }),
  )
  const role = hostRole(new URL(host)) ?? roleByAnswers(asked)
  // Userinfo needs the allow-list alone, so it tells the allow-list from the setting.
  const listed = at(asked, '/userinfo')?.open === true
  return asked.map((row) => {
    const expected = expectationOf(row, role)
    return {
      path: row.url.pathname,
      verdict: row.open ? 'allowed' : closedVerdict(expected, listed),
      expected,
    }
  })
}

/** A host without CORS for an endpoint rejects the preflight; an origin that is not listed gets a bare answer. */
function roleByAnswers(asked: readonly Asked[]): HostRole {
  if (at(asked, '/token')?.answered !== true) return 'pool'
  return at(asked, '/init/registration')?.answered === true ? 'site' : 'my_domain'
}

function at(asked: readonly Asked[], end: string): Asked | undefined {
  return asked.find(({ path }) => path.endsWith(end))
}

function closedVerdict(expected: CorsExpectation, listed: boolean): CorsVerdict {
  switch (expected) {
    case 'allowed':
    case 'never':
      return 'refused'
    case 'allow_list':
      return 'allow_list'
    case 'setting':
      return listed ? 'setting' : 'allow_list'
    case 'wrong_host':
      return 'wrong_host'
  }
}
