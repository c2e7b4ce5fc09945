#compdef oauthctl
# Completion of oauthctl for zsh. Load it: source <(oauthctl completion zsh)

_oauthctl_profiles() {
  local -a names
  names=(${(f)"$(oauthctl profile list -o text --no-color 2>/dev/null </dev/null)"})
  names=(${${(M)names:#[* ] *}#??})
  compadd -- ${names%% *}
}

_oauthctl() {
  local context state line
  typeset -A opt_args
  _arguments -C \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]' \
    ': :->command' \
    '*:: :->rest'
  case $state in
    command)
      local -a commands
      commands=(
        'login:log in through the browser and keep the tokens'
        'token:print an access token that is valid for a while'
        'refresh:force a refresh now'
        'status:show who is logged in where, and for how long'
        'logout:revoke the tokens at the server, then forget them'
        'profile:list, show, choose, change and remove profiles'
        'emulator:run a Salesforce org on loopback, for tests'
        'demo:show the main job on an embedded org; touches nothing of yours'
        'completion:print the completion script of a shell'
      )
      _describe -t commands command commands
      ;;
    rest)
      case $words[1] in
        login) _oauthctl_login ;;
        token) _oauthctl_token ;;
        refresh) _oauthctl_refresh ;;
        status) _oauthctl_status ;;
        logout) _oauthctl_logout ;;
        profile) _oauthctl_profile ;;
        emulator) _oauthctl_emulator ;;
        demo) _oauthctl_demo ;;
        completion) _oauthctl_completion ;;
      esac
      ;;
  esac
}

_oauthctl_login() {
  _arguments \
    '--issuer=[log in to this OAuth or OpenID Connect server instead]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--auth-method=[how the client authenticates\: post, basic or none]:value:(post basic private-key-jwt none)' \
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
    '*--param=[another authorize parameter; repeatable]:value: ' \
    '--browser=[open this browser]:value: ' \
    '--no-browser[only print the URL]' \
    '*--port=[callback port; repeatable, tried in order; 0 for any]:value: ' \
    '--redirect-uri=[callback URL as registered in the app]:value: ' \
    '--paste[paste the callback URL or the code instead of listening]' \
    '--prompt=[login, consent, select_account]:value:(login consent select_account)' \
    '--login-hint=[user name to fill in]:value: ' \
    '--login-timeout=[how long to wait for the person]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]' \
    '::host:(login test)'
}

_oauthctl_token() {
  _arguments \
    '--min-ttl=[shortest life wanted (default\: 60)]:value: ' \
    '--rejected=[a token the API refused, - for stdin\: give another one]:value:_files' \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]'
}

_oauthctl_refresh() {
  _arguments \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]'
}

_oauthctl_status() {
  _arguments \
    '--check[ask the server whether the token works]' \
    '--origins[say where each setting came from]' \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]'
}

_oauthctl_logout() {
  _arguments \
    '--local[only forget; the tokens live on at the server]' \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]'
}

_oauthctl_profile() {
  local context state line
  typeset -A opt_args
  _arguments -C \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]' \
    ': :->command' \
    '*:: :->rest'
  case $state in
    command)
      local -a commands
      commands=(
        'list:list the profiles'
        'show:show a profile'
        'use:use this profile when none is named'
        'set:change defaults, or replace a rotated client secret'
        'remove:forget the credential and remove the profile'
      )
      _describe -t commands command commands
      ;;
    rest)
      case $words[1] in
        list) _oauthctl_profile_list ;;
        show) _oauthctl_profile_show ;;
        use) _oauthctl_profile_use ;;
        set) _oauthctl_profile_set ;;
        remove) _oauthctl_profile_remove ;;
      esac
      ;;
  esac
}

_oauthctl_profile_list() {
  _arguments \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]'
}

_oauthctl_profile_show() {
  _arguments \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]' \
    '::name:_oauthctl_profiles'
}

_oauthctl_profile_use() {
  _arguments \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]' \
    ':name:_oauthctl_profiles'
}

_oauthctl_profile_set() {
  _arguments \
    '--client-secret-file=[read the new client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the new client secret from stdin]' \
    '*-s+[scopes to ask for at the next login; repeatable]:value: ' \
    '*--scope=[scopes to ask for at the next login; repeatable]:value: ' \
    '--redirect-uri=[callback URL of the next login]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]' \
    '::name:_oauthctl_profiles'
}

_oauthctl_profile_remove() {
  _arguments \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]' \
    ':name:_oauthctl_profiles'
}

_oauthctl_emulator() {
  _arguments \
    '--port=[first of four ports, 0 for any]:value: ' \
    '--config=[JSON file with apps, users and settings]:value:_files' \
    '--auto-approve[answer every page itself, as the first user]' \
    '--tls[serve https under a throw-away authority]' \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]'
}

_oauthctl_demo() {
  _arguments \
    '--browser[log in by hand in your own browser]' \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]'
}

_oauthctl_completion() {
  _arguments \
    '(-V --version)-V[print the version]' \
    '(-V --version)--version[print the version]' \
    '(-p --profile)-p+[profile to use]:value:_oauthctl_profiles' \
    '(-p --profile)--profile=[profile to use]:value:_oauthctl_profiles' \
    '(-o --output)-o+[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '(-o --output)--output=[text, json, token, header, env, powershell, fish or dotenv]:value:(text json token header env powershell fish dotenv)' \
    '--redact[replace every secret by a fingerprint]' \
    '(-q --quiet)-q[print only errors and what somebody has to act on]' \
    '(-q --quiet)--quiet[print only errors and what somebody has to act on]' \
    '(-v --verbose)-v[trace HTTP on stderr, secrets as fingerprints]' \
    '(-v --verbose)--verbose[trace HTTP on stderr, secrets as fingerprints]' \
    '--no-input[never ask; fail and name the missing flag]' \
    '--no-color[no colours]' \
    '--timeout=[for one request (default\: 30)]:value: ' \
    '--ca-file=[trust these certificates too (PEM)]:value:_files' \
    '--store=[where the sealing key is\: keychain, passphrase, key-file or memory]:value:(keychain passphrase key-file memory)' \
    '--no-store[keep nothing]' \
    '(-h --help)-h[print help]' \
    '(-h --help)--help[print help]' \
    ':shell:(bash zsh fish powershell)'
}

if [[ $funcstack[1] == _oauthctl ]]; then
  _oauthctl "$@"
else
  compdef _oauthctl oauthctl
fi
