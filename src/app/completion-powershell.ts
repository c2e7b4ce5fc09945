import { everyCommand, type CommandNode } from './command-tree.js'
import {
  argumentWords,
  encodedTakes,
  optionWords,
  ownOptions,
  parentPath,
  swallows,
} from './completion-places.js'

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
${entriesOf(optionWords(tree)).join('\n')}
    }
    # What may stand behind a command and so many arguments.
    $arguments = @{
${entriesOf(argumentWords(tree)).join('\n')}
    }
    $commands = @(
${commands
  .slice(1)
  .map(({ path }) => `        ${quoted(path)}`)
  .join('\n')}
    )
    # What a command does when none below it is named.
    $defaults = @{
${commands.flatMap(defaultEntry).join('\n')}
    }

    $path = ''
    $count = 0
    $takes = ''
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        $word = $element.ToString()
        if ($takes) { $takes = ''; continue }
        $default = $defaults[$path]
        if ($word.StartsWith('-')) {
            # Its option says that none of the commands follows.
            $isOfDefault = $default -and
                ($values["$default $word"] -or (($options[$default] -split ' ') -ccontains $word))
            if ($isOfDefault) { $path = $default }
            $takes = $values["$path $word"]
            if (-not $takes) { $takes = $values["* $word"] }
            continue
        }
        $next = "$path $word".Trim()
        if ($commands -ccontains $next) { $path = $next; continue }
        $count++
        if ($default) { $path = $default }
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

function valueEntries(command: CommandNode): readonly string[] {
  const at = command.path === '' ? '*' : command.path
  return ownOptions(command)
    .filter(swallows)
    .flatMap(({ names, takes }) => names.map((name) => entry(`${at} ${name}`, encodedTakes(takes))))
}

function defaultEntry(command: CommandNode): readonly string[] {
  return command.hidden ? [entry(parentPath(command), command.path)] : []
}

function entriesOf(values: ReadonlyMap<string, string>): readonly string[] {
  return [...values].map(([place, words]) => entry(place, words))
}

function entry(key: string, value: string): string {
  return `        ${quoted(key)} = ${quoted(value)}`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
