/**
 * The words that look most like what was typed, the nearest first.
 *
 * @param words The words that exist.
 * @returns At most three; none when nothing is near.
 */
export function nearestWords(typed: string, words: readonly string[]): readonly string[] {
  const wanted = typed.toLowerCase().slice(0, 80)
  const limit = Math.max(2, Math.floor(wanted.length * 0.4))
  return words
    .map((word) => ({ word, distance: distanceTo(wanted, word.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ word }) => word)
}

/** A word that begins with the other, or contains it, is near whatever its length. */
function distanceTo(wanted: string, word: string): number {
  if (wanted.length > 2 && word.startsWith(wanted)) return 1
  if (wanted.length > 3 && word.includes(wanted)) return 2
  return editDistance(wanted, word)
}

/** Levenshtein's distance: how many characters have to be put in, taken out or changed. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1]
    for (const [column, other] of Array.from(to).entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
