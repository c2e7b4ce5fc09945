import * as oidc from 'openid-client'

/** Reads a loopback provider's metadata, with the library's insistence on https lifted. */
export function discoverOnLoopback(
  issuer: string,
  clientId: string,
  authentication: oidc.ClientAuth,
): Promise<oidc.Configuration> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out; the providers of our tests speak http on loopback
  const execute = [oidc.allowInsecureRequests]
  return oidc.discovery(new URL(issuer), clientId, undefined, authentication, { execute })
}
