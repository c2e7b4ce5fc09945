import {
  everyCommand,
  type ArgumentNode,
  type CommandNode,
  type OptionNode,
} from './command-tree.js'
import { defaultCommand, ownOptions, shownCommands } from './completion-places.js'
import type { Takes } from './completion-values.js'

/** Writes the completion script for zsh, to be sourced, or put on `fpath` as `_oauthctl`. */
export function zshCompletion(tree: CommandNode): string {
  return `#compdef oauthctl
# Completion of oauthctl for zsh. Load it: source <(oauthctl completion zsh)

_oauthctl_profiles() {
  local -a names
  names=(\${(f)"$(oauthctl profile list -o text --no-color 2>/dev/null </dev/null)"})
  names=(\${\${(M)names:#[* ] *}#??})
  compadd -- \${names%% *}
}

${everyCommand(tree)
  .map((command) => functionOf(command, tree))
  .join('\n')}
if [[ $funcstack[1] == _oauthctl ]]; then
  _oauthctl "$@"
else
  compdef _oauthctl oauthctl
fi
`
}

function functionOf(command: CommandNode, tree: CommandNode): string {
  const own = command === tree ? [] : ownOptions(command)
  const body =
    command.commands.length > 0
      ? commandsBody(command, [...own, ...tree.options])
      : leafBody(command, [...own, ...tree.options])
  return `${functionName(command)}() {\n${body}}\n`
}

function leafBody(command: CommandNode, options: readonly OptionNode[]): string {
  const positional = command.arguments.map(({ name, required, takes }) =>
    quoted(`${required ? '' : ':'}:${escaped(name)}:${action(takes)}`),
  )
  return `  _arguments \\\n${specLines(options, positional)}\n`
}

/** Options end at the first argument, or the words behind a command would lose its name. */
const commandThenRest = ["'(-): :->command'", "'(-)*:: :->rest'"]

function commandsBody(command: CommandNode, options: readonly OptionNode[]): string {
  const fallback = defaultCommand(command)
  const ofFallback = fallback === undefined ? [] : ownOptions(fallback).map(asSwitch)
  const described = shownCommands(command).map(
    ({ name, summary }) => `        ${quoted(`${name}:${escaped(summary)}`)}`,
  )
  const cases = command.commands.map((one) => `        ${one.name}) ${functionName(one)} ;;`)
  return `  local context state line name settled
  typeset -A opt_args
  local -a typed commands
  typed=("\${(@)words}")
  integer cursor=$CURRENT
  _arguments -C \\
${specLines([...ofFallback, ...options], commandThenRest)}
  name=$words[1]
${fallback === undefined ? '' : settledBy(fallback)}  case $state in
    command)
      commands=(
${described.join('\n')}
      )
      [[ -n $settled ]] || _describe -t commands command commands
${(fallback?.arguments ?? []).slice(0, 1).map(alternative).join('')}      ;;
    rest)
      case $name in
${[...cases, ...(fallback === undefined ? [] : [handOver(fallback)])].join('\n')}
      esac
      ;;
  esac
`
}

function specLines(options: readonly OptionNode[], positional: readonly string[]): string {
  const specs = options.filter(({ hidden }) => !hidden).flatMap(optionSpecs)
  return [...specs, ...positional].map((spec) => `    ${spec}`).join(' \\\n')
}

function settledBy(fallback: CommandNode): string {
  const names = ownOptions(fallback).flatMap((option) => option.names)
  return `  # One of these options says that none of the commands follows.
  settled=\${opt_args[(I)${names.join('|')}]}
  [[ -n $settled ]] && name=
`
}

function alternative({ name, takes }: ArgumentNode): string {
  return `      _alternative ${quoted(`${name}:${escaped(name)}:${action(takes)}`)}\n`
}

/** What runs when no command is named reads the line itself, from its beginning. */
function handOver(fallback: CommandNode): string {
  return `        *)
          words=("\${(@)typed}")
          CURRENT=$cursor
          ${functionName(fallback)}
          ;;`
}

/** A value that may be left out looks like an argument here; what reads it is the command itself. */
function asSwitch(option: OptionNode): OptionNode {
  return option.valueOptional ? { ...option, takes: { kind: 'nothing' } } : option
}

function optionSpecs({
  names,
  takes,
  valueOptional,
  description,
  repeatable,
}: OptionNode): readonly string[] {
  const excluded = repeatable ? '*' : names.length > 1 ? `(${names.join(' ')})` : ''
  return names.map((name) => {
    if (takes.kind === 'nothing') return quoted(`${excluded}${name}[${escaped(description)}]`)
    const attached = name.startsWith('--') ? '=' : '+'
    const colon = valueOptional ? '::' : ':'
    const text = escaped(description)
    return quoted(`${excluded}${name}${attached}[${text}]${colon}value:${action(takes)}`)
  })
}

function action(takes: Takes): string {
  switch (takes.kind) {
    case 'nothing':
    case 'text':
      return ' '
    case 'file':
      return '_files'
    case 'profile':
      return '_oauthctl_profiles'
    case 'word':
      return `(${takes.words.join(' ')})`
  }
}

function functionName({ path }: CommandNode): string {
  return ['_oauthctl', ...path.split(' ').filter((word) => word !== '')].join('_')
}

/** Colons and brackets end a part of a specification. */
function escaped(text: string): string {
  return text.replace(/[\\:[\]]/g, '\\$&').replaceAll('\n', ' ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
