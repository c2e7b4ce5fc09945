import type { PkceMatchView, PkceView } from '../kernel/service-views.js'
import { fingerprint } from './redact.js'
import { oneLine } from './shell-quote.js'
import type { Style } from './style.js'

/** The JSON of `pkce` (cli-contract section 5). */
export function pkceJson(view: PkceView, redact: boolean): object {
  return {
    code_verifier: verifierOf(view, redact),
    code_challenge: view.challenge,
    code_challenge_method: 'S256',
  }
}

/** The text of `pkce`: both under their names on the wire, the verifier because it is the product. */
export function pkceText(view: PkceView, redact: boolean, style: Style): string {
  const rows = [
    ['code_verifier', oneLine('the code_verifier', verifierOf(view, redact))],
    ['code_challenge', oneLine('the code_challenge', view.challenge)],
    ['code_challenge_method', 'S256'],
  ] as const
  return rows.map(([label, value]) => `${style.dim(label.padEnd(21))}  ${value}\n`).join('')
}

/** The JSON of `pkce verify`, which fails on anything else than a match. */
export function pkceMatchJson(view: PkceMatchView): object {
  return { valid: true, warnings: view.warnings }
}

/** The text of `pkce verify`. */
export function pkceMatchText(view: PkceMatchView, style: Style): string {
  const title = style.good('the challenge is S256 of the verifier')
  return [title, ...view.warnings.map((warning) => `  but ${warning}`), ''].join('\n')
}

function verifierOf({ verifier }: PkceView, redact: boolean): string {
  return redact ? fingerprint(verifier.expose()) : verifier.expose()
}
