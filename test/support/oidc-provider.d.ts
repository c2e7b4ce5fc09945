// oidc-provider ships no types; this is the part of it the tests touch.

declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export interface Grant {
    addOIDCScope(scope: string): void
    save(): Promise<string>
  }

  interface InteractionDetails {
    readonly params: { readonly client_id: string; readonly scope?: string }
  }

  interface Context {
    readonly oidc?: {
      readonly route?: string
      readonly params?: { readonly grant_type?: string }
    }
  }

  export default class Provider {
    constructor(issuer: string, configuration: object)
    readonly Grant: new (grant: { accountId: string; clientId: string }) => Grant
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<InteractionDetails>
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: object,
    ): Promise<void>
    on(event: 'grant.revoked', listener: (context: unknown, grantId: string) => void): this
    on(event: 'server_error', listener: (context: unknown, error: Error) => void): this
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): this
  }
}

declare module 'oidc-provider/lib/adapters/memory_adapter.js' {
  /** A store of its own for each server. */
  export function createMemoryAdapter(): object
}
