import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { AuthError } from '../kernel/errors.js'
import type { DrawnFlow, FlowFacts, FlowsView, FlowView } from '../kernel/flows-view.js'

/** What was typed behind `flows`. */
export interface FlowsOptions {
  /** Of the flow to draw; absent: which flow for which use. */
  readonly name: string | undefined
  readonly host: string | undefined
  readonly mermaid: boolean
}

/** What `flows` needs. */
export interface FlowsContext {
  readonly flows: () => Promise<readonly FlowFacts[]>
  /** @throws {AuthError} `usage` when there is no such flow, or the host does not serve it. */
  readonly flow: (name: string, host: string | undefined) => Promise<DrawnFlow>
  /** What the terminal shows: its width in characters, and whether it has box-drawing characters. */
  readonly screen: () => Promise<{ readonly columns: number; readonly unicode: boolean }>
  readonly show: (view: FlowsView | FlowView) => void
}

/** `flows [name]`: which flow for which use; draws one. */
export function flowsCommand(run: (options: FlowsOptions) => Promise<void>): CommandUnknownOpts {
  return new Command('flows')
    .summary('say which flow is for which use, and draw one')
    .description(
      'Say which flow is for which use, whom and what it needs, and how safe it is. With a name, draw that flow: who sends what to which endpoint.',
    )
    .argument('[name...]', 'flow to draw: web-server, device, jwt and so on, or a command')
    .option('--host <host>', 'org whose endpoints to name')
    .option('--mermaid', 'print the drawing as Mermaid text')
    .action((words, flags) =>
      run({
        name: words.length === 0 ? undefined : words.join(' '),
        host: flags.host,
        mermaid: flags.mermaid === true,
      }),
    )
}

/** Shows the table, or draws one flow. */
export async function runFlows(options: FlowsOptions, context: FlowsContext): Promise<void> {
  const { name, host, mermaid } = options
  const { columns, unicode } = await context.screen()
  if (name !== undefined) {
    const flow = await context.flow(name, host)
    const drawnAs = mermaid ? 'mermaid' : 'diagram'
    context.show({ kind: 'flow', flow, drawnAs, columns, unicode })
    return
  }
  if (host !== undefined || mermaid) {
    throw new AuthError('usage', `${mermaid ? '--mermaid' : '--host'} needs the flow to draw`, {
      hint: 'name it: oauthctl flows web-server; see all: oauthctl flows',
    })
  }
  context.show({ kind: 'flows', flows: await context.flows(), columns })
}
