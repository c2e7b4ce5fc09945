import type { DecodedJwt } from '../kernel/jwt-view.js'
import type { Fetch } from '../kernel/ports.js'
import type { Secret } from '../kernel/secret.js'
import type { EpochSeconds } from '../kernel/token-set.js'
import { hasNoDocument } from '../oauth/discovery.js'
import type { Provider } from '../oauth/provider.js'
import {
  keySetRequest,
  processKeyLocation,
  processKeySet,
  type KeyLocation,
} from '../oauth/published-keys.js'
import { certificateKey, publicKeys, type VerificationKeys } from '../oauth/verification-keys.js'
import { acceptableJwt, verifyJwt } from '../oauth/verify-jwt.js'

/** Where the keys are. Never what the token itself says. */
export type KeySource =
  /** The issuer's metadata names them. */
  | {
      readonly kind: 'issuer'
      readonly url: string
      readonly provider: Pick<Provider, 'kind' | 'metadataRequests' | 'acceptsIssuer'>
    }
  | { readonly kind: 'jwks-url'; readonly url: string }
  /** PEM, JWK or JWKS. */
  | { readonly kind: 'key-file'; readonly text: string; readonly name: string }
  | { readonly kind: 'certificate'; readonly text: string; readonly name: string }

/** A token and what it is held against. */
export interface VerifyRequest {
  readonly token: Secret
  readonly keys: KeySource
  /** Accepted `iss` where the keys do not come from the issuer's metadata; `undefined` is not asked. */
  readonly issuer: string | undefined
  readonly audience: string | undefined
  /** Seconds. */
  readonly clockTolerance: number
}

/**
 * Verifies a JWT against keys that a person named, fetched if they are published. The token goes nowhere.
 *
 * @throws {AuthError} `token_invalid` naming the failed check; `bad_configuration` or `bad_metadata` for
 * keys; `issuer_mismatch`; what `fetch` throws.
 */
export async function verifyToken(
  request: VerifyRequest,
  ports: { readonly fetch: Fetch; readonly now: () => EpochSeconds },
  signal: AbortSignal,
): Promise<DecodedJwt> {
  acceptableJwt(request.token)
  const { keys, issuers } = await keysOf(request, ports.fetch, signal)
  const { audience, clockTolerance } = request
  return verifyJwt(request.token, keys, { issuers, audience, clockTolerance }, ports.now())
}

interface FoundKeys {
  readonly keys: VerificationKeys
  readonly issuers: readonly string[] | undefined
}

async function keysOf(
  { keys: source, issuer }: VerifyRequest,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<FoundKeys> {
  const issuers = issuer === undefined ? undefined : [issuer]
  switch (source.kind) {
    case 'issuer': {
      const { issuer: own, jwksUri } = await keyLocation(source, fetch, signal)
      const keys = processKeySet(await fetch(keySetRequest(jwksUri), signal))
      // Salesforce is of two minds about the slash (cli-contract 8.4).
      const bare = own.replace(/\/$/, '')
      return { keys, issuers: source.provider.kind === 'salesforce' ? [bare, `${bare}/`] : [own] }
    }
    case 'jwks-url':
      return { keys: processKeySet(await fetch(keySetRequest(source.url), signal)), issuers }
    case 'key-file':
      return { keys: publicKeys(source.text, fileSource(source.name, '--certificate')), issuers }
    case 'certificate':
      return { keys: certificateKey(source.text, fileSource(source.name, '--key-file')), issuers }
  }
}

async function keyLocation(
  { url, provider }: Extract<KeySource, { kind: 'issuer' }>,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<KeyLocation> {
  const asked = new URL(url)
  const [first, ...others] = provider.metadataRequests(asked)
  if (first === undefined) throw new TypeError('a provider names at least one metadata request')
  let answer = await fetch(first, signal)
  for (const request of others) {
    if (hasNoDocument(answer)) answer = await fetch(request, signal)
  }
  return processKeyLocation(answer, asked, (issuer) => provider.acceptsIssuer(asked, issuer))
}

function fileSource(
  name: string,
  other: string,
): { readonly name: string; readonly code: 'bad_configuration'; readonly hint: string } {
  return {
    name,
    code: 'bad_configuration',
    hint: `check the file, or whether it is one for ${other}`,
  }
}
