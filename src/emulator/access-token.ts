import { randomBytes } from 'node:crypto'
import type { Call } from './call.js'
import type { GrantFamily } from './grant-family.js'
import { accessTokenText } from './ids.js'
import { type OrgState, sessionTimeoutMs } from './org-state.js'
import { worksOnSite } from './user.js'

/** Seconds by which a JWT access token is valid before it is issued. */
const leewayS = 15

/**
 * Mints an access token: opaque with a life that slides, or a JWT with a fixed one, as the app says.
 *
 * @see salesforce-oauth.md sections 7.5 and 18
 */
export async function newAccessToken(
  org: OrgState,
  call: Call,
  family: GrantFamily,
): Promise<string> {
  const { timeoutMinutes } = family.app.jwtAccessTokens
  const sessionMs = sessionTimeoutMs(org.settings)
  if (!isJwt(family)) {
    const text = accessTokenText(org.id)
    org.tokens.addAccess(family, text, { ms: sessionMs, sliding: true })
    return text
  }
  const ms = timeoutMinutes === undefined ? sessionMs : timeoutMinutes * 60_000
  const text = await signedAccessToken(org, call, family, ms / 1000)
  org.tokens.addAccess(family, text, { ms, sliding: false })
  return text
}

/** Whether the tokens of a family are JWTs: those of guests are, whatever the app says (section 12.7). */
export function isJwt({ app, user }: GrantFamily): boolean {
  return app.jwtAccessTokens.enabled || user.kind === 'guest'
}

async function signedAccessToken(
  org: OrgState,
  call: Call,
  family: GrantFamily,
  lifeS: number,
): Promise<string> {
  const issuer = worksOnSite(family.user) ? call.hosts.site : call.hosts.my_domain
  const iat = org.clock.nowS()
  return org.keys.signAccessToken(
    { tnk: `core/emulator/${org.id.long}`, ver: '1.0', tty: 'sfdc-core-token' },
    {
      scp: family.scope.join(' '),
      aud: [issuer],
      ...visitorOrUser(family),
      nbf: iat - leewayS,
      mty: 'oauth',
      // Also what makes two tokens of the same second differ.
      sfi: randomBytes(32).toString('hex'),
      roles: [],
      iss: issuer,
      hsc: false,
      exp: iat + lifeS,
      iat,
      client_id: family.app.clientId,
    },
  )
}

/**
 * Whom a token is about. That a visitor who logged in is minted into it as well is documented, by which
 * name is NOT FOUND.
 *
 * @see salesforce-oauth.md section 7.5
 */
function visitorOrUser({ user, uvid }: GrantFamily): { readonly sub: string } {
  if (user.kind === 'guest') return { sub: `uvid:${uvid ?? ''}` }
  return { sub: `uid:${user.id.long}`, ...(uvid === undefined ? {} : { uvid }) }
}
