import { everyCommand, type CommandNode, type OptionNode } from './command-tree.js'
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
  const own =
    command === tree ? [] : command.options.filter(({ names }) => !names.includes('--help'))
  const specs = [...own, ...tree.options].filter(({ hidden }) => !hidden).flatMap(optionSpecs)
  const { commands } = command
  const positional =
    commands.length > 0
      ? ["': :->command'", "'*:: :->rest'"]
      : command.arguments.map(({ name, required, takes }) =>
          quoted(`${required ? '' : ':'}:${escaped(name)}:${action(takes)}`),
        )
  const lines = [...specs, ...positional].map((spec) => `    ${spec}`).join(' \\\n')
  return `${functionName(command)}() {
${commands.length > 0 ? `  local context state line\n  typeset -A opt_args\n` : ''}  _arguments${commands.length > 0 ? ' -C' : ''} \\
${lines}
${commands.length > 0 ? dispatch(commands) : ''}}
`
}

function dispatch(commands: readonly CommandNode[]): string {
  const described = commands.map(
    ({ name, summary }) => `        ${quoted(`${name}:${escaped(summary)}`)}`,
  )
  const cases = commands.map((command) => `        ${command.name}) ${functionName(command)} ;;`)
  return `  case $state in
    command)
      local -a commands
      commands=(
${described.join('\n')}
      )
      _describe -t commands command commands
      ;;
    rest)
      case $words[1] in
${cases.join('\n')}
      esac
      ;;
  esac
`
}

function optionSpecs({ names, takes, description, repeatable }: OptionNode): readonly string[] {
  const excluded = repeatable ? '*' : names.length > 1 ? `(${names.join(' ')})` : ''
  return names.map((name) => {
    if (takes.kind === 'nothing') return quoted(`${excluded}${name}[${escaped(description)}]`)
    const attached = name.startsWith('--') ? '=' : '+'
    return quoted(`${excluded}${name}${attached}[${escaped(description)}]:value:${action(takes)}`)
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
