import { everyCommand, type CommandNode, type OptionNode } from './command-tree.js'
import type { Takes } from './completion-values.js'

/**
 * Writes the completion script for bash, 3.2 (macOS) and later.
 *
 * Names of profiles come from a file, so they are never given to `compgen -W`, which expands its words.
 */
export function bashCompletion(tree: CommandNode): string {
  const commands = everyCommand(tree)
  const [, ...below] = commands
  return `# Completion of oauthctl for bash. Load it: source <(oauthctl completion bash)

_oauthctl_profiles() {
  oauthctl profile list -o text --no-color 2>/dev/null </dev/null |
    sed -n 's/^[* ] \\([^ ]*\\) .*/\\1/p'
}

# Sets values to what the option $1 takes: words, @file, @profile, @text; nothing for a switch.
_oauthctl_value() {
  case $1 in
${below.flatMap(valueCases).join('\n')}
${valueCases(tree).join('\n')}
    *) values= ;;
  esac
}

# Sets values to the options of the command $1.
_oauthctl_options() {
  case $1 in
${below.flatMap(optionCases).join('\n')}
  esac
  values="$values ${shownNames(tree.options)}"
}

# Sets values to what may stand behind the command $1 and $2 arguments.
_oauthctl_arguments() {
  case "$1 $2" in
${commands.flatMap(argumentCases).join('\n')}
  esac
}

_oauthctl() {
  local cur=\${COMP_WORDS[COMP_CWORD]} path= values= count=0 ended= word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    # bash hands over --option=value as three words.
    if [[ $word == '=' ]]; then
      continue
    elif [[ -n $values ]]; then
      values=
    elif [[ $word == -- ]]; then
      ended=1
    elif [[ -z $ended && $word == -* ]]; then
      _oauthctl_value "$path $word"
    else
      case "$path $word" in
${below.map(commandCase).join('\n')}
        *) count=$((count + 1)) ;;
      esac
    fi
  done
  if [[ -n $values ]]; then
    if [[ $cur == '=' ]]; then cur=; fi
  elif [[ -z $ended && $cur == -* ]]; then
    _oauthctl_options "$path"
  else
    _oauthctl_arguments "$path" "$count"
  fi
  case $values in
    '' | @text) ;;
    @file)
      compopt -o filenames 2>/dev/null
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$cur")
      ;;
    @profile)
      while IFS= read -r word; do
        if [[ $word == "$cur"* ]]; then COMPREPLY+=("$(printf %q "$word")"); fi
      done < <(_oauthctl_profiles)
      ;;
    *)
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$values" -- "$cur")
      ;;
  esac
}

complete -F _oauthctl oauthctl
`
}

function valueCases({ path, options }: CommandNode): readonly string[] {
  const before = path === '' ? '*' : ''
  return options
    .filter(({ takes }) => takes.kind !== 'nothing')
    .map(({ names, takes }) => {
      const patterns = names.map((name) => `${before}${quoted(`${path} ${name}`)}`)
      return `    ${patterns.join(' | ')}) values=${quoted(encoded(takes))} ;;`
    })
}

function argumentCases(command: CommandNode): readonly string[] {
  const { path, commands } = command
  if (commands.length > 0) {
    return [
      `    ${quoted(`${path} 0`)}) values=${quoted(commands.map(({ name }) => name).join(' '))} ;;`,
    ]
  }
  return command.arguments.map(
    (argument, index) =>
      `    ${quoted(`${path} ${index}`)}) values=${quoted(encoded(argument.takes))} ;;`,
  )
}

function commandCase({ path, name }: CommandNode): string {
  const parent = path.slice(0, -name.length).trimEnd()
  return `        ${quoted(`${parent} ${name}`)}) path=${quoted(path)} ;;`
}

function optionCases(command: CommandNode): readonly string[] {
  const names = shownNames(command.options.filter((option) => !option.names.includes('--help')))
  return names === '' ? [] : [`    ${quoted(command.path)}) values=${quoted(names)} ;;`]
}

function shownNames(options: readonly OptionNode[]): string {
  const shown = options.filter(({ hidden }) => !hidden)
  return shown.flatMap(({ names }) => names).join(' ')
}

function encoded(takes: Takes): string {
  if (takes.kind === 'nothing') return ''
  return takes.kind === 'word' ? takes.words.join(' ') : `@${takes.kind}`
}

/** Our own words have no quotation mark in them. */
function quoted(text: string): string {
  return `'${text}'`
}
