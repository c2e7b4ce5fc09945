/** A string with what makes it a member's name, or a brace. Arrays cannot hold a name themselves. */
const nameOrBrace = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g

/**
 * Tells what is wrong with the member names of a JSON text: a name given twice in one object, however it
 * is spelled, or more names than that in all. `JSON.parse` would let the last one win, and takes seconds
 * over a million of them (threat rows T10, T12).
 *
 * @param text Untrusted; that it is JSON is not judged here.
 * @returns The rest of a sentence about the text, or `undefined` when nothing is wrong.
 * @throws {SyntaxError} When a name is not a JSON string.
 */
export function faultOfNames(text: string, max: number): string | undefined {
  const open: Set<unknown>[] = []
  let count = 0
  for (const [word, colon] of text.matchAll(nameOrBrace)) {
    if (word === '{') open.push(new Set())
    else if (word === '}') open.pop()
    else if (colon !== undefined) {
      const name: unknown = JSON.parse(word.slice(0, -colon.length))
      const names = open.at(-1)
      if (names?.has(name) === true) return `gives ${JSON.stringify(name)} twice`
      names?.add(name)
      count += 1
      if (count > max) return `has more than ${max} members`
    }
  }
  return undefined
}
