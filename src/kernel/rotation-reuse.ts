import type { RotationReuse } from './profile.js'

/** The words of {@link parseRotationReuse}, for messages. */
export const rotationReuseWords = 'fatal, grace:SECONDS (1 to 86400), idempotent, none'

const longestGrace = 86_400

/**
 * Reads a policy as people write it: `fatal`, `grace:30`, `idempotent` or `none`.
 *
 * @returns `undefined` for anything else, also for a grace outside 1 to 86,400 seconds.
 */
export function parseRotationReuse(text: string): RotationReuse | undefined {
  if (text === 'fatal' || text === 'idempotent' || text === 'none') return { kind: text }
  const seconds = Number(/^grace:([1-9]\d{0,4})$/.exec(text)?.[1])
  return seconds <= longestGrace ? { kind: 'grace', seconds } : undefined
}

/** Writes a policy as {@link parseRotationReuse} reads it. */
export function rotationReuseText(reuse: RotationReuse): string {
  return reuse.kind === 'grace' ? `grace:${reuse.seconds}` : reuse.kind
}
