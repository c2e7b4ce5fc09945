/** A query as far as the emulator reads SOQL. */
export interface Soql {
  /** Names of fields, lower case. */
  readonly select: readonly string[]
  readonly counts: boolean
  readonly from: string
  /** Fields and the values they have to equal, all of them. */
  readonly where: readonly (readonly [name: string, value: string])[]
  readonly limit: number
}

const shape =
  /^select\s+(.+?)\s+from\s+(\w+)(?:\s+where\s+(.+?))?(?:\s+order\s+by\s+.+?)?(?:\s+limit\s+(\d+))?$/i
const condition = /^(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(true|false|null))$/i

/**
 * Reads `SELECT fields FROM table WHERE a = 'b' AND … LIMIT n`.
 *
 * @returns `undefined` for anything else.
 */
export function parseSoql(text: string): Soql | undefined {
  const [, fields, from, conditions, limit] = shape.exec(text.trim().replace(/\s+/g, ' ')) ?? []
  if (fields === undefined || from === undefined) return undefined
  const where = conditions === undefined ? [] : conditions.split(/ and /i).map(parseCondition)
  if (where.some((item) => item === undefined)) return undefined
  const counts = /^count\(\)$/i.test(fields)
  return {
    select: counts ? [] : fields.split(',').map((name) => name.trim().toLowerCase()),
    counts,
    from,
    where: where.filter((item) => item !== undefined),
    limit: limit === undefined ? Infinity : Number(limit),
  }
}

function parseCondition(text: string): readonly [string, string] | undefined {
  const [, name, quoted, literal] = condition.exec(text.trim()) ?? []
  if (name === undefined) return undefined
  return [name, quoted?.replace(/\\(.)/g, '$1') ?? literal?.toLowerCase() ?? '']
}
