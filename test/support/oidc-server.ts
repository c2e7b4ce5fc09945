import { generateKeyPair } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import Provider from 'oidc-provider'
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js'

/** A third party's OpenID provider, running. */
export interface OidcServer extends AsyncDisposable {
  readonly issuer: string
  /** Confidential, `client_secret_basic`. */
  readonly client: { readonly id: string; readonly secret: string }
  /** Public and native, no client authentication. */
  readonly publicClient: { readonly id: string }
  /** The person every interaction logs in. */
  readonly account: { readonly sub: string; readonly name: string; readonly email: string }
  /** How many requests reached the token endpoint, by `grant_type`, whatever the answer. */
  counts(): Readonly<Record<string, number>>
  /** The grants that were revoked, by a client or because a refresh token came twice. */
  revokedGrants(): readonly string[]
}

interface Options {
  /** Whether each refresh brings a new refresh token and the old one counts as stolen. */
  readonly rotate?: boolean
  /** Lifetime of an access token in seconds, 3600 unless told. */
  readonly accessTokenTtl?: number
  /** Who may register clients: with this initial access token, or anybody with `open`. Nobody unless told. */
  readonly registration?: { readonly initialAccessToken: string } | 'open'
}

const client = { id: 'confidential', secret: 'a secret for tests, with % and + in it' }
const publicClient = { id: 'native' }
const account = { sub: 'user-1', name: 'Ada Lovelace', email: 'ada@example.com' }

/**
 * Runs `oidc-provider` on a free loopback port. Both clients may use `http://127.0.0.1/callback`
 * and `http://localhost/callback` on any port; PKCE is required of both. A plain GET of the
 * authorization URL, with cookies and redirects, logs `account` in and consents to every scope
 * asked for; as OpenID Connect wants it, `offline_access` counts only beside `prompt=consent`.
 */
export async function startOidcServer(options: Options = {}): Promise<OidcServer> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, await configuration(options))

  const counts: Record<string, number> = {}
  const revoked: string[] = []
  provider.use(async (context, next) => {
    await next()
    if (context.oidc?.route !== 'token') return
    const grantType = context.oidc.params?.grant_type ?? ''
    counts[grantType] = (counts[grantType] ?? 0) + 1
  })
  provider.on('grant.revoked', (_context, grantId) => revoked.push(grantId))
  provider.on('server_error', (_context, error) => console.error(error))

  const answer = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/') !== true) answer(request, response)
    else
      agree(provider, request, response).catch((error: unknown) => response.destroy(error as Error))
  })

  return {
    issuer,
    client,
    publicClient,
    account,
    counts: () => ({ ...counts }),
    revokedGrants: () => [...revoked],
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Plays the person: logs in and allows whatever the app asks for. */
async function agree(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response)
  const grant = new provider.Grant({ accountId: account.sub, clientId: params.client_id })
  grant.addOIDCScope(params.scope ?? '')
  await provider.interactionFinished(request, response, {
    login: { accountId: account.sub },
    consent: { grantId: await grant.save() },
  })
}

async function configuration(options: Options): Promise<object> {
  const { rotate = true, accessTokenTtl = 3600, registration } = options
  return {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        token_endpoint_auth_method: 'client_secret_basic',
        ...anyClient,
      },
      { client_id: publicClient.id, token_endpoint_auth_method: 'none', ...anyClient },
    ],
    jwks: { keys: [await signingKey()] },
    cookies: { keys: ['signs the cookies of this run'] },
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    features: {
      devInteractions: { enabled: false },
      deviceFlow: { enabled: true },
      revocation: { enabled: true, allowedPolicy: ownToken },
      introspection: { enabled: true, allowedPolicy: ownToken },
      registration: {
        enabled: registration !== undefined,
        ...(typeof registration === 'object' ? registration : {}),
      },
      registrationManagement: {
        enabled: registration !== undefined,
        rotateRegistrationAccessToken: true,
      },
    },
    pkce: { required: () => true },
    rotateRefreshToken: rotate,
    ttl: {
      AccessToken: accessTokenTtl,
      AuthorizationCode: 60,
      DeviceCode: 600,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, id: string) =>
      id === account.sub
        ? { accountId: id, claims: () => ({ ...account, email_verified: true }) }
        : undefined,
  }
}

function ownToken(
  _context: unknown,
  caller: { readonly clientId: string },
  token: { readonly clientId: string },
): boolean {
  return token.clientId === caller.clientId
}

const anyClient = {
  // Native clients may be called back on any port of loopback (RFC 8252 §7.3).
  application_type: 'native',
  redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
  grant_types: [
    'authorization_code',
    'refresh_token',
    'urn:ietf:params:oauth:grant-type:device_code',
  ],
  response_types: ['code'],
  id_token_signed_response_alg: 'RS256',
}

// An RSA key costs a noticeable part of a second, and no test depends on a fresh one.
let key: Promise<object> | undefined

function signingKey(): Promise<object> {
  key ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then(({ privateKey }) => ({
    ...privateKey.export({ format: 'jwk' }),
    kid: 'key-1',
    use: 'sig',
    alg: 'RS256',
  }))
  return key
}
