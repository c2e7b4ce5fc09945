import { authorizationCode } from './authorization-code.js'
import type { Grant } from './grant.js'
import { refreshToken } from './refresh-token.js'

/** The grants this org knows, by `grant_type`. A new one is a file and a line here. */
export const grants: ReadonlyMap<string, Grant> = new Map([
  ['authorization_code', authorizationCode],
  ['refresh_token', refreshToken],
])
