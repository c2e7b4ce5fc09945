/** Figures as a table of two columns below a title. */
export function table(title: string, figures: Readonly<Record<string, number | string>>): string {
  const rows = Object.entries(figures).map(([name, value]) => [name, String(value)] as const)
  const width = Math.max(0, ...rows.map(([name]) => name.length))
  return [
    `## ${title}`,
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    '',
  ].join('\n')
}
