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
        'jwt:get a token with a signed JWT, and tools for JWTs'
        'client-credentials:get a token for the app itself'
        'exchange:exchange another provider'\''s token for one of the org'
        'saml:get a token with a SAML assertion'
        'asset:get an asset token for a device'
        'password:get a token with a password; use another flow if you can'
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
        jwt) _oauthctl_jwt ;;
        client-credentials) _oauthctl_client-credentials ;;
        exchange) _oauthctl_exchange ;;
        saml) _oauthctl_saml ;;
        asset) _oauthctl_asset ;;
        password) _oauthctl_password ;;
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
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '(-s --scope)-s+[scope to ask for; repeatable]:value: ' \
    '(-s --scope)--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '--param=[another authorize parameter; repeatable]:value: ' \
    '--browser=[open this browser]:value: ' \
    '--no-browser[only print the URL]' \
    '--port=[callback port; repeatable, tried in order; 0 for any]:value: ' \
    '--redirect-uri=[callback URL as registered in the app]:value: ' \
    '--paste[paste the callback URL or the code instead of listening]' \
    '--prompt=[login, consent, select_account]:value:(login consent select_account)' \
    '--login-hint=[user name to fill in]:value: ' \
    '--login-timeout=[how long to wait for the person]:value: ' \
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

_oauthctl_jwt() {
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
        'flow:JWT bearer flow\: get a token for a user with a signed JWT'
        'keygen:make a signing key and its certificate'
        'sign:sign claims and print the assertion'
        'decode:show what a JWT says, its signature unchecked'
        'verify:check the signature and the claims of a JWT'
      )
      _describe -t commands command commands
      ;;
    rest)
      case $words[1] in
        flow) _oauthctl_jwt_flow ;;
        keygen) _oauthctl_jwt_keygen ;;
        sign) _oauthctl_jwt_sign ;;
        decode) _oauthctl_jwt_decode ;;
        verify) _oauthctl_jwt_verify ;;
      esac
      ;;
  esac
}

_oauthctl_jwt_flow() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '(-s --scope)-s+[scope to ask for; repeatable]:value: ' \
    '(-s --scope)--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '(-u --username)-u+[user the token is for]:value: ' \
    '(-u --username)--username=[user the token is for]:value: ' \
    '--audience=[aud of the JWT; found from the host otherwise]:value: ' \
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

_oauthctl_jwt_keygen() {
  _arguments \
    '--out-key=[private key to write]:value:_files' \
    '--out-cert=[certificate to write]:value:_files' \
    '--days=[life of the certificate, 1 to 3650]:value: ' \
    '--subject=[common name in the certificate]:value: ' \
    '--bits=[size of the key\: 2048 or 4096]:value:(2048 4096)' \
    '--force[replace files that exist]' \
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

_oauthctl_jwt_sign() {
  _arguments \
    '--claims=[JSON object with claims, - for stdin]:value:_files' \
    '*--claim=[one more claim; the value is JSON or else text; repeatable]:value: ' \
    '--iss=[issuer\: at Salesforce the consumer key]:value: ' \
    '--sub=[subject\: at Salesforce the user name]:value: ' \
    '*--aud=[audience; repeatable]:value: ' \
    '--exp-in=[life (default\: 180)]:value: ' \
    '--iat[add the time of issue]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[kid of the header]:value: ' \
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

_oauthctl_jwt_decode() {
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
    '::file:_files'
}

_oauthctl_jwt_verify() {
  _arguments \
    '--issuer=[who must have issued it]:value: ' \
    '--jwks-url=[key set to check the signature with]:value: ' \
    '--key-file=[public key to check it with\: PEM, JWK or JWKS]:value:_files' \
    '--certificate=[certificate to check it with\: PEM]:value:_files' \
    '--audience=[whom it must be made for]:value: ' \
    '--no-audience[do not ask whom it is made for]' \
    '--clock-tolerance=[difference of clocks to forgive]:value: ' \
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
    '::file:_files'
}

_oauthctl_client-credentials() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '(-s --scope)-s+[scope to ask for; repeatable]:value: ' \
    '(-s --scope)--scope=[scope to ask for; repeatable]:value: ' \
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
    '::host: '
}

_oauthctl_exchange() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '(-s --scope)-s+[scope to ask for; repeatable]:value: ' \
    '(-s --scope)--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '--subject-token-file=[read the token to exchange from a file, - for stdin]:value:_files' \
    '--subject-token-stdin[read the token to exchange from stdin]' \
    '--subject-from=[github-actions, file\:PATH or command\:CMD, read each time]:value:(github-actions)' \
    '--subject-token-type=[access_token, refresh_token, id_token, saml2, jwt or a URN]:value:(access_token refresh_token id_token saml2 saml1 jwt)' \
    '--actor-token-file=[read an actor token from a file]:value:_files' \
    '--actor-token-type=[the kind of actor token]:value:(access_token refresh_token id_token saml2 saml1 jwt)' \
    '--token-handler=[handler class, when not the default one]:value: ' \
    '--audience=[audience of the token to ask GitHub Actions for]:value: ' \
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
    '::host: '
}

