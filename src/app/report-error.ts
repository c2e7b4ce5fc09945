import type { AuthError } from '../kernel/errors.js'
import { errorJson, errorText } from '../output/errors.js'
import { styleFor } from '../output/style.js'
import type { Host } from './host.js'

/** An error is one line for people and, for scripts, one JSON line at the end of stderr. */
export function reportError(
  error: AuthError,
  argv: readonly string[],
  host: Host,
  secrets: readonly string[],
): void {
  const { env, terminal } = host
  const style = styleFor(terminal.stderr, env, argv.includes('--no-color'))
  host.writeStderr(
    wantsJson(argv, env) ? errorJson(error, secrets) : errorText(error, style, secrets),
  )
}

/** Errors of the command line come before options are known, and scripts want JSON for them too. */
function wantsJson(argv: readonly string[], env: Host['env']): boolean {
  const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  const named = words.flatMap((word, index) => {
    const attached = /^(?:--output=|-o=?)(.+)$/.exec(word)?.[1]
    if (attached !== undefined) return [attached]
    const next = words[index + 1]
    return (word === '-o' || word === '--output') && next !== undefined ? [next] : []
  })
  if (named.length > 0) return named.at(-1) === 'json'
  return words.includes('--json') || env['OAUTHCTL_OUTPUT'] === 'json'
}
