import { codeResponse } from './code-response.js'
import type { ResponseType } from './response-type.js'
import { hybridTokenResponse, tokenIdTokenResponse, tokenResponse } from './token-response.js'

/** What an app may ask the authorization endpoint for. A new one is a file and a line here. */
export const responseTypes: ReadonlyMap<string, ResponseType> = new Map([
  ['code', codeResponse],
  ['token', tokenResponse],
  ['token id_token', tokenIdTokenResponse],
  // RFC 6749 §3.1.1: the order of the values does not matter. Discovery lists the one above only.
  ['id_token token', tokenIdTokenResponse],
  ['hybrid_token', hybridTokenResponse],
])
