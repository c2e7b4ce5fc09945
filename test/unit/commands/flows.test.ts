import { describe, expect, test } from 'vitest'
import { flowsCommand, runFlows, type FlowsOptions } from '../../../src/commands/flows.js'
import { guideFlow, guideFlows } from '../../../src/flows/guide-flows.js'
import { AuthError } from '../../../src/kernel/errors.js'

async function run(typed: Partial<FlowsOptions>): Promise<readonly object[]> {
  const shown: object[] = []
  await runFlows(
    { name: undefined, host: undefined, mermaid: false, ...typed },
    {
      flows: () => Promise.resolve(guideFlows()),
      flow: (name, host) => Promise.resolve(guideFlow(name, host)),
      screen: () => Promise.resolve({ columns: 120, unicode: false }),
      show: (view) => shown.push(view),
    },
  )
  return shown
}

describe('flows', () => {
  test('shows the table without a name', async () => {
    expect(await run({})).toEqual([{ kind: 'flows', flows: guideFlows(), columns: 120 }])
  })

  test.each([
    [{ name: 'jwt' }, undefined, 'diagram'],
    [{ name: 'jwt', host: 'acme', mermaid: true }, 'acme', 'mermaid'],
  ])('draws the flow of %j', async (typed, host, drawnAs) => {
    expect(await run(typed)).toEqual([
      { kind: 'flow', flow: guideFlow('jwt', host), drawnAs, columns: 120, unicode: false },
    ])
  })

  test.each([[{ host: 'acme' }], [{ mermaid: true }]])(
    'refuses %j without a name',
    async (typed) => {
      const error: unknown = await run(typed).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(AuthError)
      expect(error).toMatchObject({
        code: 'usage',
        hint: 'name it: oauthctl flows web-server; see all: oauthctl flows',
      })
    },
  )

  test.each([
    [[], { name: undefined, host: undefined, mermaid: false }],
    [
      ['saml', 'assertion', '--host', 'acme', '--mermaid'],
      { name: 'saml assertion', host: 'acme', mermaid: true },
    ],
  ])('argv %j is %j', async (argv, options) => {
    const seen: FlowsOptions[] = []
    const command = flowsCommand((typed) => {
      seen.push(typed)
      return Promise.resolve()
    })
    await command.parseAsync(argv, { from: 'user' })
    expect(seen).toEqual([options])
  })
})
