/** A line that changes in place on a terminal. */
export interface Countdown {
  /** Takes the line away. */
  readonly stop: () => void
}

/**
 * Shows a line and renews it every second where it stands. Call it for terminals only: elsewhere each state
 * would be a line of its own.
 *
 * @param text The line now, without a newline.
 */
export function startCountdown(text: () => string, write: (text: string) => void): Countdown {
  let shown = ''
  const show = (next: string): void => {
    // Spaces over what is left of a longer line need no escape sequence.
    write(`\r${next.padEnd(shown.length)}${next.length < shown.length ? `\r${next}` : ''}`)
    shown = next
  }
  show(text())
  const timer = setInterval(() => {
    show(text())
  }, 1_000)
  timer.unref()
  let running = true
  return {
    stop: () => {
      if (!running) return
      running = false
      clearInterval(timer)
      show('')
    },
  }
}
