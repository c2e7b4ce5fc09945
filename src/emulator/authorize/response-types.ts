import { codeResponse } from './code-response.js'
import type { ResponseType } from './response-type.js'

/** What an app may ask the authorization endpoint for. A new one is a file and a line here. */
export const responseTypes: ReadonlyMap<string, ResponseType> = new Map([['code', codeResponse]])
