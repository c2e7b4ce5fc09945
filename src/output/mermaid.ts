import type { DrawnFlow, Party } from '../kernel/flows-view.js'
import { partyName } from './party-name.js'

const ids: Readonly<Record<Party, string>> = {
  person: 'You',
  browser: 'Browser',
  device: 'Device',
  'identity-provider': 'IdP',
  client: 'CLI',
  org: 'Org',
}

/**
 * A flow as a sequence diagram of Mermaid, which GitHub and many editors draw.
 *
 * @returns Text that ends with a newline.
 * @see {@link https://mermaid.js.org/syntax/sequenceDiagram.html Mermaid: sequence diagrams}
 */
export function mermaid(flow: DrawnFlow): string {
  const lines = [
    'sequenceDiagram',
    '    autonumber',
    ...flow.parties.map(
      (party) => `    participant ${ids[party]} as ${escaped(partyName(party, flow.host))}`,
    ),
    ...flow.steps.flatMap((step) => {
      const arrow = step.kind === 'request' ? '->>' : '-->>'
      const text = [step.label, step.detail].filter((part) => part !== undefined).join('<br/>')
      return [
        ...(step.command === undefined
          ? []
          : [`    Note over ${ids[step.from]}: ${escaped(step.command)}`]),
        `    ${ids[step.from]}${arrow}${ids[step.to]}: ${escaped(text)}`,
      ]
    }),
  ]
  return `${lines.join('\n')}\n`
}

/** A number sign would begin an entity, and a semicolon end the line. */
function escaped(text: string): string {
  return text.replace(/[#;]/g, (letter) => (letter === '#' ? '#35;' : '#59;'))
}
