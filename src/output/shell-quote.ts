import { AuthError } from '../kernel/errors.js'
import type { OutputFormat } from '../kernel/view.js'

/** The formats that set variables in a shell or a dotenv file. */
export type EnvironmentFormat = Extract<OutputFormat, 'env' | 'powershell' | 'fish' | 'dotenv'>

/**
 * Writes one assignment so that the shell reads back exactly the value.
 *
 * @throws {AuthError} `bad_answer` when the value could break out of its line (threat row T78).
 */
export function assignment(format: EnvironmentFormat, name: string, value: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) {
    throw new AuthError('bad_answer', `the value of ${name} carries a control character`, {
      hint: 'use -o json, which escapes it',
    })
  }
  switch (format) {
    case 'env':
      return `export ${name}='${value.replaceAll("'", "'\\''")}'`
    case 'fish':
      return `set -gx ${name} '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    case 'powershell':
      return `$Env:${name} = '${value.replaceAll("'", "''")}'`
    case 'dotenv':
      return `${name}=${JSON.stringify(value)}`
  }
}
