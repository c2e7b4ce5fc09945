import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings'

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const

/** A shell that can be taught the commands and options. */
export type Shell = (typeof shells)[number]

/** What `completion` needs. */
export interface CompletionContext {
  readonly print: (shell: Shell) => void
}

/** `completion <shell>`: the script that makes the Tab key know the commands and options. */
export function completionCommand(run: (shell: Shell) => Promise<void>): CommandUnknownOpts {
  return new Command('completion')
    .summary('print the completion script of a shell')
    .description(
      'Print the completion script of a shell. Load it when the shell starts:\n\n' +
        '  bash, zsh    source <(oauthctl completion bash)\n' +
        '  fish         oauthctl completion fish | source\n' +
        '  powershell   oauthctl completion powershell | Out-String | Invoke-Expression',
    )
    .addArgument(new Argument('<shell>', 'bash, zsh, fish or powershell').choices(shells))
    .action((shell) => run(shell))
}
