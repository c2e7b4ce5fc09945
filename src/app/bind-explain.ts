import type { ExplainContext } from '../commands/explain.js'
import type { Services } from './services.js'
import { terminalColumns } from './terminal-columns.js'

/** Binds `explain` to this process. */
export function explainContext(services: Services): ExplainContext {
  const { host } = services
  return {
    read: async (asked) => (asked || !host.terminal.stdin ? host.readStdin() : undefined),
    explain: async (text) => (await import('../flows/explain.js')).explainError(text),
    everything: async () => (await import('../flows/explain.js')).explainEverything(),
    columns: () => terminalColumns(host),
    show: services.show,
  }
}
