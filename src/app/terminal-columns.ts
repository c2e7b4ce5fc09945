import type { Host } from './host.js'

/**
 * Width to write for: that of the terminal, or 80 for a pipe, which has none.
 *
 * @returns At least 40 characters.
 */
export function terminalColumns(host: Pick<Host, 'terminal'>): number {
  return host.terminal.stdout ? Math.max(40, process.stdout.columns || 80) : 80
}
