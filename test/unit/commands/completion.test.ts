import { describe, expect, test } from 'vitest'
import { completionCommand } from '../../../src/commands/completion.js'
import { misunderstood, typed } from './typed.js'

describe('what was typed behind completion', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('%s', async (shell) => {
    expect(await typed(completionCommand, [shell])).toBe(shell)
  })

  test.each([
    [[], /missing required argument/],
    [['sh'], /Allowed choices are bash, zsh, fish, powershell/],
    [['bash', 'zsh'], /too many arguments/],
  ])('%j is not understood', async (words, message) => {
    expect(await misunderstood(completionCommand, words)).toMatch(message)
  })
})
