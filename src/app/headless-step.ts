import type { StepOptions } from '../commands/headless-options.js'
import { AuthError } from '../kernel/errors.js'

/** Which half of a flow with a one-time password is wanted. */
export type Step = 'whole' | 'start' | 'finish'

/** Reads which half is wanted. @throws {AuthError} `usage` when the options contradict each other. */
export function checkedStep({ start, finish, identifier }: StepOptions): Step {
  if (start && finish) {
    throw new AuthError('usage', '--start and --finish are the two halves of one flow', {
      hint: 'give one of them, or neither to do it in one go',
    })
  }
  if (identifier !== undefined && !finish) {
    throw new AuthError('usage', '--identifier goes with --finish', {
      hint: 'add --finish, or leave --identifier out',
    })
  }
  if (finish) return 'finish'
  return start ? 'start' : 'whole'
}
