import type { RevokedToken } from '../kernel/revoked-token.js'
import type { LogoutView } from '../kernel/view.js'
import { sanitize } from './sanitize.js'
import type { Style } from './style.js'

/** The JSON of `logout` (cli-contract section 5). */
export function logoutJson(view: LogoutView): object {
  return { revoked: view.revoked, forgotten: view.forgotten }
}

const names: Readonly<Record<RevokedToken, string>> = {
  refresh_token: 'refresh token',
  access_token: 'access token',
}

/** The text of `logout`: what died, what was forgotten, what may still live. */
export function logoutText(view: LogoutView, style: Style): string {
  if (!view.forgotten) return `Profile ${view.profile} had nothing to forget.\n`
  const lines = [`${style.good('Logged out of profile')} ${style.strong(view.profile)}`]
  if (view.local) lines.push('  forgotten here; the tokens still live at the server')
  for (const token of view.revoked) lines.push(`  revoked at the server: the ${names[token]}`)
  for (const { token, reason } of view.failed) {
    lines.push(`  ${style.bad('not revoked')}: the ${names[token]} (${sanitize(reason)})`)
  }
  return `${lines.join('\n')}\n`
}
