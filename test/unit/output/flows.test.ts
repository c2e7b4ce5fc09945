import { describe, expect, test } from 'vitest'
import { guideFlow, guideFlows } from '../../../src/flows/guide-flows.js'
import type { FlowView } from '../../../src/kernel/flows-view.js'
import { drawnFlowJson, drawnFlowText } from '../../../src/output/flow.js'
import { flowsJson, flowsText } from '../../../src/output/flows.js'
import { plain } from '../../../src/output/style.js'

const names = guideFlows().map(({ name }) => name)

function view(name: string, shown: Partial<FlowView> = {}): FlowView {
  const flow = guideFlow(name, undefined)
  return { kind: 'flow', flow, drawnAs: 'diagram', columns: 80, unicode: true, ...shown }
}

describe('a drawn flow', () => {
  test.each(names.flatMap((name) => [40, 80, 120].map((columns) => [name, columns] as const)))(
    '%s fits %d columns, with box characters and without',
    (name, columns) => {
      for (const unicode of [true, false]) {
        const text = drawnFlowText(view(name, { columns, unicode }), plain)
        expect(text.split('\n').filter((line) => line.length > columns)).toEqual([])
      }
    },
  )

  test.each(names)('%s is plain ASCII where the terminal shows nothing else', (name) => {
    expect(drawnFlowText(view(name, { unicode: false }), plain)).toMatch(/^[\n\u0020-\u007e]+$/)
  })

  test.each([
    ['jwt', 80, true],
    ['jwt', 80, false],
    ['device', 120, true],
    ['device', 120, false],
  ] as const)('%s looks like this at %d columns (unicode: %s)', (name, columns, unicode) => {
    expect(drawnFlowText(view(name, { columns, unicode }), plain)).toMatchSnapshot()
  })

  test('numbers its arrows as its legend does', () => {
    const text = drawnFlowText(view('client-credentials', { columns: 120 }), plain)
    expect(text).toContain('2 POST /services/oauth2/token')
    expect(text).toContain(
      '  2  POST https://YOUR-DOMAIN.my.salesforce.com/services/oauth2/token\n',
    )
  })
})

describe('Mermaid text', () => {
  test.each(names)('of %s is a valid sequenceDiagram', (name) => {
    const [head, numbers, ...lines] = drawnFlowText(view(name, { drawnAs: 'mermaid' }), plain)
      .trimEnd()
      .split('\n')
    expect([head, numbers]).toEqual(['sequenceDiagram', '    autonumber'])
    const wrong = lines.filter(
      (line) =>
        !/^ {4}(?:participant \w+ as [^#;]+|Note over \w+: [^\n]+|\w+--?>>\w+: [^\n]+)$/.test(line),
    )
    expect(wrong).toEqual([])
    const known = new Set(lines.flatMap((line) => /participant (\w+) as/.exec(line)?.[1] ?? []))
    const used = lines.flatMap((line) => /^ {4}(\w+)--?>>(\w+):/.exec(line)?.slice(1) ?? [])
    expect(used.filter((id) => !known.has(id))).toEqual([])
    // These begin an entity, end a line, or close a block.
    expect(lines.join('\n').replace(/#(?:35|59);/g, '')).not.toMatch(/[#;]|\bend\b/)
  })
})

describe('the table of flows', () => {
  const flows = guideFlows()

  test.each([40, 80, 99, 100, 120, 200])('fits %d columns', (columns) => {
    const text = flowsText({ kind: 'flows', flows, columns }, plain)
    expect(text.split('\n').filter((line) => line.length > columns)).toEqual([])
    for (const { name } of flows) expect(text).toContain(name)
  })

  test('is blocks where it does not fit, and says how to draw one', () => {
    const text = flowsText({ kind: 'flows', flows: flows.slice(0, 1), columns: 80 }, plain)
    expect(text).toMatchSnapshot()
  })
})

describe('the JSON', () => {
  test('of the table has all that a choice needs', () => {
    expect(flowsJson({ kind: 'flows', flows: guideFlows().slice(0, 1), columns: 80 })).toEqual({
      flows: [
        {
          name: 'web-server',
          title: 'OAuth 2.0 web server flow (authorization code with PKCE)',
          use: 'A person logs in on this machine: command line, desktop or web app',
          command: 'oauthctl login',
          hosts: 'any',
          standing: 'recommended',
          person: 'yes, once',
          secret: 'no with PKCE; yes when the app requires it',
          refresh_token: 'yes, with the scope refresh_token',
          advice:
            'The one to take. Require PKCE; keep the secret on a server, and let an app that cannot keep one go without. Rotate refresh tokens.',
          block:
            'Block the app in Connected Apps OAuth Usage, or disable the flow in the app; Setup > OAuth and OpenID Connect Settings can require PKCE of all',
        },
      ],
    })
  })

  test('of a drawn flow adds the host and the steps, and the Mermaid text when asked', () => {
    expect(drawnFlowJson(view('refresh'))).toMatchObject({
      name: 'refresh',
      host: 'https://login.salesforce.com',
    })
    expect(drawnFlowJson(view('refresh'))).not.toHaveProperty('mermaid')
    expect(drawnFlowJson(view('refresh', { drawnAs: 'mermaid' }))).toHaveProperty('mermaid')
  })
})
