# Completion of oauthctl for PowerShell. Load it: oauthctl completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName oauthctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # What an option of a command takes: words, @file, @profile or @text. The program's own are under '*'.
    $values = @{
        '* -p' = '@profile'
        '* --profile' = '@profile'
        '* -o' = 'text json token header env powershell fish dotenv'
        '* --output' = 'text json token header env powershell fish dotenv'
        '* --timeout' = '@text'
        '* --ca-file' = '@file'
        '* --store' = 'keychain passphrase key-file memory'
        '* -a' = '@profile'
        '* --alias' = '@profile'
        'login --issuer' = '@text'
        'login -i' = '@text'
        'login --client-id' = '@text'
        'login --client-secret-file' = '@file'
        'login --auth-method' = 'post basic private-key-jwt none'
        'login -s' = '@text'
        'login --scope' = '@text'
        'login --param' = '@text'
        'login --browser' = '@text'
        'login --port' = '@text'
        'login --redirect-uri' = '@text'
        'login --prompt' = 'login consent select_account'
        'login --login-hint' = '@text'
        'login --login-timeout' = '@text'
        'login --session-timeout' = '@text'
        'login -r' = '@text'
        'login --instance-url' = '@text'
        'token --min-ttl' = '@text'
        'token --rejected' = '@file'
        'profile set --client-secret-file' = '@file'
        'profile set -s' = '@text'
        'profile set --scope' = '@text'
        'profile set --redirect-uri' = '@text'
        'profile set --session-timeout' = '@text'
        'emulator --port' = '@text'
        'emulator --config' = '@file'
    }
    $options = @{
        '' = '-V --version -p --profile -o --output --redact -q --quiet -v --verbose --no-input --no-color --timeout --ca-file --store --no-store -h --help'
        'login' = '--issuer -i --client-id --client-secret-file --client-secret-stdin --auth-method -s --scope --param --browser --no-browser --port --redirect-uri --paste --prompt --login-hint --login-timeout --session-timeout'
        'token' = '--min-ttl --rejected'
        'refresh' = ''
        'status' = '--check --origins'
        'logout' = '--local'
        'profile' = ''
        'profile list' = ''
        'profile show' = ''
        'profile use' = ''
        'profile set' = '--client-secret-file --client-secret-stdin -s --scope --redirect-uri --session-timeout'
        'profile remove' = ''
        'emulator' = '--port --config --auto-approve --tls'
        'demo' = '--browser'
        'completion' = ''
    }
    # What may stand behind a command and so many arguments.
    $arguments = @{
        ' 0' = 'login token refresh status logout profile emulator demo completion'
        'login 0' = 'login test'
        'profile 0' = 'list show use set remove'
        'profile show 0' = '@profile'
        'profile use 0' = '@profile'
        'profile set 0' = '@profile'
        'profile remove 0' = '@profile'
        'completion 0' = 'bash zsh fish powershell'
    }
    $commands = @(
        'login'
        'token'
        'refresh'
        'status'
        'logout'
        'profile'
        'profile list'
        'profile show'
        'profile use'
        'profile set'
        'profile remove'
        'emulator'
        'demo'
        'completion'
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
