import type { DrawnFlow, FlowView } from '../kernel/flows-view.js'
import { flowJson } from './flows.js'
import { mermaid } from './mermaid.js'
import { partyName } from './party-name.js'
import { sequenceDiagram } from './sequence-diagram.js'
import type { Style } from './style.js'
import { wrapHanging } from './wrap-text.js'

/** The JSON of `flows NAME`: the facts, the steps with their URLs, and Mermaid text when it was asked for. */
export function drawnFlowJson({ flow, drawnAs }: FlowView): object {
  return {
    ...flowJson(flow),
    host: flow.host,
    steps: flow.steps,
    ...(drawnAs === 'mermaid' ? { mermaid: mermaid(flow) } : {}),
  }
}

/** The text of `flows NAME`: the diagram, what travels, and what to know. */
export function drawnFlowText(view: FlowView, style: Style): string {
  const { flow, columns } = view
  if (view.drawnAs === 'mermaid') return mermaid(flow)
  const parties = flow.parties.map((party) => ({ party, name: partyName(party, flow.host) }))
  return [
    ...wrapHanging(flow.title, columns, '').map(style.strong),
    '',
    ...sequenceDiagram({ parties, steps: flow.steps }, columns, view.unicode),
    '',
    ...flow.steps.flatMap((step, index) => stepLines(step, index + 1, columns, style)),
    '',
    ...factLines(flow, columns, style),
    '',
  ].join('\n')
}

/** What an arrow carries; an arrow without more to say is left to the diagram. */
function stepLines(
  step: DrawnFlow['steps'][number],
  number: number,
  columns: number,
  style: Style,
): readonly string[] {
  const method = /^(?:GET|POST) /.exec(step.label)?.[0] ?? ''
  const said = step.url === undefined ? step.label : `${method}${step.url}`
  if (step.url === undefined && step.detail === undefined && step.command === undefined) return []
  const indent = '     '
  return [
    ...wrapHanging(said, columns, `${String(number).padStart(3)}  `),
    ...(step.detail === undefined ? [] : wrapHanging(step.detail, columns, indent).map(style.dim)),
    ...(step.command === undefined
      ? []
      : wrapHanging(step.command, columns, `${indent}$ `).map(style.good)),
  ]
}

function factLines(flow: DrawnFlow, columns: number, style: Style): readonly string[] {
  const rows: readonly (readonly [string, string])[] = [
    ['use', flow.use],
    ['command', flow.command],
    ['person', flow.person],
    ['secret', flow.secret],
    ['refresh', flow.refreshToken],
    ['advice', flow.advice],
    ['block', flow.block],
  ]
  return rows.flatMap(([label, value]) =>
    wrapHanging(value, columns, label.padEnd(9)).map((line) =>
      line.startsWith(label) ? line.replace(label, style.dim(label)) : line,
    ),
  )
}
