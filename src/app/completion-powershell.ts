import { everyCommand, type CommandNode, type OptionNode } from './command-tree.js'
import type { Takes } from './completion-values.js'

/** Writes the completion script for PowerShell, 5.1 and later. */
export function powershellCompletion(tree: CommandNode): string {
  const commands = everyCommand(tree)
  return `# Completion of oauthctl for PowerShell. Load it: oauthctl completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName oauthctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # What an option of a command takes: words, @file, @profile or @text. The program's own are under '*'.
    $values = @{
${commands.flatMap(valueEntries).join('\n')}
    }
    $options = @{
${commands.map((command) => `        ${quoted(command.path)} = ${quoted(shownNames(command))}`).join('\n')}
    }
    # What may stand behind a command and so many arguments.
    $arguments = @{
${commands.flatMap(argumentEntries).join('\n')}
    }
    $commands = @(
${commands
  .slice(1)
  .map(({ path }) => `        ${quoted(path)}`)
  .join('\n')}
    )

    $path = ''
    $count = 0
    $takes = ''
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        $word = $element.ToString()
        if ($takes) { $takes = ''; continue }
        if ($word.StartsWith('-')) {
            $takes = $values["$path $word"]
            if (-not $takes) { $takes = $values["* $word"] }
            continue
        }
        $next = "$path $word".Trim()
        if ($commands -ccontains $next) { $path = $next } else { $count++ }
    }

    if (-not $takes) {
        if ($wordToComplete.StartsWith('-')) {
            $takes = $options[$path]
            if ($path) { $takes = ($takes, $options[''] | Where-Object { $_ }) -join ' ' }
        } else {
            $takes = $arguments["$path $count"]
        }
    }
    $found = switch ($takes) {
        { -not $_ -or $_ -eq '@text' } { @() }
        '@file' { return }
        '@profile' {
            try {
                (oauthctl profile list -o json 2>$null | ConvertFrom-Json).profiles |
                    ForEach-Object { $_.name }
            } catch { @() }
        }
        default { $takes -split ' ' }
    }
    @($found) | Where-Object { $_ -and $_.StartsWith($wordToComplete) } | Select-Object -Unique |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`
}

function valueEntries({ path, options }: CommandNode): readonly string[] {
  const at = path === '' ? '*' : path
  return options.flatMap(({ names, takes }) =>
    takes.kind === 'nothing'
      ? []
      : names.map((name) => `        ${quoted(`${at} ${name}`)} = ${quoted(encoded(takes))}`),
  )
}

function argumentEntries(command: CommandNode): readonly string[] {
  const { path, commands } = command
  const entry = (index: number, words: string): string =>
    `        ${quoted(`${path} ${index}`)} = ${quoted(words)}`
  if (commands.length > 0) return [entry(0, commands.map(({ name }) => name).join(' '))]
  return command.arguments.map(({ takes }, index) => entry(index, encoded(takes)))
}

function shownNames({ path, options }: CommandNode): string {
  const isOwn = ({ names }: OptionNode): boolean => path === '' || !names.includes('--help')
  return options
    .filter((option) => !option.hidden && isOwn(option))
    .flatMap(({ names }) => names)
    .join(' ')
}

function encoded(takes: Takes): string {
  if (takes.kind === 'nothing') return ''
  return takes.kind === 'word' ? takes.words.join(' ') : `@${takes.kind}`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
