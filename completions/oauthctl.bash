# Completion of oauthctl for bash. Load it: source <(oauthctl completion bash)

_oauthctl_profiles() {
  oauthctl profile list -o text --no-color 2>/dev/null </dev/null |
    sed -n 's/^[* ] \([^ ]*\) .*/\1/p'
}

# Sets values to what the option $1 takes: words, @file, @profile, @text; nothing for a switch.
_oauthctl_value() {
  case $1 in
    'login --issuer') values='@text' ;;
    'login -i' | 'login --client-id') values='@text' ;;
    'login --client-secret-file') values='@file' ;;
    'login --auth-method') values='post basic private-key-jwt none' ;;
    'login -s' | 'login --scope') values='@text' ;;
    'login --param') values='@text' ;;
    'login --browser') values='@text' ;;
    'login --port') values='@text' ;;
    'login --redirect-uri') values='@text' ;;
    'login --prompt') values='login consent select_account' ;;
    'login --login-hint') values='@text' ;;
    'login --login-timeout') values='@text' ;;
    'login --session-timeout') values='@text' ;;
    'login -r' | 'login --instance-url') values='@text' ;;
    'token --min-ttl') values='@text' ;;
    'token --rejected') values='@file' ;;
    'profile set --client-secret-file') values='@file' ;;
    'profile set -s' | 'profile set --scope') values='@text' ;;
    'profile set --redirect-uri') values='@text' ;;
    'profile set --session-timeout') values='@text' ;;
    'emulator --port') values='@text' ;;
    'emulator --config') values='@file' ;;
    *' -p' | *' --profile') values='@profile' ;;
    *' -o' | *' --output') values='text json token header env powershell fish dotenv' ;;
    *' --timeout') values='@text' ;;
    *' --ca-file') values='@file' ;;
    *' --store') values='keychain passphrase key-file memory' ;;
    *' -a' | *' --alias') values='@profile' ;;
    *) values= ;;
  esac
}

# Sets values to the options of the command $1.
_oauthctl_options() {
  case $1 in
    'login') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --auth-method -s --scope --param --browser --no-browser --port --redirect-uri --paste --prompt --login-hint --login-timeout --session-timeout' ;;
    'token') values='--min-ttl --rejected' ;;
    'status') values='--check --origins' ;;
    'logout') values='--local' ;;
    'profile set') values='--client-secret-file --client-secret-stdin -s --scope --redirect-uri --session-timeout' ;;
    'emulator') values='--port --config --auto-approve --tls' ;;
    'demo') values='--browser' ;;
  esac
  values="$values -V --version -p --profile -o --output --redact -q --quiet -v --verbose --no-input --no-color --timeout --ca-file --store --no-store -h --help"
}

# Sets values to what may stand behind the command $1 and $2 arguments.
_oauthctl_arguments() {
  case "$1 $2" in
    ' 0') values='login token refresh status logout profile emulator demo completion' ;;
    'login 0') values='login test' ;;
    'profile 0') values='list show use set remove' ;;
    'profile show 0') values='@profile' ;;
    'profile use 0') values='@profile' ;;
    'profile set 0') values='@profile' ;;
    'profile remove 0') values='@profile' ;;
    'completion 0') values='bash zsh fish powershell' ;;
  esac
}

_oauthctl() {
  local cur=${COMP_WORDS[COMP_CWORD]} path= values= count=0 ended= word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
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
        ' login') path='login' ;;
        ' token') path='token' ;;
        ' refresh') path='refresh' ;;
        ' status') path='status' ;;
        ' logout') path='logout' ;;
        ' profile') path='profile' ;;
        'profile list') path='profile list' ;;
        'profile show') path='profile show' ;;
        'profile use') path='profile use' ;;
        'profile set') path='profile set' ;;
        'profile remove') path='profile remove' ;;
        ' emulator') path='emulator' ;;
        ' demo') path='demo' ;;
        ' completion') path='completion' ;;
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
