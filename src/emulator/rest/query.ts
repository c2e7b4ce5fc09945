import { apiError, json } from '../answers.js'
import type { Call } from '../call.js'
import type { OrgState } from '../org-state.js'
import { type SObject, tables } from './records.js'
import { parseSoql, type Soql } from './soql.js'

/** Answers `/query?q=`. */
export function queryResource(org: OrgState, call: Call, version: string): Response {
  const soql = parseSoql(call.query.get('q') ?? '')
  if (soql === undefined) {
    return apiError('MALFORMED_QUERY', 'unexpected token: the emulator reads simple queries', 400)
  }
  const rows = tables(org).get(soql.from.toLowerCase())
  if (rows === undefined) {
    return apiError('INVALID_TYPE', `sObject type '${soql.from}' is not supported.`, 400)
  }
  const stranger = unknownField(soql, rows)
  if (stranger !== undefined) {
    const message = `No such column '${stranger}' on entity '${soql.from}'.`
    return apiError('INVALID_FIELD', message, 400)
  }
  const found = rows
    .filter((row) => soql.where.every(([name, value]) => String(field(row, name)) === value))
    .slice(0, soql.limit)
  if (soql.counts) return json({ totalSize: found.length, done: true, records: [] })
  const records = found.map((row) => ({
    attributes: {
      type: soql.from,
      url: `/services/data/${version}/sobjects/${soql.from}/${String(row['Id'])}`,
    },
    ...Object.fromEntries(
      Object.entries(row).filter(([name]) => soql.select.includes(name.toLowerCase())),
    ),
  }))
  return json({ totalSize: records.length, done: true, records })
}

/** A table without rows knows no names to compare with. */
function unknownField(soql: Soql, rows: readonly SObject[]): string | undefined {
  const [row] = rows
  if (row === undefined) return undefined
  const names = [...soql.select, ...soql.where.map(([name]) => name)]
  return names.find((name) => field(row, name) === undefined)
}

function field(row: SObject, name: string): SObject[string] | undefined {
  return Object.entries(row).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}
