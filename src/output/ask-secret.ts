import { AuthError } from '../kernel/errors.js'
import { Secret } from '../kernel/secret.js'

/**
 * Asks for a secret on the terminal without echo. The question goes to stderr.
 *
 * @throws {AuthError} `interrupted` when the person gives up.
 */
export async function askSecret(question: string): Promise<Secret> {
  const { isCancel, password } = await import('@clack/prompts')
  const answer = await password({ message: question, output: process.stderr })
  if (isCancel(answer)) throw new AuthError('interrupted', 'interrupted')
  return new Secret(answer)
}
