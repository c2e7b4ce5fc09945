#compdef oauthctl
# Completion of oauthctl for zsh. Load it: source <(oauthctl completion zsh)

_oauthctl_profiles() {
  local -a names
  names=(${(f)"$(oauthctl profile list -o text --no-color 2>/dev/null </dev/null)"})
  names=(${${(M)names:#[* ] *}#??})
  compadd -- ${names%% *}
}

_oauthctl() {
  local context state line name settled
  typeset -A opt_args
  local -a typed commands
  typed=("${(@)words}")
  integer cursor=$CURRENT
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
    '(-): :->command' \
    '(-)*:: :->rest'
  name=$words[1]
  case $state in
    command)
      commands=(
        'login:log in through the browser and keep the tokens'
        'device:log in with a code that you enter on another device'
        'jwt:get a token with a signed JWT, and tools for JWTs'
        'client-credentials:get a token for the app itself'
        'exchange:exchange another provider'\''s token for one of the org'
        'saml:get a token with a SAML assertion'
        'asset:get an asset token for a device'
        'password:get a token with a password; use another flow if you can'
        'headless:log in to an Experience Cloud site without a browser'
        'oauth1:log in by OAuth 1.0.A; use login if you can'
        'token:print an access token that is valid for a while'
        'refresh:force a refresh now'
        'status:show who is logged in where, and for how long'
        'logout:revoke the tokens at the server, then forget them'
        'introspect:ask the server whether a token is active, and what it is'
        'revoke:revoke a token at the server'
        'userinfo:ask the server who the user of the token is'
        'pkce:make a code verifier and its challenge'
        'open:open the org in the browser, logged in'
        'profile:list, show, choose, change and remove profiles'
        'discover:show what a server says of itself'
        'register:register a client of your own, and show, update or delete it'
        'cors:check which endpoints web pages of an origin may call'
        'explain:say what an error means, what causes it and what cures it'
        'flows:say which flow is for which use, and draw one'
        'emulator:run a Salesforce org on loopback, for tests'
        'demo:show the main job on an embedded org; touches nothing of yours'
        'completion:print the completion script of a shell'
      )
      [[ -n $settled ]] || _describe -t commands command commands
      ;;
    rest)
      case $name in
        login) _oauthctl_login ;;
        device) _oauthctl_device ;;
        jwt) _oauthctl_jwt ;;
        client-credentials) _oauthctl_client-credentials ;;
        exchange) _oauthctl_exchange ;;
        saml) _oauthctl_saml ;;
        asset) _oauthctl_asset ;;
        password) _oauthctl_password ;;
        headless) _oauthctl_headless ;;
        oauth1) _oauthctl_oauth1 ;;
        token) _oauthctl_token ;;
        refresh) _oauthctl_refresh ;;
        status) _oauthctl_status ;;
        logout) _oauthctl_logout ;;
        introspect) _oauthctl_introspect ;;
        revoke) _oauthctl_revoke ;;
        userinfo) _oauthctl_userinfo ;;
        pkce) _oauthctl_pkce ;;
        open) _oauthctl_open ;;
        profile) _oauthctl_profile ;;
        discover) _oauthctl_discover ;;
        register) _oauthctl_register ;;
        cors) _oauthctl_cors ;;
        explain) _oauthctl_explain ;;
        flows) _oauthctl_flows ;;
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
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '--hybrid[hybrid web server flow\: sessions of the org'\''s pages as well (Salesforce)]' \
    '--user-agent[user-agent (implicit) flow, for apps that allow nothing else]' \
    '--hybrid-user-agent[hybrid user-agent flow (Salesforce)]' \
    '*--param=[another authorize parameter; repeatable]:value: ' \
    '--browser=[open this browser]:value: ' \
    '--no-browser[only print the URL]' \
    '*--port=[callback port; repeatable, tried in order; 0 for any]:value: ' \
    '--redirect-uri=[callback URL as registered in the app]:value: ' \
    '--callback-cert=[certificate of an https callback (PEM); default\: a throw-away one]:value:_files' \
    '--callback-key=[private key of that certificate (PEM)]:value:_files' \
    '--paste[paste the callback URL or the code instead of listening]' \
    '--prompt=[login, consent, select_account]:value:(login consent select_account)' \
    '--login-hint=[user name to fill in]:value: ' \
    '--sso-provider=[go straight to this single sign-on provider (Salesforce)]:value: ' \
    '--display=[kind of pages\: page, popup, touch, mobile]:value:(page popup touch mobile)' \
    '--immediate[without any page; exit 4 where one is needed]' \
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

