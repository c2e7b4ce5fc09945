import { everyCommand, type CommandNode, type OptionNode } from './command-tree.js'
import { ownOptions, parentPath, placesOf, shownCommands, swallows } from './completion-places.js'
import type { Takes } from './completion-values.js'

/** Writes the completion script for fish, 3.1 and later. */
export function fishCompletion(tree: CommandNode): string {
  const commands = everyCommand(tree)
  const [, ...below] = commands
  const defaults = below.filter(({ hidden }) => hidden)
  return `# Completion of oauthctl for fish. Load it: oauthctl completion fish | source

function __oauthctl_profiles
    oauthctl profile list -o text --no-color 2>/dev/null </dev/null | string replace -rf '^[* ] (\\S+)\\s.*' '$1'
end

# Whether the command typed so far is one of the arguments, as it is or with the number of its arguments.
function __oauthctl_at
    set -l path ''
    set -l count 0
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip -eq 1
            set skip 0
            continue
        end
        # An option of what a command does when none below it is named says that none follows.
        switch "$path $word"
${defaults.map(defaultOptionsCase).join('\n')}
        end
        switch "$path $word"
            case ${valuedPatterns(commands).join(' ')}
                set skip 1
            case '* -*'
${below.map(commandCase).join('\n')}
            case '*'
                set count (math $count + 1)
                switch "$path"
${defaults.map(defaultCase).join('\n')}
                end
        end
    end
    contains -- "$path" $argv; or contains -- "$path $count" $argv
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
  const places = placesOf(command)
  return [
    ...shownCommands(command).map(({ name, summary }) =>
      ['complete -c oauthctl', ...at([command.path]), '-a', name, '-d', quoted(summary)].join(' '),
    ),
    ...command.arguments.flatMap(({ takes }, index) => {
      const values = valuesOf(takes)
      if (values === undefined) return []
      const here = at(places.map((place) => `${place} ${index}`))
      return [['complete -c oauthctl', ...here, ...values].join(' ')]
    }),
    ...(command === tree ? [] : ownOptions(command).filter(visible)).map((option) =>
      completeOption(option, at(places)),
    ),
  ]
}

function at(places: readonly string[]): readonly string[] {
  return ['-n', quoted(['__oauthctl_at', ...places.map(quotedInside)].join(' '))]
}

function completeOption(option: OptionNode, here: readonly string[]): string {
  const names = option.names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  )
  const values = valuesOf(option.takes) ?? []
  const value = swallows(option) ? [option.takes.kind === 'file' ? '-r' : '-x', ...values] : []
  const text = ['-d', quoted(option.description)]
  return ['complete -c oauthctl', ...here, ...names, ...value, ...text].join(' ')
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
  return commands.flatMap((command) => {
    const place = command.path === '' ? '*' : command.path
    return ownOptions(command)
      .filter(swallows)
      .flatMap(({ names }) => names.map((name) => quoted(`${place} ${name}`)))
  })
}

function commandCase(command: CommandNode): string {
  const words = quoted(`${parentPath(command)} ${command.name}`)
  return `            case ${words}\n                set path ${quoted(command.path)}`
}

function defaultOptionsCase(command: CommandNode): string {
  const patterns = ownOptions(command).flatMap(({ names }) =>
    names.map((name) => quoted(`${parentPath(command)} ${name}`)),
  )
  return `            case ${patterns.join(' ')}\n                set path ${quoted(command.path)}`
}

function defaultCase(command: CommandNode): string {
  const parent = quoted(parentPath(command))
  return `                    case ${parent}\n                        set path ${quoted(command.path)}`
}

function visible({ hidden }: OptionNode): boolean {
  return !hidden
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** A condition is read twice. */
function quotedInside(text: string): string {
  return `"${text}"`
}
