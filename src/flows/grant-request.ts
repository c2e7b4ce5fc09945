import type { RunAgainGrant } from '../kernel/credential.js'
import type { HttpRequest } from '../kernel/ports.js'
import { epochSecondsOfMs } from '../kernel/token-set.js'
import {
  clientCredentialsRequest,
  jwtBearerRequest,
  passwordRequest,
  tokenExchangeRequest,
} from '../oauth/grant-requests.js'
import type { Provider } from '../oauth/provider.js'
import type { GrantPorts } from './grant-ports.js'

type GrantOf<Name extends RunAgainGrant['grant']> = Extract<RunAgainGrant, { grant: Name }>

/** Builds the request of a grant, reading keys, tokens and assertions from where they are. */
export async function grantRequest(
  grant: RunAgainGrant,
  provider: Provider,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<HttpRequest> {
  const { server, client } = grant
  switch (grant.grant) {
    case 'jwt_bearer':
      return jwtBearer(grant, ports, signal)
    case 'client_credentials':
      return clientCredentialsRequest(
        server,
        await ports.prove(client, server, signal),
        grant.scopes,
      )
    case 'token_exchange':
      return tokenExchange(grant, ports, signal)
    case 'password':
      return passwordRequest(
        server,
        await ports.prove(client, server, signal),
        grant.username,
        grant.password,
      )
    case 'saml_bearer': {
      const { samlBearerGrant } = await import('./saml-grants.js')
      return samlBearerGrant(grant, ports, signal)
    }
    case 'saml_assertion': {
      const { samlAssertionGrant } = await import('./saml-grants.js')
      return samlAssertionGrant(grant, ports, signal)
    }
    case 'asset_token': {
      const { assetTokenGrant } = await import('./asset-grant.js')
      return assetTokenGrant(grant, provider, ports, signal)
    }
  }
}

async function jwtBearer(
  { server, client, assertion }: GrantOf<'jwt_bearer'>,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<HttpRequest> {
  const { signWith } = await import('./sign-with.js')
  const { jwtBearerClaims } = await import('../oauth/assertion-claims.js')
  const { subject, audience } = assertion
  const now = epochSecondsOfMs(ports.clock.nowMs())
  const claims = jwtBearerClaims({ clientId: client.id, subject, audience }, now, ports.random)
  return jwtBearerRequest(server, await signWith(assertion.key, claims, ports.readText, signal))
}

async function tokenExchange(
  grant: GrantOf<'token_exchange'>,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<HttpRequest> {
  const { server, client, subject, actor, tokenHandler } = grant
  const token = await ports.readText(subject.place, 'the subject token', signal)
  const acting =
    actor === undefined
      ? undefined
      : { token: await ports.readText(actor.place, 'the actor token', signal), type: actor.type }
  return tokenExchangeRequest(server, await ports.prove(client, server, signal), {
    subject: { token, type: subject.type },
    actor: acting,
    scopes: grant.scopes,
    extra: tokenHandler === undefined ? [] : [['token_handler', tokenHandler]],
  })
}