_oauthctl_device() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '--open[open the page in a browser here, with the code filled in]' \
    '--no-qr[draw no QR code]' \
    '--login-timeout=[wait no longer (default\: the life of the code)]:value: ' \
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
  local context state line name settled
  typeset -A opt_args
  local -a typed commands
  typed=("${(@)words}")
  integer cursor=$CURRENT
  _arguments -C \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
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
    '(-): :->command' \
    '(-)*:: :->rest'
  name=$words[1]
  # One of these options says that none of the commands follows.
  settled=${opt_args[(I)--issuer|-i|--client-id|--client-secret-file|--client-secret-stdin|--key-file|--key-id|--auth-method|-s|--scope|--session-timeout|-r|--instance-url|-f|--jwt-key-file|-u|--username|--audience]}
  [[ -n $settled ]] && name=
  case $state in
    command)
      commands=(
        'keygen:make a signing key and its certificate'
        'sign:sign claims and print the assertion'
        'decode:show what a JWT says, its signature unchecked'
        'verify:check the signature and the claims of a JWT'
      )
      [[ -n $settled ]] || _describe -t commands command commands
      _alternative 'host:host:(login test)'
      ;;
    rest)
      case $name in
        flow) _oauthctl_jwt_flow ;;
        keygen) _oauthctl_jwt_keygen ;;
        sign) _oauthctl_jwt_sign ;;
        decode) _oauthctl_jwt_decode ;;
        verify) _oauthctl_jwt_verify ;;
        *)
          words=("${(@)typed}")
          CURRENT=$cursor
          _oauthctl_jwt_flow
          ;;
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
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
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
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
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
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
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
  local context state line name settled
  typeset -A opt_args
  local -a typed commands
  typed=("${(@)words}")
  integer cursor=$CURRENT
  _arguments -C \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
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
    '(-): :->command' \
    '(-)*:: :->rest'
  name=$words[1]
  # One of these options says that none of the commands follows.
  settled=${opt_args[(I)--issuer|-i|--client-id|--client-secret-file|--client-secret-stdin|--key-file|--key-id|--auth-method|-s|--scope|--session-timeout|-r|--instance-url|-f|--jwt-key-file|--assertion-file|--certificate|-u|--username|--audience]}
  [[ -n $settled ]] && name=
  case $state in
    command)
      commands=(
        'assertion:trade a SAML response of the org'\''s own identity provider; needs no app'
      )
      [[ -n $settled ]] || _describe -t commands command commands
      _alternative 'host:host:(login test)'
      ;;
    rest)
      case $name in
        flow) _oauthctl_saml_flow ;;
        assertion) _oauthctl_saml_assertion ;;
        *)
          words=("${(@)typed}")
          CURRENT=$cursor
          _oauthctl_saml_flow
          ;;
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
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
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
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
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
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
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
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
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

