/**
 * Breaks a text into lines that fit. A word that is too long breaks behind a slash, a colon, a dot, a hyphen or an
 * underscore, else anywhere.
 *
 * @param width In characters, at least 1.
 * @returns At least one line; none is longer than the width.
 */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((one) => pieces(one, width))) {
    const joined = line === '' ? word.text : word.glued ? line + word.text : `${line} ${word.text}`
    if (joined.length <= width) {
      line = joined
      continue
    }
    lines.push(line)
    line = word.text
  }
  return [...lines, line]
}

/** Wraps with an indentation of its own for the lines behind the first. */
export function wrapHanging(
  text: string,
  width: number,
  first: string,
  rest: string = ' '.repeat(first.length),
): readonly string[] {
  return wrapText(text, Math.max(1, width - first.length)).map(
    (line, index) => `${index === 0 ? first : rest}${line}`,
  )
}

interface Piece {
  readonly text: string
  /** Whether it continues the piece before it. */
  readonly glued: boolean
}

function pieces(word: string, width: number): readonly Piece[] {
  if (word.length <= width) return [{ text: word, glued: false }]
  const parts = word.match(/[^/:._-]*[/:._-]|[^/:._-]+/g) ?? [word]
  const fitting = parts.flatMap((part) => chunks(part, width))
  return fitting.map((text, index) => ({ text, glued: index > 0 }))
}

function chunks(part: string, width: number): readonly string[] {
  return Array.from({ length: Math.ceil(part.length / width) }, (_, index) =>
    part.slice(index * width, (index + 1) * width),
  )
}
