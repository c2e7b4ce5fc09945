import type { Cure, ExplainListView, ExplainView, Explanation } from '../kernel/explain-view.js'
import type { Style } from './style.js'
import { wrapHanging } from './wrap-text.js'

/** The JSON of `explain`. */
export function explanationJson({ explanation }: ExplainView): object {
  return jsonOf(explanation)
}

/** The JSON of `explain --list`. */
export function explanationsJson(view: ExplainListView): object {
  return { errors: view.groups.flatMap((group) => group.explanations.map(jsonOf)) }
}

/** The text of `explain`: meaning, causes and cures, the likely ones first. */
export function explanationText(view: ExplainView, style: Style): string {
  const { explanation, variants, columns } = view
  const { error, description, meaning, causes, cures, see } = explanation
  const more = wrapHanging(
    'The description tells it more exactly: oauthctl explain DESCRIPTION. It can be:',
    columns,
    '',
  )
  return [
    ...wrapHanging(description === undefined ? error : `${error}: ${description}`, columns, '').map(
      style.strong,
    ),
    ...wrapHanging(meaning, columns, ''),
    ...titled('Likely causes', numbered(causes, columns), style),
    ...titled('What to do', cureLines(cures, columns, style), style),
    ...(variants.length === 0
      ? []
      : ['', ...more, ...variants.flatMap((text) => wrapHanging(text, columns, '  '))]),
    ...(see === undefined ? [] : ['', ...wrapHanging(see, columns, 'See: ').map(style.dim)]),
    '',
  ].join('\n')
}

/** The text of `explain --list`: every error with its meaning, by the place where it appears. */
export function explanationsText(view: ExplainListView, style: Style): string {
  const groups = view.groups.flatMap(({ title, explanations }) => [
    style.strong(title),
    ...explanations.flatMap((one) => entryLines(one, view.columns, style)),
    '',
  ])
  const scopes = wrapHanging(view.scopes.join(' '), view.columns, '  ')
  return [...groups, style.strong('Scopes, which are explained too'), ...scopes, ''].join('\n')
}

function entryLines(
  { error, description, meaning }: Explanation,
  columns: number,
  style: Style,
): readonly string[] {
  const name = description === undefined ? error : `${error}: ${description}`
  return [
    ...wrapHanging(name, columns, '  ', '    '),
    ...wrapHanging(meaning, columns, '      ').map(style.dim),
  ]
}

function jsonOf({ error, description, meaning, causes, cures, see }: Explanation): object {
  return {
    error,
    ...(description === undefined ? {} : { description }),
    meaning,
    causes,
    cures,
    ...(see === undefined ? {} : { see }),
  }
}

function titled(title: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : ['', style.strong(title), ...lines]
}

function numbered(texts: readonly string[], columns: number): readonly string[] {
  return texts.flatMap((text, index) => wrapHanging(text, columns, `${numberOf(index)}  `))
}

function cureLines(cures: readonly Cure[], columns: number, style: Style): readonly string[] {
  return cures.flatMap(({ text, setup, command }, index) => [
    ...wrapHanging(text, columns, `${numberOf(index)}  `),
    ...untold(setup, text).flatMap((place) => wrapHanging(place, columns, '     ').map(style.dim)),
    ...untold(command, text).flatMap((line) =>
      wrapHanging(line, columns, '     $ ').map(style.good),
    ),
  ])
}

/** A place or a command that the text has not named already. */
function untold(part: string | undefined, text: string): readonly string[] {
  return part === undefined || text.includes(part) ? [] : [part]
}

function numberOf(index: number): string {
  return String(index + 1).padStart(3)
}
