import type { CommanderError } from '@commander-js/extra-typings'
import { AuthError } from '../kernel/errors.js'

/**
 * Tells what commander did not understand, without the value behind a flag, which may be a secret.
 */
export function usageError(error: CommanderError): AuthError {
  if (error.code === 'commander.help') {
    return new AuthError('usage', 'a command is missing', {
      hint: 'see the commands: oauthctl --help',
    })
  }
  const sentence = error.message
    .replace(/^error: /, '')
    .replace(/(--?[\w-]+)=[^\s']*/g, '$1')
    .split('\n')
    .join(' ')
    .replace(/\.$/, '')
  return new AuthError('usage', sentence, {
    cause: error,
    hint: 'see the command and its options: oauthctl COMMAND --help',
  })
}
