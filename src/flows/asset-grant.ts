import { createPublicKey, type KeyObject } from 'node:crypto'
import type { AssetTokenCredential, RunAgainGrant } from '../kernel/credential.js'
import { AuthError } from '../kernel/errors.js'
import type { JsonObject } from '../kernel/json.js'
import type { HttpRequest } from '../kernel/ports.js'
import { Secret } from '../kernel/secret.js'
import { later, epochSecondsOfMs } from '../kernel/token-set.js'
import { assertionSeconds } from '../oauth/assertion-claims.js'
import { tokenExchangeRequest } from '../oauth/grant-requests.js'
import type { Provider } from '../oauth/provider.js'
import type { GrantPorts } from './grant-ports.js'

const accessToken = 'urn:ietf:params:oauth:token-type:access_token'
const jwt = 'urn:ietf:params:oauth:token-type:jwt'

/**
 * Builds the request for an asset token: the access token that registers the device, and the device's own
 * word about itself as actor token.
 *
 * @see salesforce-oauth.md §3.12
 */
export async function assetTokenGrant(
  grant: Extract<RunAgainGrant, { grant: 'asset_token' }>,
  provider: Provider,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<HttpRequest> {
  const { server, client, subject } = grant
  const token = await ports.readText(subject, 'the subject token', signal)
  const actor = await actorToken(grant, provider, ports, signal)
  return tokenExchangeRequest(server, await ports.prove(client, server, signal), {
    subject: { token, type: accessToken },
    actor: { token: actor, type: jwt },
    scopes: undefined,
    extra: [],
  })
}

async function actorToken(
  { server, client, device }: Extract<RunAgainGrant, { grant: 'asset_token' }>,
  provider: Provider,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<Secret> {
  const { openKey } = await import('./sign-with.js')
  const key =
    device.key === undefined ? undefined : await openKey(device.key, ports.readText, signal)
  const publicKey =
    key === undefined ? await givenPublicKey(device, ports, signal) : createPublicKey(key)
  const now = epochSecondsOfMs(ports.clock.nowMs())
  const claims: JsonObject = {
    iss: client.id,
    aud: provider.assertionAudience(server),
    iat: now,
    exp: later(now, assertionSeconds),
    jti: ports.random.base64url(16),
    did: device.id,
    ...assetClaims(device),
    ...(publicKey === undefined ? {} : { cnf: { jwk: jwkOf(publicKey) } }),
  }
  if (key === undefined) return unsigned(claims)
  const { signJwt } = await import('../oauth/sign-jwt.js')
  return signJwt(claims, key, device.key?.id)
}

/** The spelling of these members is not in any document at hand; it is that of the Asset object's fields. */
function assetClaims({ name, serialNumber }: AssetTokenCredential['device']): JsonObject {
  return {
    ...(name === undefined ? {} : { Name: name }),
    ...(serialNumber === undefined ? {} : { SerialNumber: serialNumber }),
  }
}

async function givenPublicKey(
  { publicKey }: AssetTokenCredential['device'],
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<KeyObject | undefined> {
  if (publicKey === undefined) return undefined
  const text = (await ports.readText(publicKey, "the device's public key", signal)).expose().trim()
  try {
    if (!text.startsWith('{')) return createPublicKey(text)
    const jwk: unknown = JSON.parse(text)
    if (typeof jwk !== 'object' || jwk === null) throw new TypeError('not an object')
    return createPublicKey({ key: { ...jwk }, format: 'jwk' })
  } catch {
    // No cause: the parser's own message quotes the text, which may hold a private key by mistake.
    throw new AuthError('bad_configuration', "the device's public key is neither PEM nor a JWK", {
      hint: 'give --public-key FILE with -----BEGIN PUBLIC KEY----- or a JWK',
    })
  }
}

function jwkOf(key: KeyObject): JsonObject {
  const members = Object.entries(key.export({ format: 'jwk' }))
  return Object.fromEntries(
    members.filter((member): member is [string, string] => typeof member[1] === 'string'),
  )
}

/** RFC 7519 §6: an unsecured JWT, where the device has no key. */
function unsigned(claims: JsonObject): Secret {
  const encode = (part: JsonObject): string =>
    Buffer.from(JSON.stringify(part)).toString('base64url')
  return new Secret(`${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`)
}
