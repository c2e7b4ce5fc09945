import type { Fetch, HttpRequest } from '../kernel/ports.js'

/** The secrets that this process has sent, so that a server's echo of them is never shown (threat row T71). */
export interface KnownSecrets {
  readonly watch: (fetch: Fetch) => Fetch
  readonly list: () => readonly string[]
}

const secretFields = new Set([
  'client_secret',
  'code',
  'code_verifier',
  'refresh_token',
  'token',
  'password',
  'assertion',
  'client_assertion',
  'subject_token',
  'actor_token',
  'device_code',
  'newpassword',
  'otp',
  'recaptcha',
])

/** Remembers what leaves in secret form fields and in the Authorization header. */
export function knownSecrets(): KnownSecrets {
  const known = new Set<string>()
  return {
    watch: (fetch) => (request, signal) => {
      for (const secret of secretsOf(request)) known.add(secret)
      return fetch(request, signal)
    },
    list: () => [...known],
  }
}

function secretsOf(request: HttpRequest): readonly string[] {
  const fields = membersOf(request)
    .filter(([name]) => secretFields.has(name))
    .map(([, value]) => value)
  const [scheme = '', value] = (request.headers['authorization'] ?? '').split(' ', 2)
  if (scheme === 'OAuth')
    return [...fields, ...oauth1Secrets(request.headers['authorization'] ?? '')]
  if (value === undefined) return fields
  return [...fields, value, ...(scheme === 'Basic' ? basicSecrets(value) : [])]
}

/** The fields of a form, or the texts of a JSON body (salesforce-oauth.md §12). */
function membersOf({ headers, body = '' }: HttpRequest): readonly (readonly [string, string])[] {
  if (!headers['content-type']?.startsWith('application/json'))
    return [...new URLSearchParams(body)]
  const texts: (readonly [string, string])[] = []
  JSON.parse(body, (name, value: unknown) => {
    if (typeof value === 'string') texts.push([name, value])
    return value
  })
  return texts
}

/** What an OAuth 1.0.A header carries besides public names (RFC 5849 §3.5.1). */
function oauth1Secrets(header: string): readonly string[] {
  return [...header.matchAll(/oauth_(?:token|verifier|signature)="([^"]*)"/g)].map(
    ([, value = '']) => decodeURIComponent(value),
  )
}

/** The secret in `base64(id:secret)`, as it is and form-decoded (RFC 7617, RFC 6749 §2.3.1). */
function basicSecrets(value: string): readonly string[] {
  const pair = Buffer.from(value, 'base64').toString()
  const secret = pair.slice(pair.indexOf(':') + 1)
  return [secret, new URLSearchParams(`secret=${secret}`).get('secret') ?? '']
}
