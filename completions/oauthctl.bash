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
    'login --key-file') values='@file' ;;
    'login --key-id') values='@text' ;;
    'login --auth-method') values='post basic private-key-jwt none' ;;
    'login -s' | 'login --scope') values='@text' ;;
    'login --session-timeout') values='@text' ;;
    'login -r' | 'login --instance-url') values='@text' ;;
    'login -f' | 'login --jwt-key-file') values='@file' ;;
    'login --param') values='@text' ;;
    'login --browser') values='@text' ;;
    'login --port') values='@text' ;;
    'login --redirect-uri') values='@text' ;;
    'login --prompt') values='login consent select_account' ;;
    'login --login-hint') values='@text' ;;
    'login --login-timeout') values='@text' ;;
    'jwt flow --issuer') values='@text' ;;
    'jwt flow -i' | 'jwt flow --client-id') values='@text' ;;
    'jwt flow --client-secret-file') values='@file' ;;
    'jwt flow --key-file') values='@file' ;;
    'jwt flow --key-id') values='@text' ;;
    'jwt flow --auth-method') values='post basic private-key-jwt none' ;;
    'jwt flow -s' | 'jwt flow --scope') values='@text' ;;
    'jwt flow --session-timeout') values='@text' ;;
    'jwt flow -r' | 'jwt flow --instance-url') values='@text' ;;
    'jwt flow -f' | 'jwt flow --jwt-key-file') values='@file' ;;
    'jwt flow -u' | 'jwt flow --username') values='@text' ;;
    'jwt flow --audience') values='@text' ;;
    'jwt keygen --out-key') values='@file' ;;
    'jwt keygen --out-cert') values='@file' ;;
    'jwt keygen --days') values='@text' ;;
    'jwt keygen --subject') values='@text' ;;
    'jwt keygen --bits') values='2048 4096' ;;
    'jwt sign --claims') values='@file' ;;
    'jwt sign --claim') values='@text' ;;
    'jwt sign --iss') values='@text' ;;
    'jwt sign --sub') values='@text' ;;
    'jwt sign --aud') values='@text' ;;
    'jwt sign --exp-in') values='@text' ;;
    'jwt sign --key-file') values='@file' ;;
    'jwt sign --key-id') values='@text' ;;
    'jwt verify --issuer') values='@text' ;;
    'jwt verify --jwks-url') values='@text' ;;
    'jwt verify --key-file') values='@file' ;;
    'jwt verify --certificate') values='@file' ;;
    'jwt verify --audience') values='@text' ;;
    'jwt verify --clock-tolerance') values='@text' ;;
    'client-credentials --issuer') values='@text' ;;
    'client-credentials -i' | 'client-credentials --client-id') values='@text' ;;
    'client-credentials --client-secret-file') values='@file' ;;
    'client-credentials --key-file') values='@file' ;;
    'client-credentials --key-id') values='@text' ;;
    'client-credentials --auth-method') values='post basic private-key-jwt none' ;;
    'client-credentials -s' | 'client-credentials --scope') values='@text' ;;
    'client-credentials --session-timeout') values='@text' ;;
    'client-credentials -r' | 'client-credentials --instance-url') values='@text' ;;
    'client-credentials -f' | 'client-credentials --jwt-key-file') values='@file' ;;
    'exchange --issuer') values='@text' ;;
    'exchange -i' | 'exchange --client-id') values='@text' ;;
    'exchange --client-secret-file') values='@file' ;;
    'exchange --key-file') values='@file' ;;
    'exchange --key-id') values='@text' ;;
    'exchange --auth-method') values='post basic private-key-jwt none' ;;
    'exchange -s' | 'exchange --scope') values='@text' ;;
    'exchange --session-timeout') values='@text' ;;
    'exchange -r' | 'exchange --instance-url') values='@text' ;;
    'exchange -f' | 'exchange --jwt-key-file') values='@file' ;;
    'exchange --subject-token-file') values='@file' ;;
    'exchange --subject-from') values='github-actions' ;;
    'exchange --subject-token-type') values='access_token refresh_token id_token saml2 saml1 jwt' ;;
    'exchange --actor-token-file') values='@file' ;;
    'exchange --actor-token-type') values='access_token refresh_token id_token saml2 saml1 jwt' ;;
    'exchange --token-handler') values='@text' ;;
    'exchange --audience') values='@text' ;;
    'saml flow --issuer') values='@text' ;;
    'saml flow -i' | 'saml flow --client-id') values='@text' ;;
    'saml flow --client-secret-file') values='@file' ;;
    'saml flow --key-file') values='@file' ;;
    'saml flow --key-id') values='@text' ;;
    'saml flow --auth-method') values='post basic private-key-jwt none' ;;
    'saml flow -s' | 'saml flow --scope') values='@text' ;;
    'saml flow --session-timeout') values='@text' ;;
    'saml flow -r' | 'saml flow --instance-url') values='@text' ;;
    'saml flow -f' | 'saml flow --jwt-key-file') values='@file' ;;
    'saml flow --assertion-file') values='@file' ;;
    'saml flow --certificate') values='@file' ;;
    'saml flow -u' | 'saml flow --username') values='@text' ;;
    'saml flow --audience') values='@text' ;;
    'saml assertion --issuer') values='@text' ;;
    'saml assertion -i' | 'saml assertion --client-id') values='@text' ;;
    'saml assertion --client-secret-file') values='@file' ;;
    'saml assertion --key-file') values='@file' ;;
    'saml assertion --key-id') values='@text' ;;
    'saml assertion --auth-method') values='post basic private-key-jwt none' ;;
    'saml assertion -s' | 'saml assertion --scope') values='@text' ;;
    'saml assertion --session-timeout') values='@text' ;;
    'saml assertion -r' | 'saml assertion --instance-url') values='@text' ;;
    'saml assertion -f' | 'saml assertion --jwt-key-file') values='@file' ;;
    'saml assertion --assertion-file') values='@file' ;;
    'asset --issuer') values='@text' ;;
    'asset -i' | 'asset --client-id') values='@text' ;;
    'asset --client-secret-file') values='@file' ;;
    'asset --key-file') values='@file' ;;
    'asset --key-id') values='@text' ;;
    'asset --auth-method') values='post basic private-key-jwt none' ;;
    'asset -s' | 'asset --scope') values='@text' ;;
    'asset --session-timeout') values='@text' ;;
    'asset -r' | 'asset --instance-url') values='@text' ;;
    'asset -f' | 'asset --jwt-key-file') values='@file' ;;
    'asset --device-id') values='@text' ;;
    'asset --name') values='@text' ;;
    'asset --serial-number') values='@text' ;;
    'asset --device-key') values='@file' ;;
    'asset --public-key') values='@file' ;;
    'asset --subject-profile') values='@profile' ;;
    'asset --subject-token-file') values='@file' ;;
    'password --issuer') values='@text' ;;
    'password -i' | 'password --client-id') values='@text' ;;
    'password --client-secret-file') values='@file' ;;
    'password --key-file') values='@file' ;;
    'password --key-id') values='@text' ;;
    'password --auth-method') values='post basic private-key-jwt none' ;;
    'password -s' | 'password --scope') values='@text' ;;
    'password --session-timeout') values='@text' ;;
    'password -r' | 'password --instance-url') values='@text' ;;
    'password -f' | 'password --jwt-key-file') values='@file' ;;
    'password -u' | 'password --username') values='@text' ;;
    'password --password-file') values='@file' ;;
    'password --security-token-file') values='@file' ;;
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
    'login') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --param --browser --no-browser --port --redirect-uri --paste --prompt --login-hint --login-timeout' ;;
    'jwt flow') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout -u --username --audience' ;;
    'jwt keygen') values='--out-key --out-cert --days --subject --bits --force' ;;
    'jwt sign') values='--claims --claim --iss --sub --aud --exp-in --iat --key-file --key-id' ;;
    'jwt verify') values='--issuer --jwks-url --key-file --certificate --audience --no-audience --clock-tolerance' ;;
    'client-credentials') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout' ;;
    'exchange') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --subject-token-file --subject-token-stdin --subject-from --subject-token-type --actor-token-file --actor-token-type --token-handler --audience' ;;
    'saml flow') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --assertion-file --certificate -u --username --audience' ;;
    'saml assertion') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --assertion-file' ;;
    'asset') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --device-id --name --serial-number --device-key --public-key --subject-profile --subject-token-file --subject-token-stdin --show' ;;
    'password') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout -u --username --password-file --password-stdin --security-token-file' ;;
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
    ' 0') values='login jwt client-credentials exchange saml asset password token refresh status logout profile emulator demo completion' ;;
    'login 0') values='login test' ;;
    'jwt 0') values='flow keygen sign decode verify' ;;
    'jwt flow 0') values='login test' ;;
    'jwt decode 0') values='@file' ;;
    'jwt verify 0') values='@file' ;;
    'client-credentials 0') values='@text' ;;
    'exchange 0') values='@text' ;;
    'saml 0') values='flow assertion' ;;
    'saml flow 0') values='login test' ;;
    'saml assertion 0') values='@text' ;;
    'asset 0') values='login test' ;;
    'password 0') values='login test' ;;
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
        ' jwt') path='jwt' ;;
        'jwt flow') path='jwt flow' ;;
        'jwt keygen') path='jwt keygen' ;;
        'jwt sign') path='jwt sign' ;;
        'jwt decode') path='jwt decode' ;;
        'jwt verify') path='jwt verify' ;;
        ' client-credentials') path='client-credentials' ;;
        ' exchange') path='exchange' ;;
        ' saml') path='saml' ;;
        'saml flow') path='saml flow' ;;
        'saml assertion') path='saml assertion' ;;
        ' asset') path='asset' ;;
        ' password') path='password' ;;
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
