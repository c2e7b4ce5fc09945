/** Waits for the work, or rejects with the signal's reason as soon as that fires; the work then goes on unheard. */
export async function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return work
  let fired = (): void => undefined
  const aborted = new Promise<never>((_resolve, reject) => {
    // The reason is thrown as it is, whatever it is.
    fired = () => reject(signal.reason as Error)
    signal.addEventListener('abort', fired, { once: true })
    if (signal.aborted) fired()
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', fired)
  }
}
