/** How text is dressed: colours where the terminal has them, plain words where not. */
export interface Style {
  readonly strong: (text: string) => string
  readonly dim: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
}

/** No escapes at all. */
export const plain: Style = {
  strong: (text) => text,
  dim: (text) => text,
  good: (text) => text,
  bad: (text) => text,
}

/** ANSI, the eight colours every terminal has. */
export const ansi: Style = {
  strong: (text) => `\u001b[1m${text}\u001b[22m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
  good: (text) => `\u001b[32m${text}\u001b[39m`,
  bad: (text) => `\u001b[31m${text}\u001b[39m`,
}

/**
 * Whether to colour a stream: `NO_COLOR` and `--no-color` say no, `FORCE_COLOR` yes, else terminals only.
 *
 * @see {@link https://no-color.org NO_COLOR}
 */
export function styleFor(
  isTerminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
  noColor: boolean,
): Style {
  const forced = env['FORCE_COLOR']
  if (noColor || (env['NO_COLOR'] ?? '') !== '') return plain
  if (forced !== undefined && forced !== '' && forced !== '0') return ansi
  return isTerminal && env['TERM'] !== 'dumb' ? ansi : plain
}