_oauthctl_headless() {
  local context state line name settled
  typeset -A opt_args
  local -a typed commands
  typed=("${(@)words}")
  integer cursor=$CURRENT
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
    '(-): :->command' \
    '(-)*:: :->rest'
  name=$words[1]
  case $state in
    command)
      commands=(
        'login:log in with user name and password'
        'register:sign up as a new user, with a one-time password'
        'passwordless:log in with a one-time password'
        'forgot-password:set a new password with a one-time password'
        'guest:get a token for a visitor without a name'
        'echo:show what the site'\''s echo endpoint makes of a callback URL'
      )
      [[ -n $settled ]] || _describe -t commands command commands
      ;;
    rest)
      case $name in
        login) _oauthctl_headless_login ;;
        register) _oauthctl_headless_register ;;
        passwordless) _oauthctl_headless_passwordless ;;
        forgot-password) _oauthctl_headless_forgot-password ;;
        guest) _oauthctl_headless_guest ;;
        echo) _oauthctl_headless_echo ;;
      esac
      ;;
  esac
}

_oauthctl_headless_login() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '--redirect-uri=[callback URL of the app (default\: the site'\''s echo endpoint)]:value: ' \
    '--uvid=[visitor id, to carry on what a guest began]:value: ' \
    '--uvid-token-file=[the same by the token of a guest flow, - for stdin]:value:_files' \
    '(-u --username)-u+[user name]:value: ' \
    '(-u --username)--username=[user name]:value: ' \
    '--password-file=[read the password from a file, - for stdin]:value:_files' \
    '--password-stdin[read the password from stdin]' \
    '--credentials-in-body[for apps that require user credentials in the POST body]' \
    '--user-discovery[have the site'\''s discovery handler find the user by --login-hint]' \
    '--login-hint=[what the discovery handler knows the user by]:value: ' \
    '--custom-data=[JSON object for the discovery handler, - for stdin]:value:_files' \
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
    '::site: '
}

_oauthctl_headless_register() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '--redirect-uri=[callback URL of the app (default\: the site'\''s echo endpoint)]:value: ' \
    '--uvid=[visitor id, to carry on what a guest began]:value: ' \
    '--uvid-token-file=[the same by the token of a guest flow, - for stdin]:value:_files' \
    '--recaptcha-file=[reCAPTCHA token, - for stdin]:value:_files' \
    '--recaptcha-stdin[read the reCAPTCHA token from stdin]' \
    '--recaptcha-site-key=[reCAPTCHA Enterprise\: the site key]:value: ' \
    '--recaptcha-project=[reCAPTCHA Enterprise\: the Google Cloud project]:value: ' \
    '--integration-token-file=[instead of reCAPTCHA\: access token of an integration user, - for stdin]:value:_files' \
    '--start[only have the one-time password sent, and print {"identifier"\:...}]' \
    '--finish[only complete with a one-time password that was sent]' \
    '--identifier=[what --start printed]:value: ' \
    '--otp-file=[one-time password, - for stdin]:value:_files' \
    '--otp-stdin[read the one-time password from stdin]' \
    '--email=[email address]:value: ' \
    '--first-name=[first name]:value: ' \
    '--last-name=[last name]:value: ' \
    '(-u --username)-u+[user name, in the form of an email address]:value: ' \
    '(-u --username)--username=[user name, in the form of an email address]:value: ' \
    '--password-file=[read the new password from a file, - for stdin]:value:_files' \
    '--password-stdin[read the new password from stdin]' \
    '--custom-data=[JSON object for the registration handler, - for stdin]:value:_files' \
    '--verification=[how the one-time password is sent (default\: email)]:value:(email sms)' \
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
    '::site: '
}

