import { everyCommand, type CommandNode, type OptionNode } from './command-tree.js'
import type { Takes } from './completion-values.js'

/** Writes the completion script for fish, 3.1 and later. */
export function fishCompletion(tree: CommandNode): string {
  const commands = everyCommand(tree)
  const [, ...below] = commands
  return `# Completion of oauthctl for fish. Load it: oauthctl completion fish | source

function __oauthctl_profiles
    oauthctl profile list -o text --no-color 2>/dev/null </dev/null | string replace -rf '^[* ] (\\S+)\\s.*' '$1'
end

# Whether the command typed so far is exactly $argv[1].
function __oauthctl_at
    set -l path ''
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip -eq 1
            set skip 0
            continue
        end
        switch "$path $word"
            case ${valuedPatterns(commands).join(' ')}
                set skip 1
            case '* -*'
${below.map(commandCase).join('\n')}
        end
    end
    test "$path" = "$argv[1]"
end

complete -c oauthctl -f
${tree.options
  .filter(visible)
  .map((option) => completeOption(option, []))
  .join('\n')}
${commands.flatMap((command) => linesOf(command, tree)).join('\n')}
`
}

function linesOf(command: CommandNode, tree: CommandNode): readonly string[] {
  const here = ['-n', quoted(`__oauthctl_at ${quotedInside(command.path)}`)]
  return [
    ...command.commands.map(({ name, summary }) =>
      ['complete -c oauthctl', ...here, '-a', name, '-d', quoted(summary)].join(' '),
    ),
    ...command.arguments.flatMap(({ takes }) => {
      const values = valuesOf(takes)
      return values === undefined ? [] : [['complete -c oauthctl', ...here, ...values].join(' ')]
    }),
    ...(command === tree ? [] : command.options.filter(visible).filter(isNotHelp)).map((option) =>
      completeOption(option, here),
    ),
  ]
}

function completeOption(option: OptionNode, here: readonly string[]): string {
  const names = option.names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  )
  const values = valuesOf(option.takes) ?? []
  const value =
    option.takes.kind === 'nothing' ? [] : option.takes.kind === 'file' ? ['-r'] : ['-x']
  const text = ['-d', quoted(option.description)]
  return ['complete -c oauthctl', ...here, ...names, ...value, ...values, ...text].join(' ')
}

function valuesOf(takes: Takes): readonly string[] | undefined {
  switch (takes.kind) {
    case 'nothing':
    case 'text':
      return undefined
    case 'file':
      return ['-F']
    case 'profile':
      return ['-a', quoted('(__oauthctl_profiles)')]
    case 'word':
      return ['-a', quoted(takes.words.join(' '))]
  }
}

/** Options that swallow the word behind them: its own at a command, the program's at all. */
function valuedPatterns(commands: readonly CommandNode[]): readonly string[] {
  return commands.flatMap(({ path, options }) =>
    options
      .filter(({ takes }) => takes.kind !== 'nothing')
      .flatMap(({ names }) => names.map((name) => quoted(`${path === '' ? '*' : path} ${name}`))),
  )
}

function commandCase({ path, name }: CommandNode): string {
  const parent = path.slice(0, -name.length).trimEnd()
  return `            case ${quoted(`${parent} ${name}`)}\n                set path ${quoted(path)}`
}

function visible({ hidden }: OptionNode): boolean {
  return !hidden
}

/** The program's own line for it holds everywhere. */
function isNotHelp({ names }: OptionNode): boolean {
  return !names.includes('--help')
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** A condition is read twice. */
function quotedInside(text: string): string {
  return `"${text}"`
}
