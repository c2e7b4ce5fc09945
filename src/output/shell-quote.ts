import { AuthError } from '../kernel/errors.js'
import type { OutputFormat } from '../kernel/view.js'

/** The formats that set variables in a shell or a dotenv file. */
export type EnvironmentFormat = Extract<OutputFormat, 'env' | 'powershell' | 'fish' | 'dotenv'>

/**
 * Lets a value through that fits on one line.
 *
 * @throws {AuthError} `bad_answer` when it could break out of its line (threat row T78).
 */
export function oneLine(name: string, value: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) {
    throw new AuthError('bad_answer', `the value of ${name} carries a control character`, {
      hint: 'use -o json, which escapes it',
    })
  }
  return value
}

/**
 * Writes one assignment so that the shell reads back exactly the value.
 *
 * @throws {AuthError} `bad_answer` when the value could break out of its line, or cannot be quoted.
 */
export function assignment(format: EnvironmentFormat, name: string, value: string): string {
  oneLine(name, value)
  switch (format) {
    case 'env':
      return `export ${name}='${value.replaceAll("'", "'\\''")}'`
    case 'fish':
      return `set -gx ${name} '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    case 'powershell':
      // PowerShell takes the typographic quotes for the plain one.
      return `$Env:${name} = '${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`
    case 'dotenv':
      return `${name}=${dotenvQuoted(name, value)}`
  }
}

/** Readers of dotenv files share no escape: they read `$` and a backslash only in single quotes as they are. */
function dotenvQuoted(name: string, value: string): string {
  if (!/["\\$`]/.test(value)) return `"${value}"`
  if (!value.includes("'")) return `'${value}'`
  throw new AuthError('bad_answer', `the value of ${name} cannot be quoted in a dotenv file`, {
    hint: 'use -o json, which escapes it',
  })
}
