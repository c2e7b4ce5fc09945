import type { AuthorizationServer } from 'oauth4webapi'
import type { Server } from '../kernel/credential.js'
import type { HttpAnswer } from '../kernel/ports.js'

/** A server as oauth4webapi wants it. @param issuer The issuer to hold answers against. */
export function libraryServer(server: Server, issuer: string = server.issuer): AuthorizationServer {
  const { endpoints } = server
  return {
    issuer,
    authorization_endpoint: endpoints.authorization,
    token_endpoint: endpoints.token,
    ...(endpoints.jwks === undefined ? {} : { jwks_uri: endpoints.jwks }),
  }
}

/** An answer as oauth4webapi wants it. */
export function libraryResponse(answer: HttpAnswer): Response {
  const body = answer.status === 204 ? null : answer.text
  return new Response(body, { status: answer.status, headers: answer.headers })
}