_oauthctl_headless_passwordless() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '--redirect-uri=[callback URL of the app (default\: the site'\''s echo endpoint)]:value: ' \
    '--uvid=[visitor id, to carry on what a guest began]:value: ' \
    '--uvid-token-file=[the same by the token of a guest flow, - for stdin]:value:_files' \
    '--recaptcha-file=[reCAPTCHA token, - for stdin]:value:_files' \
    '--recaptcha-stdin[read the reCAPTCHA token from stdin]' \
    '--recaptcha-site-key=[reCAPTCHA Enterprise\: the site key]:value: ' \
    '--recaptcha-project=[reCAPTCHA Enterprise\: the Google Cloud project]:value: ' \
    '--integration-token-file=[instead of reCAPTCHA\: access token of an integration user, - for stdin]:value:_files' \
    '--start[only have the one-time password sent, and print {"identifier"\:...}]' \
    '--finish[only complete with a one-time password that was sent]' \
    '--identifier=[what --start printed]:value: ' \
    '--otp-file=[one-time password, - for stdin]:value:_files' \
    '--otp-stdin[read the one-time password from stdin]' \
    '(-u --username)-u+[user name]:value: ' \
    '(-u --username)--username=[user name]:value: ' \
    '--verification=[how the one-time password is sent (default\: email)]:value:(email sms)' \
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
    '::site: '
}

_oauthctl_headless_forgot-password() {
  _arguments \
    '--recaptcha-file=[reCAPTCHA token, - for stdin]:value:_files' \
    '--recaptcha-stdin[read the reCAPTCHA token from stdin]' \
    '--recaptcha-site-key=[reCAPTCHA Enterprise\: the site key]:value: ' \
    '--recaptcha-project=[reCAPTCHA Enterprise\: the Google Cloud project]:value: ' \
    '--integration-token-file=[instead of reCAPTCHA\: access token of an integration user, - for stdin]:value:_files' \
    '--start[only have the one-time password sent, and print {"identifier"\:...}]' \
    '--finish[only complete with a one-time password that was sent]' \
    '--identifier=[what --start printed]:value: ' \
    '--otp-file=[one-time password, - for stdin]:value:_files' \
    '--otp-stdin[read the one-time password from stdin]' \
    '(-u --username)-u+[user name; the same as --identifier]:value: ' \
    '(-u --username)--username=[user name; the same as --identifier]:value: ' \
    '--password-file=[read the new password from a file, - for stdin]:value:_files' \
    '--password-stdin[read the new password from stdin]' \
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
    '::site: '
}

_oauthctl_headless_guest() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '(-i --client-id)-i+[client id (consumer key) of your app]:value: ' \
    '(-i --client-id)--client-id=[client id (consumer key) of your app]:value: ' \
    '--client-secret-file=[read the client secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the client secret from stdin]' \
    '--key-file=[private key, PEM or JWK, - for stdin]:value:_files' \
    '--key-id=[name of the key at the server]:value: ' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '*-s+[scope to ask for; repeatable]:value: ' \
    '*--scope=[scope to ask for; repeatable]:value: ' \
    '--session-timeout=[assumed life of a token of unknown lifetime]:value: ' \
    '--redirect-uri=[callback URL of the app (default\: the site'\''s echo endpoint)]:value: ' \
    '--uvid=[visitor id, to carry on what a guest began]:value: ' \
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
    '::site: '
}

_oauthctl_headless_echo() {
  _arguments \
    '--callback-url=[file with the callback URL, - for stdin]:value:_files' \
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
    '::site: '
}

