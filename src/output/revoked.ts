import type { RevokedView } from '../kernel/service-views.js'
import { sanitize } from './sanitize.js'
import type { Style } from './style.js'

/** The JSON of `revoke` (cli-contract section 5). A token that was dead already was not revoked now. */
export function revokedJson(view: RevokedView): object {
  return { revoked: view.outcome === 'revoked' ? [view.token] : [], forgotten: false }
}

const names: Readonly<Record<RevokedView['token'], string>> = {
  refresh_token: 'refresh token',
  access_token: 'access token',
  token: 'token',
}

/** The text of `revoke`: what died, what died with it, and how the profile stands now. */
export function revokedText(view: RevokedView, style: Style): string {
  const host = sanitize(view.host)
  const which = view.marked
    ? `the ${names[view.token]} of profile ${view.profile}`
    : `the given ${names[view.token]}`
  const lines =
    view.outcome === 'revoked'
      ? [`${style.good('Revoked')} ${which} at ${style.strong(host)}`, ...diedWithIt(view)]
      : [`${style.strong(host)} does not know ${which}: it was dead already, nothing was revoked`]
  return [...lines, ...standing(view), ''].join('\n')
}

function diedWithIt({ token, server }: RevokedView): readonly string[] {
  if (token !== 'refresh_token') return []
  return server === 'salesforce'
    ? ['  its access tokens died with it']
    : ['  its access tokens die with it; a JWT may be taken until it expires']
}

function standing(view: RevokedView): readonly string[] {
  const { marked, profile, renewal, refreshTokenLeft } = view
  if (!marked) return ['  the login of the profile is untouched']
  const again = `oauthctl ${renewal} -p ${profile}`
  return [
    `  the credential stays, marked as dead: oauthctl token -p ${profile} now exits with 4`,
    ...(refreshTokenLeft
      ? [
          `  the refresh token ${outlives(view)}: ${again} gets another access token, oauthctl revoke ends it`,
        ]
      : renewal === 'refresh'
        ? [`  the grant needs no person: ${again} runs it again`]
        : [`  for another token: ${again}`]),
  ]
}

/** A server may end the refresh token together with its access token (RFC 7009 §2.1); Salesforce does not. */
function outlives({ server }: RevokedView): string {
  return server === 'salesforce' ? 'lives on' : 'may live on'
}
