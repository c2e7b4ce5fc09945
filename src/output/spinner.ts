/** A spinner on stderr that says what is being waited for. */
export interface Spinner {
  readonly stop: () => void
}

/** Starts a spinner. Call it for terminals only: elsewhere its frames would be noise. */
export async function startSpinner(text: string): Promise<Spinner> {
  const { default: ora } = await import('ora')
  const spinner = ora({ text, stream: process.stderr, discardStdin: false }).start()
  return { stop: () => void spinner.stop() }
}
