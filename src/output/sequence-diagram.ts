import type { FlowStep, Party } from '../kernel/flows-view.js'
import { wrapText } from './wrap-text.js'

/** What a sequence diagram is drawn from. */
export interface Sequence {
  readonly parties: readonly { readonly party: Party; readonly name: string }[]
  readonly steps: readonly FlowStep[]
}

interface Strokes {
  readonly line: string
  readonly solid: string
  readonly dashed: string
  readonly left: string
  readonly right: string
  readonly own: string
  readonly box: { readonly top: string; readonly bottom: string; readonly across: string }
}

const boxed: Strokes = {
  line: '│',
  solid: '─',
  dashed: '╌',
  left: '◀',
  right: '▶',
  own: '■',
  box: { top: '┌┐', bottom: '└┘', across: '─' },
}

const ascii: Strokes = {
  line: '|',
  solid: '-',
  dashed: '.',
  left: '<',
  right: '>',
  own: '#',
  box: { top: '++', bottom: '++', across: '-' },
}

const widest = 110
/** What the longest label needs in one line: the rest is air. */
const widestGap = 40

/**
 * Draws a sequence: a box and a lifeline for each party, a numbered arrow for each step.
 *
 * @param columns Width of the terminal; no line is longer.
 * @param unicode Whether box-drawing characters are shown; ASCII otherwise.
 * @returns Lines without trailing blanks.
 */
export function sequenceDiagram(
  sequence: Sequence,
  columns: number,
  unicode: boolean,
): readonly string[] {
  const strokes = unicode ? boxed : ascii
  const places = placesOf(sequence.parties.length, Math.min(columns, widest))
  const lifelines = (): string[] => {
    const row = Array.from({ length: places.width }, () => ' ')
    for (const centre of places.centres) row[centre] = strokes.line
    return row
  }
  const at = (party: Party): number =>
    places.centres[sequence.parties.findIndex((one) => one.party === party)] ?? 0
  const rows = sequence.steps.flatMap((step, index) => [
    lifelines(),
    ...stepRows({
      label: `${index + 1} ${step.label}`,
      from: at(step.from),
      to: at(step.to),
      stroke: step.kind === 'request' ? strokes.solid : strokes.dashed,
      places,
      lifelines,
      strokes,
    }),
  ])
  return [...boxRows(sequence, places, strokes), ...rows, lifelines()].map((row) =>
    row.join('').trimEnd(),
  )
}

interface Places {
  readonly width: number
  readonly box: number
  readonly centres: readonly number[]
}

function placesOf(count: number, columns: number): Places {
  const box = Math.min(24, Math.floor((columns - count + 1) / count))
  const room = columns - box
  const gap = Math.min(count > 1 ? Math.floor(room / (count - 1)) : 0, Math.max(widestGap, box + 1))
  const first = Math.floor(box / 2)
  const centres = Array.from({ length: count }, (_, index) => first + index * gap)
  return { width: (count - 1) * gap + box, box, centres }
}

function boxRows(sequence: Sequence, places: Places, strokes: Strokes): readonly string[][] {
  const inside = places.box - 4
  const names = sequence.parties.map(({ name }) => wrapText(name, inside))
  const height = Math.max(...names.map((lines) => lines.length))
  const row = (text: (index: number) => string): string[] => {
    const made = Array.from({ length: places.width }, () => ' ')
    for (const [index, centre] of places.centres.entries()) {
      put(made, centre - Math.floor(places.box / 2), text(index))
    }
    return made
  }
  const edge = (corners: string): string[] =>
    row(() => `${corners[0] ?? ''}${strokes.box.across.repeat(places.box - 2)}${corners[1] ?? ''}`)
  const lines = Array.from({ length: height }, (_, line) =>
    row(
      (index) => `${strokes.line} ${centred(names[index]?.[line] ?? '', inside)} ${strokes.line}`,
    ),
  )
  return [edge(strokes.box.top), ...lines, edge(strokes.box.bottom)]
}

interface StepPlace {
  readonly label: string
  readonly from: number
  readonly to: number
  readonly stroke: string
  readonly places: Places
  readonly lifelines: () => string[]
  readonly strokes: Strokes
}

function stepRows(step: StepPlace): readonly string[][] {
  return step.from === step.to ? ownRows(step) : arrowRows(step)
}

function arrowRows({
  label,
  from,
  to,
  stroke,
  lifelines,
  strokes,
}: StepPlace): readonly string[][] {
  const [left, right] = [Math.min(from, to), Math.max(from, to)]
  const labels = wrapText(label, right - left - 3).map((line) => {
    const row = lifelines()
    put(row, left + 2, line.padEnd(line.length + 1))
    return row
  })
  const arrow = lifelines()
  put(arrow, left + 1, stroke.repeat(right - left - 1))
  arrow[to > from ? right - 1 : left + 1] = to > from ? strokes.right : strokes.left
  return [...labels, arrow]
}

/** What a party does by itself stands beside its lifeline, on the side where there is room. */
function ownRows({ label, from, places, lifelines, strokes }: StepPlace): readonly string[][] {
  const next = places.centres.find((centre) => centre > from)
  const before = places.centres.filter((centre) => centre < from).at(-1)
  const room = next === undefined ? from - (before ?? 0) - 4 : next - from - 4
  return wrapText(label, Math.max(8, room)).map((line, index) => {
    const row = lifelines()
    if (index === 0) row[from] = strokes.own
    put(row, next === undefined ? from - line.length - 1 : from + 2, line)
    return row
  })
}

function centred(text: string, width: number): string {
  return text.padStart(text.length + Math.floor((width - text.length) / 2)).padEnd(width)
}

function put(row: string[], start: number, text: string): void {
  for (const [offset, letter] of Array.from(text).entries()) row[start + offset] = letter
}
