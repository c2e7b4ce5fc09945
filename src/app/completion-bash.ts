import { everyCommand, type CommandNode } from './command-tree.js'
import {
  argumentWords,
  encodedTakes,
  optionWords,
  ownOptions,
  parentPath,
  placesOf,
  swallows,
} from './completion-places.js'

/**
 * Writes the completion script for bash, 3.2 (macOS) and later.
 *
 * Names of profiles come from a file, so they are never given to `compgen -W`, which expands its words.
 */
export function bashCompletion(tree: CommandNode): string {
  const [, ...below] = everyCommand(tree)
  const { '': programOptions = '', ...options } = Object.fromEntries(optionWords(tree))
  return `# Completion of oauthctl for bash. Load it: source <(oauthctl completion bash)

_oauthctl_profiles() {
  oauthctl profile list -o text --no-color 2>/dev/null </dev/null |
    sed -n 's/^[* ] \\([^ ]*\\) .*/\\1/p'
}

# Sets values to what the option $1 takes: words, @file, @profile, @text; nothing for a switch. An option of
# what a command does when none below it is named says that none follows: path is set to that.
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
${casesOf(options).join('\n')}
  esac
  values="$values ${programOptions}"
}

# Sets values to what may stand behind the command $1 and $2 arguments.
_oauthctl_arguments() {
  case "$1 $2" in
${casesOf(Object.fromEntries(argumentWords(tree))).join('\n')}
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
        *)
          count=$((count + 1))
          case $path in
${below.flatMap(defaultCase).join('\n')}
          esac
          ;;
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

function valueCases(command: CommandNode): readonly string[] {
  const { path, hidden } = command
  const before = path === '' ? '*' : ''
  return ownOptions(command)
    .filter((option) => hidden || swallows(option))
    .map((option) => {
      const patterns = placesOf(command).flatMap((place) =>
        option.names.map((name) => `${before}${quoted(`${place} ${name}`)}`),
      )
      const moved = hidden ? `path=${quoted(path)} ` : ''
      const values = quoted(swallows(option) ? encodedTakes(option.takes) : '')
      return `    ${patterns.join(' | ')}) ${moved}values=${values} ;;`
    })
}

function commandCase(command: CommandNode): string {
  const words = quoted(`${parentPath(command)} ${command.name}`)
  return `        ${words}) path=${quoted(command.path)} ;;`
}

function defaultCase(command: CommandNode): readonly string[] {
  if (!command.hidden) return []
  return [`            ${quoted(parentPath(command))}) path=${quoted(command.path)} ;;`]
}

function casesOf(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).map(
    ([place, words]) => `    ${quoted(place)}) values=${quoted(words)} ;;`,
  )
}

/** Our own words have no quotation mark in them. */
function quoted(text: string): string {
  return `'${text}'`
}
