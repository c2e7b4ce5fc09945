import type { FlowsContext } from '../commands/flows.js'
import type { Services } from './services.js'
import { terminalColumns } from './terminal-columns.js'

/** Binds `flows` to this process. */
export function flowsContext(services: Services): FlowsContext {
  const { host } = services
  return {
    flows: async () => (await import('../flows/guide-flows.js')).guideFlows(),
    flow: async (name, org) => (await import('../flows/guide-flows.js')).guideFlow(name, org),
    screen: async () => {
      const { speaksUnicode } = await import('../output/unicode.js')
      return { columns: terminalColumns(host), unicode: speaksUnicode(host.env) }
    },
    show: services.show,
  }
}
