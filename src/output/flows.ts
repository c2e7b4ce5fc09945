import type { FlowFacts, FlowsView } from '../kernel/flows-view.js'
import type { Style } from './style.js'
import { wrapText, wrapHanging } from './wrap-text.js'

/** The JSON of `flows`. */
export function flowsJson(view: FlowsView): object {
  return { flows: view.flows.map(flowJson) }
}

/** What there is to know of one flow, in the spelling of our JSON. */
export function flowJson(flow: FlowFacts): object {
  return {
    name: flow.name,
    title: flow.title,
    use: flow.use,
    command: flow.command,
    hosts: flow.hosts,
    standing: flow.standing,
    person: flow.person,
    secret: flow.secret,
    refresh_token: flow.refreshToken,
    advice: flow.advice,
    block: flow.block,
  }
}

/** The narrowest terminal whose tables can be read. */
const tableWidth = 100

const footer = 'Draw one: oauthctl flows NAME [--host HOST] [--mermaid]'

/** The text of `flows`: two tables, or one block for each flow where tables do not fit. */
export function flowsText(view: FlowsView, style: Style): string {
  const lines =
    view.columns < tableWidth
      ? view.flows.flatMap((flow) => block(flow, view.columns, style))
      : tables(view.flows, view.columns, style)
  return [...lines, ...wrapHanging(footer, view.columns, ''), ''].join('\n')
}

function block(flow: FlowFacts, columns: number, style: Style): readonly string[] {
  const rows: readonly (readonly [string, string])[] = [
    ['use', flow.use],
    ['command', flow.command],
    ['person', flow.person],
    ['secret', flow.secret],
    ['refresh', flow.refreshToken],
    ['advice', flow.advice],
    ['block', flow.block],
  ]
  return [
    paint(flow, style)(flow.name),
    ...rows.flatMap(([label, value]) => wrapHanging(value, columns, `  ${label.padEnd(8)} `)),
    '',
  ]
}

function tables(flows: readonly FlowFacts[], columns: number, style: Style): readonly string[] {
  return [
    ...table(
      ['flow', 'use', 'command', 'person', 'secret', 'refresh token'],
      flows.map((flow) => [
        flow.name,
        flow.use,
        flow.command,
        flow.person,
        flow.secret,
        flow.refreshToken,
      ]),
      shares(columns, [24, 22, 24, 11, 17, 15]),
      style,
    ),
    ...table(
      ['flow', 'security advice', 'how to block it in the org'],
      flows.map((flow) => [flow.name, flow.advice, flow.block]),
      shares(columns, [24, 50, 40]),
      style,
    ),
  ]
}

/** Shares the width out: the first column keeps its own, the others what is left by weight. */
function shares(columns: number, [first = 0, ...weights]: readonly number[]): readonly number[] {
  const room = Math.min(columns, 160) - first - 2 * weights.length
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return [first, ...weights.map((weight) => Math.floor((room * weight) / sum))]
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  style: Style,
): readonly string[] {
  const lines = (row: readonly string[]): readonly string[] => {
    const cells = row.map((text, index) => wrapText(text, widths[index] ?? 1))
    const height = Math.max(...cells.map((cell) => cell.length))
    return Array.from({ length: height }, (_, line) =>
      cells
        .map((cell, index) => (cell[line] ?? '').padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  }
  return [...lines(head).map(style.strong), '', ...rows.flatMap((row) => [...lines(row), ''])]
}

function paint(flow: FlowFacts, style: Style): (text: string) => string {
  if (flow.standing === 'avoid') return style.bad
  return flow.standing === 'recommended' ? style.good : style.strong
}
