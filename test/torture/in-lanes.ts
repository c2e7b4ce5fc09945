import type { Contender } from './contender.js'
import type { Scene, Stage } from './stage.js'

/**
 * Works a list off with so many workers side by side.
 *
 * @param worker Called once per lane, with a function that gives the next of the list and its place until there is none.
 */
export async function inLanes<T>(
  lanes: number,
  list: readonly T[],
  worker: (next: () => readonly [place: number, item: T] | undefined) => Promise<void>,
): Promise<void> {
  const left = [...list.entries()]
  const next = (): readonly [number, T] | undefined => left.shift()
  await Promise.all(Array.from({ length: Math.min(lanes, list.length) }, () => worker(next)))
}

/**
 * Works a list off in several homes side by side, each of them at an org of its own.
 *
 * @returns The results in the order of the list.
 */
export async function inHomes<T, R>(
  stage: Stage,
  contender: Contender,
  lanes: number,
  list: readonly T[],
  work: (scene: Scene, item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>()
  await inLanes(lanes, list, async (next) => {
    await using scene = await stage.scene(contender)
    for (let entry = next(); entry !== undefined; entry = next()) {
      results.set(entry[0], await work(scene, entry[1]))
    }
  })
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result)
}
