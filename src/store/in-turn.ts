/** The end of the queue for each name. */
const queues = new Map<string, Promise<unknown>>()

/**
 * Runs the sections of one name one after the other within this process, in the order of the calls.
 *
 * @param deadlineMs Longest wait for a turn; then `late()` is thrown and the turn is given up.
 */
export async function inTurn<T>(
  name: string,
  deadlineMs: number,
  section: () => Promise<T>,
  late: () => Error,
): Promise<T> {
  const before = queues.get(name) ?? Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), deadlineMs)
  })
  const turn = Promise.race([before, tooLate]).finally(() => clearTimeout(timer))
  const result = turn.then(section)
  // Whoever comes next waits for both: this section, and, if it gave up, those before it.
  const end = Promise.allSettled([before, result])
  queues.set(name, end)
  void end.then(() => {
    if (queues.get(name) === end) queues.delete(name)
  })
  return result
}