_oauthctl_oauth1() {
  _arguments \
    '(-i --client-id)-i+[consumer key of your app]:value: ' \
    '(-i --client-id)--client-id=[consumer key of your app]:value: ' \
    '--client-secret-file=[read the consumer secret from a file, - for stdin]:value:_files' \
    '--client-secret-stdin[read the consumer secret from stdin]' \
    '--enterprise[a session of the enterprise API instead of the partner API]' \
    '--api-version=[version of that API]:value: ' \
    '--redirect-uri=[https callback on loopback, instead of typing the code]:value: ' \
    '--callback-cert=[certificate of that callback (PEM); default\: a throw-away one]:value:_files' \
    '--callback-key=[private key of that certificate (PEM)]:value:_files' \
    '--browser=[open this browser]:value: ' \
    '--no-browser[only print the URL]' \
    '--login-timeout=[how long to wait for the person]:value: ' \
    '--session-timeout=[assumed life of the session]:value: ' \
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
    '--browser[end the session in the browser too (single logout)]' \
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

_oauthctl_introspect() {
  _arguments \
    '--token-type-hint=[access_token or refresh_token\: what the token is]:value:(access_token refresh_token)' \
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

_oauthctl_revoke() {
  _arguments \
    '--token-type-hint=[access_token or refresh_token\: what the token is]:value:(access_token refresh_token)' \
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

_oauthctl_userinfo() {
  _arguments \
    '--identity[ask Salesforce'\''s identity URL instead, which tells more of the user]' \
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

_oauthctl_pkce() {
  local context state line name settled
  typeset -A opt_args
  local -a typed commands
  typed=("${(@)words}")
  integer cursor=$CURRENT
  _arguments -C \
    '--remote[have an org make them, by default the profile'\''s]' \
    '--length=[characters of the verifier, 43 to 128 (default\: 43)]:value: ' \
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
    '(-): :->command' \
    '(-)*:: :->rest'
  name=$words[1]
  # One of these options says that none of the commands follows.
  settled=${opt_args[(I)--remote|--length]}
  [[ -n $settled ]] && name=
  case $state in
    command)
      commands=(
        'verify:check whether a challenge is of a verifier'
      )
      [[ -n $settled ]] || _describe -t commands command commands
      ;;
    rest)
      case $name in
        flow) _oauthctl_pkce_flow ;;
        verify) _oauthctl_pkce_verify ;;
        *)
          words=("${(@)typed}")
          CURRENT=$cursor
          _oauthctl_pkce_flow
          ;;
      esac
      ;;
  esac
}

_oauthctl_pkce_flow() {
  _arguments \
    '--remote=[have an org make them, by default the profile'\''s]::value: ' \
    '--length=[characters of the verifier, 43 to 128 (default\: 43)]:value: ' \
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

_oauthctl_pkce_verify() {
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
    ':challenge: ' \
    '::file:_files'
}

_oauthctl_open() {
  _arguments \
    '--url-only[print the link instead]' \
    '--browser=[open this browser]:value: ' \
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
    '::path: '
}

_oauthctl_profile() {
  local context state line name settled
  typeset -A opt_args
  local -a typed commands
  typed=("${(@)words}")
  integer cursor=$CURRENT
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
    '(-): :->command' \
    '(-)*:: :->rest'
  name=$words[1]
  case $state in
    command)
      commands=(
        'list:list the profiles'
        'show:show a profile'
        'use:use this profile when none is named'
        'set:change defaults, or replace a rotated client secret'
        'remove:forget the credential and remove the profile'
      )
      [[ -n $settled ]] || _describe -t commands command commands
      ;;
    rest)
      case $name in
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
    '--rotation-reuse=[what the server does when a replaced refresh token comes again\: fatal, grace\:SECONDS, idempotent or none]:value:(fatal grace:30 idempotent none)' \
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

_oauthctl_discover() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '--auth[how people may log in\: login page, SAML and authentication providers]' \
    '--keys[the keys it signs with, with their thumbprints (RFC 7638)]' \
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