_oauthctl_saml() {
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
        'flow:SAML bearer flow\: get a token for a user with a signed SAML assertion'
        'assertion:trade a SAML response of the org'\''s own identity provider; needs no app'
      )
      _describe -t commands command commands
      ;;
    rest)
      case $words[1] in
        flow) _oauthctl_saml_flow ;;
        assertion) _oauthctl_saml_assertion ;;
      esac
      ;;
  esac
}

_oauthctl_saml_flow() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '(-s --scope)-s+[scope to ask for; repeatable]:value: ' \
    '(-s --scope)--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '--assertion-file=[a ready assertion, XML or base64, - for stdin]:value:_files' \
    '--certificate=[certificate to put beside the signature]:value:_files' \
    '(-u --username)-u+[user the token is for]:value: ' \
    '(-u --username)--username=[user the token is for]:value: ' \
    '--audience=[audience of the assertion; found from the host otherwise]:value: ' \
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

_oauthctl_saml_assertion() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '(-s --scope)-s+[scope to ask for; repeatable]:value: ' \
    '(-s --scope)--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '--assertion-file=[the response, XML or base64, - for stdin]:value:_files' \
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
    '::host: '
}

_oauthctl_asset() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '(-s --scope)-s+[scope to ask for; repeatable]:value: ' \
    '(-s --scope)--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '--device-id=[id of the device]:value: ' \
    '--name=[name of the asset]:value: ' \
    '--serial-number=[serial number of the asset]:value: ' \
    '--device-key=[the device'\''s private key, which signs its description]:value:_files' \
    '--public-key=[the device'\''s public key, when the private one is not here]:value:_files' \
    '--subject-profile=[profile whose access token registers the device]:value:_oauthctl_profiles' \
    '--subject-token-file=[read that access token from a file, - for stdin]:value:_files' \
    '--subject-token-stdin[read that access token from stdin]' \
    '--show[explain each claim of the asset token]' \
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

_oauthctl_password() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '(-s --scope)-s+[scope to ask for; repeatable]:value: ' \
    '(-s --scope)--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '(-u --username)-u+[user name]:value: ' \
    '(-u --username)--username=[user name]:value: ' \
    '--password-file=[read the password from a file, - for stdin]:value:_files' \
    '--password-stdin[read the password from stdin]' \
    '--security-token-file=[read the user'\''s security token from a file]:value:_files' \
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
    '--min-ttl=[shortest life wanted (default\: 60, or a tenth of its life)]:value: ' \
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
    '(-s --scope)-s+[scopes to ask for at the next login; repeatable]:value: ' \
    '(-s --scope)--scope=[scopes to ask for at the next login; repeatable]:value: ' \
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
