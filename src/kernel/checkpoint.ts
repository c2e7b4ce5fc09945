/**
 * The places in a refresh where a process may die and tests let it (docs/reliability.md).
 *
 * `CP0` a refresh may be due, no lock asked for; `CP1` lock held; `CP2` a refresh is due, not connected; `CP3`
 * connected; `CP4` intent kept, nothing sent; `CP5` sent; `CP6` answered, nothing kept; `CP7` raw answer kept; `CP8`
 * judged; `CP9` new tokens kept; `CP10` lock freed.
 */
export const checkpoints = [
  'CP0',
  'CP1',
  'CP2',
  'CP3',
  'CP4',
  'CP5',
  'CP6',
  'CP7',
  'CP8',
  'CP9',
  'CP10',
] as const

/** One of {@link checkpoints}. */
export type Checkpoint = (typeof checkpoints)[number]

/** Tells that a refresh has come to a place. Does nothing but in tests. */
export type Reach = (place: Checkpoint) => void
