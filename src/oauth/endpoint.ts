import { AuthError } from '../kernel/errors.js'
import { isLoopback } from './loopback-host.js'

/**
 * Parses a URL that a server's document names, refusing every scheme but https; http is accepted
 * on loopback when the issuer itself is on loopback (RFC 8414 §2, threat rows T2 and T3).
 *
 * @param member The member's name, for the error.
 * @param issuer Where the document came from.
 * @returns The URL without a fragment.
 * @throws {AuthError} `bad_metadata` naming the member.
 */
export function parseEndpoint(member: string, value: string, issuer: URL): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const reason = url === undefined ? 'is not an absolute URL' : unfit(url, issuer)
  if (url === undefined || reason !== undefined) {
    throw new AuthError(
      'bad_metadata',
      `"${member}" of ${issuer.host}'s metadata ${reason ?? ''}`,
      {
        hint: 'ask whoever runs that server to mend its metadata',
      },
    )
  }
  return url.href
}

function unfit(url: URL, issuer: URL): string | undefined {
  if (url.username !== '' || url.password !== '') return 'carries a user name'
  if (url.hash !== '') return 'carries a fragment'
  if (url.protocol === 'https:') return undefined
  if (
    url.protocol === 'http:' &&
    isLoopback(url) &&
    isLoopback(issuer) &&
    issuer.protocol === 'http:'
  )
    return undefined
  return 'is not https'
}