_oauthctl_register() {
  local context state line name settled
  typeset -A opt_args
  local -a typed commands
  typed=("${(@)words}")
  integer cursor=$CURRENT
  _arguments -C \
    '--name=[name that people see at the consent page]:value: ' \
    '*--redirect-uri=[callback URL; repeatable]:value: ' \
    '*--grant-type=[authorization_code, refresh_token ...; repeatable]:value: ' \
    '*--response-type=[code, token ...; repeatable]:value: ' \
    '*--contact=[whom to ask about the client; repeatable]:value: ' \
    '--application-type=[web or native]:value:(web native)' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '*-s+[scope the client may ask for; repeatable]:value: ' \
    '*--scope=[scope the client may ask for; repeatable]:value: ' \
    '*--param=[another member, its value JSON or text; repeatable]:value: ' \
    '--metadata=[start from a JSON document of your own, - for stdin]:value:_files' \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '--initial-access-token-file=[token that lets you register, - for stdin]:value:_files' \
    '--initial-access-token-stdin[read the initial access token from stdin]' \
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
    '(-): :->command' \
    '(-)*:: :->rest'
  name=$words[1]
  # One of these options says that none of the commands follows.
  settled=${opt_args[(I)--name|--redirect-uri|--grant-type|--response-type|--contact|--application-type|--auth-method|-s|--scope|--param|--metadata|--issuer|--initial-access-token-file|--initial-access-token-stdin|-r|--instance-url]}
  [[ -n $settled ]] && name=
  case $state in
    command)
      commands=(
        'show:show what the server says of the client'
        'update:change the client at the server; what is not named stays'
        'delete:remove the client at the server, then forget it'
      )
      [[ -n $settled ]] || _describe -t commands command commands
      _alternative 'host:host: '
      ;;
    rest)
      case $name in
        create) _oauthctl_register_create ;;
        show) _oauthctl_register_show ;;
        update) _oauthctl_register_update ;;
        delete) _oauthctl_register_delete ;;
        *)
          words=("${(@)typed}")
          CURRENT=$cursor
          _oauthctl_register_create
          ;;
      esac
      ;;
  esac
}

_oauthctl_register_create() {
  _arguments \
    '--name=[name that people see at the consent page]:value: ' \
    '*--redirect-uri=[callback URL; repeatable]:value: ' \
    '*--grant-type=[authorization_code, refresh_token ...; repeatable]:value: ' \
    '*--response-type=[code, token ...; repeatable]:value: ' \
    '*--contact=[whom to ask about the client; repeatable]:value: ' \
    '--application-type=[web or native]:value:(web native)' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '*-s+[scope the client may ask for; repeatable]:value: ' \
    '*--scope=[scope the client may ask for; repeatable]:value: ' \
    '*--param=[another member, its value JSON or text; repeatable]:value: ' \
    '--metadata=[start from a JSON document of your own, - for stdin]:value:_files' \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
    '--initial-access-token-file=[token that lets you register, - for stdin]:value:_files' \
    '--initial-access-token-stdin[read the initial access token from stdin]' \
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

_oauthctl_register_show() {
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

_oauthctl_register_update() {
  _arguments \
    '--name=[name that people see at the consent page]:value: ' \
    '*--redirect-uri=[callback URL; repeatable]:value: ' \
    '*--grant-type=[authorization_code, refresh_token ...; repeatable]:value: ' \
    '*--response-type=[code, token ...; repeatable]:value: ' \
    '*--contact=[whom to ask about the client; repeatable]:value: ' \
    '--application-type=[web or native]:value:(web native)' \
    '--auth-method=[post, basic, private-key-jwt or none]:value:(post basic private-key-jwt none)' \
    '*-s+[scope the client may ask for; repeatable]:value: ' \
    '*--scope=[scope the client may ask for; repeatable]:value: ' \
    '*--param=[another member, its value JSON or text; repeatable]:value: ' \
    '--metadata=[start from a JSON document of your own, - for stdin]:value:_files' \
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

_oauthctl_register_delete() {
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

_oauthctl_cors() {
  _arguments \
    '--issuer=[an OAuth or OpenID Connect server that is not Salesforce]:value: ' \
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
    ':origin: ' \
    '::host: '
}

_oauthctl_explain() {
  _arguments \
    '--list[list everything that can be explained]' \
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
    '::error: '
}

_oauthctl_flows() {
  _arguments \
    '--host=[org whose endpoints to name]:value: ' \
    '--mermaid[print the drawing as Mermaid text]' \
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
    '::name:(web-server jwt client-credentials device refresh exchange sso single-access hybrid headless-login headless-register headless-passwordless headless-forgot-password headless-guest saml saml-assertion asset user-agent hybrid-user-agent password oauth1)'
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
