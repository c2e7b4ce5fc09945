import { unlessAborted } from './unless-aborted.js'

/** The end of the queue for each name. */
const queues = new Map<string, Promise<unknown>>()

/** How long a turn is waited for. */
export interface TurnWait {
  readonly deadlineMs: number
  /** What is thrown after that; the turn is given up. */
  readonly late: () => Error
  /** Ends the waiting with its reason; the turn is given up. */
  readonly signal: AbortSignal | undefined
}

/**
 * Runs the sections of one name one after the other within this process, in the order of the calls.
 */
export async function inTurn<T>(
  name: string,
  { deadlineMs, late, signal }: TurnWait,
  section: () => Promise<T>,
): Promise<T> {
  const before = queues.get(name) ?? Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), deadlineMs)
  })
  const turn = unlessAborted(Promise.race([before, tooLate]), signal)
  const result = turn.finally(() => clearTimeout(timer)).then(section)
  // Whoever comes next waits for both: this section, and, if it gave up, those before it.
  const end = Promise.allSettled([before, result])
  queues.set(name, end)
  void end.then(() => {
    if (queues.get(name) === end) queues.delete(name)
  })
  return result
}
