import { CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings'

/** Types words behind a command that hands its options over, and gives what it handed over. */
export async function typed<T>(
  command: (run: (options: T) => Promise<void>) => CommandUnknownOpts,
  words: readonly string[],
): Promise<T> {
  const handed: T[] = []
  const made = command((options) => {
    handed.push(options)
    return Promise.resolve()
  })
  await quiet(made).parseAsync([...words], { from: 'user' })
  if (handed.length !== 1) throw new Error(`the command ran ${handed.length} times`)
  return handed[0]!
}

/** What commander says of words it does not understand. */
export async function misunderstood(
  command: (run: () => Promise<void>) => CommandUnknownOpts,
  words: readonly string[],
): Promise<string> {
  const made = quiet(command(() => Promise.reject(new Error('it ran'))))
  try {
    await made.parseAsync([...words], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.message
    throw error
  }
  throw new Error('it was understood')
}

/** A command that throws instead of printing and exiting, below it too. */
export function quiet(command: CommandUnknownOpts): CommandUnknownOpts {
  for (const one of [command, ...command.commands]) {
    one.exitOverride()
    one.configureOutput({ writeErr: () => undefined, outputError: () => undefined })
  }
  return command
}
