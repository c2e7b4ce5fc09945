/**
 * A Markdown table: one row for each figure, one column for each contender.
 *
 * @param columns Objects with `name` and `figures`.
 */
export function sideBySide(columns) {
  const names = [...new Set(columns.flatMap(({ figures }) => Object.keys(figures)))]
  const rows = [
    ['', ...columns.map(({ name }) => name)],
    ...names.map((name) => [name, ...columns.map(({ figures }) => String(figures[name] ?? ''))]),
  ]
  const widths = rows[0].map((_, at) => Math.max(3, ...rows.map((row) => row[at].length)))
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`
  const ruler = line(widths.map((width) => '-'.repeat(width)))
  return [line(rows[0]), ruler, ...rows.slice(1).map(line)].join('\n')
}
