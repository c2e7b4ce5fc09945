import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { CompletionContext, Shell } from '../commands/completion.js'
import { commandTree, type CommandNode } from './command-tree.js'
import { bashCompletion } from './completion-bash.js'
import { fishCompletion } from './completion-fish.js'
import { powershellCompletion } from './completion-powershell.js'
import { zshCompletion } from './completion-zsh.js'
import type { Services } from './services.js'

const scripts: Readonly<Record<Shell, (tree: CommandNode) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
}

/** Writes the completion script of a shell; it ends with a newline. */
export function completionScript(shell: Shell, tree: CommandNode): string {
  return scripts[shell](tree)
}

/** Binds `completion` to this process. A script is a script in every output format. */
export function completionContext(
  root: CommandUnknownOpts,
  { host }: Pick<Services, 'host'>,
): CompletionContext {
  return {
    print: (shell) => host.writeStdout(completionScript(shell, commandTree(root))),
  }
}
