import { Option } from '@commander-js/extra-typings'
import type { RevokedToken } from '../kernel/revoked-token.js'

const kinds: readonly RevokedToken[] = ['access_token', 'refresh_token']

/** `--token-type-hint`, as RFC 7009 §2.1 and RFC 7662 §2.1 call it. */
export function tokenKindOption(): Option<
  '--token-type-hint <kind>',
  undefined,
  undefined,
  undefined,
  false,
  RevokedToken
> {
  return new Option(
    '--token-type-hint <kind>',
    'access_token or refresh_token: what the token is',
  ).choices(kinds)
}
