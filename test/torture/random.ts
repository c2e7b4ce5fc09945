/** Numbers that look random and are the same for the same seed. */
export interface SeededRandom {
  /** From 0, below 1. */
  readonly next: () => number
}

/**
 * Numbers of one round, which do not depend on the rounds before: any round can be repeated alone.
 *
 * @see {@link https://doi.org/10.1145/2714064.2660195 SplitMix}, the 32-bit variant
 */
export function randomOf(seed: number, round: number): SeededRandom {
  let state = Math.imul(seed, 0x9e3779b1) ^ Math.imul(round + 1, 0x85ebca6b)
  return {
    next: () => {
      state = (state + 0x9e3779b9) | 0
      let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
      return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
    },
  }
}
