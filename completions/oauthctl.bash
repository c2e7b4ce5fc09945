# Completion of oauthctl for bash. Load it: source <(oauthctl completion bash)

_oauthctl_profiles() {
  oauthctl profile list -o text --no-color 2>/dev/null </dev/null |
    sed -n 's/^[* ] \([^ ]*\) .*/\1/p'
}

# Sets values to what the option $1 takes: words, @file, @profile, @text; nothing for a switch. An option of
# what a command does when none below it is named says that none follows: path is set to that.
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
    'login --callback-cert') values='@file' ;;
    'login --callback-key') values='@file' ;;
    'login --prompt') values='login consent select_account' ;;
    'login --login-hint') values='@text' ;;
    'login --sso-provider') values='@text' ;;
    'login --display') values='page popup touch mobile' ;;
    'login --login-timeout') values='@text' ;;
    'device --issuer') values='@text' ;;
    'device -i' | 'device --client-id') values='@text' ;;
    'device --client-secret-file') values='@file' ;;
    'device --key-file') values='@file' ;;
    'device --key-id') values='@text' ;;
    'device --auth-method') values='post basic private-key-jwt none' ;;
    'device -s' | 'device --scope') values='@text' ;;
    'device --session-timeout') values='@text' ;;
    'device -r' | 'device --instance-url') values='@text' ;;
    'device -f' | 'device --jwt-key-file') values='@file' ;;
    'device --login-timeout') values='@text' ;;
    'jwt --issuer' | 'jwt flow --issuer') path='jwt flow' values='@text' ;;
    'jwt -i' | 'jwt --client-id' | 'jwt flow -i' | 'jwt flow --client-id') path='jwt flow' values='@text' ;;
    'jwt --client-secret-file' | 'jwt flow --client-secret-file') path='jwt flow' values='@file' ;;
    'jwt --client-secret-stdin' | 'jwt flow --client-secret-stdin') path='jwt flow' values='' ;;
    'jwt --key-file' | 'jwt flow --key-file') path='jwt flow' values='@file' ;;
    'jwt --key-id' | 'jwt flow --key-id') path='jwt flow' values='@text' ;;
    'jwt --auth-method' | 'jwt flow --auth-method') path='jwt flow' values='post basic private-key-jwt none' ;;
    'jwt -s' | 'jwt --scope' | 'jwt flow -s' | 'jwt flow --scope') path='jwt flow' values='@text' ;;
    'jwt --session-timeout' | 'jwt flow --session-timeout') path='jwt flow' values='@text' ;;
    'jwt -r' | 'jwt --instance-url' | 'jwt flow -r' | 'jwt flow --instance-url') path='jwt flow' values='@text' ;;
    'jwt -f' | 'jwt --jwt-key-file' | 'jwt flow -f' | 'jwt flow --jwt-key-file') path='jwt flow' values='@file' ;;
    'jwt -u' | 'jwt --username' | 'jwt flow -u' | 'jwt flow --username') path='jwt flow' values='@text' ;;
    'jwt --audience' | 'jwt flow --audience') path='jwt flow' values='@text' ;;
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
    'saml --issuer' | 'saml flow --issuer') path='saml flow' values='@text' ;;
    'saml -i' | 'saml --client-id' | 'saml flow -i' | 'saml flow --client-id') path='saml flow' values='@text' ;;
    'saml --client-secret-file' | 'saml flow --client-secret-file') path='saml flow' values='@file' ;;
    'saml --client-secret-stdin' | 'saml flow --client-secret-stdin') path='saml flow' values='' ;;
    'saml --key-file' | 'saml flow --key-file') path='saml flow' values='@file' ;;
    'saml --key-id' | 'saml flow --key-id') path='saml flow' values='@text' ;;
    'saml --auth-method' | 'saml flow --auth-method') path='saml flow' values='post basic private-key-jwt none' ;;
    'saml -s' | 'saml --scope' | 'saml flow -s' | 'saml flow --scope') path='saml flow' values='@text' ;;
    'saml --session-timeout' | 'saml flow --session-timeout') path='saml flow' values='@text' ;;
    'saml -r' | 'saml --instance-url' | 'saml flow -r' | 'saml flow --instance-url') path='saml flow' values='@text' ;;
    'saml -f' | 'saml --jwt-key-file' | 'saml flow -f' | 'saml flow --jwt-key-file') path='saml flow' values='@file' ;;
    'saml --assertion-file' | 'saml flow --assertion-file') path='saml flow' values='@file' ;;
    'saml --certificate' | 'saml flow --certificate') path='saml flow' values='@file' ;;
    'saml -u' | 'saml --username' | 'saml flow -u' | 'saml flow --username') path='saml flow' values='@text' ;;
    'saml --audience' | 'saml flow --audience') path='saml flow' values='@text' ;;
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
    'headless login --issuer') values='@text' ;;
    'headless login -i' | 'headless login --client-id') values='@text' ;;
    'headless login --client-secret-file') values='@file' ;;
    'headless login --key-file') values='@file' ;;
    'headless login --key-id') values='@text' ;;
    'headless login --auth-method') values='post basic private-key-jwt none' ;;
    'headless login -s' | 'headless login --scope') values='@text' ;;
    'headless login --session-timeout') values='@text' ;;
    'headless login -r' | 'headless login --instance-url') values='@text' ;;
    'headless login -f' | 'headless login --jwt-key-file') values='@file' ;;
    'headless login --redirect-uri') values='@text' ;;
    'headless login --uvid') values='@text' ;;
    'headless login --uvid-token-file') values='@file' ;;
    'headless login -u' | 'headless login --username') values='@text' ;;
    'headless login --password-file') values='@file' ;;
    'headless login --login-hint') values='@text' ;;
    'headless login --custom-data') values='@file' ;;
    'headless register --issuer') values='@text' ;;
    'headless register -i' | 'headless register --client-id') values='@text' ;;
    'headless register --client-secret-file') values='@file' ;;
    'headless register --key-file') values='@file' ;;
    'headless register --key-id') values='@text' ;;
    'headless register --auth-method') values='post basic private-key-jwt none' ;;
    'headless register -s' | 'headless register --scope') values='@text' ;;
    'headless register --session-timeout') values='@text' ;;
    'headless register -r' | 'headless register --instance-url') values='@text' ;;
    'headless register -f' | 'headless register --jwt-key-file') values='@file' ;;
    'headless register --redirect-uri') values='@text' ;;
    'headless register --uvid') values='@text' ;;
    'headless register --uvid-token-file') values='@file' ;;
    'headless register --recaptcha-file') values='@file' ;;
    'headless register --recaptcha-site-key') values='@text' ;;
    'headless register --recaptcha-project') values='@text' ;;
    'headless register --integration-token-file') values='@file' ;;
    'headless register --identifier') values='@text' ;;
    'headless register --otp-file') values='@file' ;;
    'headless register --email') values='@text' ;;
    'headless register --first-name') values='@text' ;;
    'headless register --last-name') values='@text' ;;
    'headless register -u' | 'headless register --username') values='@text' ;;
    'headless register --password-file') values='@file' ;;
    'headless register --custom-data') values='@file' ;;
    'headless register --verification') values='email sms' ;;
    'headless passwordless --issuer') values='@text' ;;
    'headless passwordless -i' | 'headless passwordless --client-id') values='@text' ;;
    'headless passwordless --client-secret-file') values='@file' ;;
    'headless passwordless --key-file') values='@file' ;;
    'headless passwordless --key-id') values='@text' ;;
    'headless passwordless --auth-method') values='post basic private-key-jwt none' ;;
    'headless passwordless -s' | 'headless passwordless --scope') values='@text' ;;
    'headless passwordless --session-timeout') values='@text' ;;
    'headless passwordless -r' | 'headless passwordless --instance-url') values='@text' ;;
    'headless passwordless -f' | 'headless passwordless --jwt-key-file') values='@file' ;;
    'headless passwordless --redirect-uri') values='@text' ;;
    'headless passwordless --uvid') values='@text' ;;
    'headless passwordless --uvid-token-file') values='@file' ;;
    'headless passwordless --recaptcha-file') values='@file' ;;
    'headless passwordless --recaptcha-site-key') values='@text' ;;
    'headless passwordless --recaptcha-project') values='@text' ;;
    'headless passwordless --integration-token-file') values='@file' ;;
    'headless passwordless --identifier') values='@text' ;;
    'headless passwordless --otp-file') values='@file' ;;
    'headless passwordless -u' | 'headless passwordless --username') values='@text' ;;
    'headless passwordless --verification') values='email sms' ;;
    'headless forgot-password -r' | 'headless forgot-password --instance-url') values='@text' ;;
    'headless forgot-password --recaptcha-file') values='@file' ;;
    'headless forgot-password --recaptcha-site-key') values='@text' ;;
    'headless forgot-password --recaptcha-project') values='@text' ;;
    'headless forgot-password --integration-token-file') values='@file' ;;
    'headless forgot-password --identifier') values='@text' ;;
    'headless forgot-password --otp-file') values='@file' ;;
    'headless forgot-password -u' | 'headless forgot-password --username') values='@text' ;;
    'headless forgot-password --password-file') values='@file' ;;
    'headless guest --issuer') values='@text' ;;
    'headless guest -i' | 'headless guest --client-id') values='@text' ;;
    'headless guest --client-secret-file') values='@file' ;;
    'headless guest --key-file') values='@file' ;;
    'headless guest --key-id') values='@text' ;;
    'headless guest --auth-method') values='post basic private-key-jwt none' ;;
    'headless guest -s' | 'headless guest --scope') values='@text' ;;
    'headless guest --session-timeout') values='@text' ;;
    'headless guest -r' | 'headless guest --instance-url') values='@text' ;;
    'headless guest -f' | 'headless guest --jwt-key-file') values='@file' ;;
    'headless guest --redirect-uri') values='@text' ;;
    'headless guest --uvid') values='@text' ;;
    'headless echo -r' | 'headless echo --instance-url') values='@text' ;;
    'headless echo --callback-url') values='@file' ;;
    'oauth1 -i' | 'oauth1 --client-id') values='@text' ;;
    'oauth1 --client-secret-file') values='@file' ;;
    'oauth1 --api-version') values='@text' ;;
    'oauth1 --redirect-uri') values='@text' ;;
    'oauth1 --callback-cert') values='@file' ;;
    'oauth1 --callback-key') values='@file' ;;
    'oauth1 --browser') values='@text' ;;
    'oauth1 --login-timeout') values='@text' ;;
    'oauth1 --session-timeout') values='@text' ;;
    'oauth1 -r' | 'oauth1 --instance-url') values='@text' ;;
    'token --min-ttl') values='@text' ;;
    'token --rejected') values='@file' ;;
    'introspect --token-type-hint') values='access_token refresh_token' ;;
    'revoke --token-type-hint') values='access_token refresh_token' ;;
    'pkce --remote' | 'pkce flow --remote') path='pkce flow' values='' ;;
    'pkce --length' | 'pkce flow --length') path='pkce flow' values='@text' ;;
    'open --browser') values='@text' ;;
    'profile set --client-secret-file') values='@file' ;;
    'profile set -s' | 'profile set --scope') values='@text' ;;
    'profile set --redirect-uri') values='@text' ;;
    'profile set --session-timeout') values='@text' ;;
    'profile set --rotation-reuse') values='fatal grace:30 idempotent none' ;;
    'discover --issuer') values='@text' ;;
    'discover -r' | 'discover --instance-url') values='@text' ;;
    'register --name' | 'register create --name') path='register create' values='@text' ;;
    'register --redirect-uri' | 'register create --redirect-uri') path='register create' values='@text' ;;
    'register --grant-type' | 'register create --grant-type') path='register create' values='@text' ;;
    'register --response-type' | 'register create --response-type') path='register create' values='@text' ;;
    'register --contact' | 'register create --contact') path='register create' values='@text' ;;
    'register --application-type' | 'register create --application-type') path='register create' values='web native' ;;
    'register --auth-method' | 'register create --auth-method') path='register create' values='post basic private-key-jwt none' ;;
    'register -s' | 'register --scope' | 'register create -s' | 'register create --scope') path='register create' values='@text' ;;
    'register --param' | 'register create --param') path='register create' values='@text' ;;
    'register --metadata' | 'register create --metadata') path='register create' values='@file' ;;
    'register --issuer' | 'register create --issuer') path='register create' values='@text' ;;
    'register --initial-access-token-file' | 'register create --initial-access-token-file') path='register create' values='@file' ;;
    'register --initial-access-token-stdin' | 'register create --initial-access-token-stdin') path='register create' values='' ;;
    'register -r' | 'register --instance-url' | 'register create -r' | 'register create --instance-url') path='register create' values='@text' ;;
    'register update --name') values='@text' ;;
    'register update --redirect-uri') values='@text' ;;
    'register update --grant-type') values='@text' ;;
    'register update --response-type') values='@text' ;;
    'register update --contact') values='@text' ;;
    'register update --application-type') values='web native' ;;
    'register update --auth-method') values='post basic private-key-jwt none' ;;
    'register update -s' | 'register update --scope') values='@text' ;;
    'register update --param') values='@text' ;;
    'register update --metadata') values='@file' ;;
    'cors --issuer') values='@text' ;;
    'cors -r' | 'cors --instance-url') values='@text' ;;
    'flows --host') values='@text' ;;
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
    'login') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --hybrid --user-agent --hybrid-user-agent --param --browser --no-browser --port --redirect-uri --callback-cert --callback-key --paste --prompt --login-hint --sso-provider --display --immediate --login-timeout' ;;
    'device') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --open --no-qr --login-timeout' ;;
    'jwt') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout -u --username --audience' ;;
    'jwt flow') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout -u --username --audience' ;;
    'jwt keygen') values='--out-key --out-cert --days --subject --bits --force' ;;
    'jwt sign') values='--claims --claim --iss --sub --aud --exp-in --iat --key-file --key-id' ;;
    'jwt verify') values='--issuer --jwks-url --key-file --certificate --audience --no-audience --clock-tolerance' ;;
    'client-credentials') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout' ;;
    'exchange') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --subject-token-file --subject-token-stdin --subject-from --subject-token-type --actor-token-file --actor-token-type --token-handler --audience' ;;
    'saml') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --assertion-file --certificate -u --username --audience' ;;
    'saml flow') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --assertion-file --certificate -u --username --audience' ;;
    'saml assertion') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --assertion-file' ;;
    'asset') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --device-id --name --serial-number --device-key --public-key --subject-profile --subject-token-file --subject-token-stdin --show' ;;
    'password') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout -u --username --password-file --password-stdin --security-token-file' ;;
    'headless login') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --redirect-uri --uvid --uvid-token-file -u --username --password-file --password-stdin --credentials-in-body --user-discovery --login-hint --custom-data' ;;
    'headless register') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --redirect-uri --uvid --uvid-token-file --recaptcha-file --recaptcha-stdin --recaptcha-site-key --recaptcha-project --integration-token-file --start --finish --identifier --otp-file --otp-stdin --email --first-name --last-name -u --username --password-file --password-stdin --custom-data --verification' ;;
    'headless passwordless') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --redirect-uri --uvid --uvid-token-file --recaptcha-file --recaptcha-stdin --recaptcha-site-key --recaptcha-project --integration-token-file --start --finish --identifier --otp-file --otp-stdin -u --username --verification' ;;
    'headless forgot-password') values='--recaptcha-file --recaptcha-stdin --recaptcha-site-key --recaptcha-project --integration-token-file --start --finish --identifier --otp-file --otp-stdin -u --username --password-file --password-stdin' ;;
    'headless guest') values='--issuer -i --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method -s --scope --session-timeout --redirect-uri --uvid' ;;
    'headless echo') values='--callback-url' ;;
    'oauth1') values='-i --client-id --client-secret-file --client-secret-stdin --enterprise --api-version --redirect-uri --callback-cert --callback-key --browser --no-browser --login-timeout --session-timeout' ;;
    'token') values='--min-ttl --rejected' ;;
    'status') values='--check --origins' ;;
    'logout') values='--browser --local' ;;
    'introspect') values='--token-type-hint' ;;
    'revoke') values='--token-type-hint' ;;
    'userinfo') values='--identity' ;;
    'pkce') values='--remote --length' ;;
    'pkce flow') values='--remote --length' ;;
    'open') values='--url-only --browser' ;;
    'profile set') values='--client-secret-file --client-secret-stdin -s --scope --redirect-uri --session-timeout --rotation-reuse' ;;
    'discover') values='--issuer --auth --keys' ;;
    'register') values='--name --redirect-uri --grant-type --response-type --contact --application-type --auth-method -s --scope --param --metadata --issuer --initial-access-token-file --initial-access-token-stdin' ;;
    'register create') values='--name --redirect-uri --grant-type --response-type --contact --application-type --auth-method -s --scope --param --metadata --issuer --initial-access-token-file --initial-access-token-stdin' ;;
    'register update') values='--name --redirect-uri --grant-type --response-type --contact --application-type --auth-method -s --scope --param --metadata' ;;
    'cors') values='--issuer' ;;
    'explain') values='--list' ;;
    'flows') values='--host --mermaid' ;;
    'emulator') values='--port --config --auto-approve --tls' ;;
    'demo') values='--browser' ;;
  esac
  values="$values -V --version -p --profile -o --output --redact -q --quiet -v --verbose --no-input --no-color --timeout --ca-file --store --no-store -h --help"
}

# Sets values to what may stand behind the command $1 and $2 arguments.
_oauthctl_arguments() {
  case "$1 $2" in
    ' 0') values='login device jwt client-credentials exchange saml asset password headless oauth1 token refresh status logout introspect revoke userinfo pkce open profile discover register cors explain flows emulator demo completion' ;;
    'login 0') values='login test' ;;
    'device 0') values='login test' ;;
    'jwt 0') values='keygen sign decode verify login test' ;;
    'jwt flow 0') values='login test' ;;
    'jwt decode 0') values='@file' ;;
    'jwt verify 0') values='@file' ;;
    'client-credentials 0') values='@text' ;;
    'exchange 0') values='@text' ;;
    'saml 0') values='assertion login test' ;;
    'saml flow 0') values='login test' ;;
    'saml assertion 0') values='@text' ;;
    'asset 0') values='login test' ;;
    'password 0') values='login test' ;;
    'headless 0') values='login register passwordless forgot-password guest echo' ;;
    'headless login 0') values='@text' ;;
    'headless register 0') values='@text' ;;
    'headless passwordless 0') values='@text' ;;
    'headless forgot-password 0') values='@text' ;;
    'headless guest 0') values='@text' ;;
    'headless echo 0') values='@text' ;;
    'oauth1 0') values='login test' ;;
    'introspect 0') values='@file' ;;
    'revoke 0') values='@file' ;;
    'pkce 0') values='verify' ;;
    'pkce verify 0') values='@text' ;;
    'pkce verify 1') values='@file' ;;
    'open 0') values='@text' ;;
    'profile 0') values='list show use set remove' ;;
    'profile show 0') values='@profile' ;;
    'profile use 0') values='@profile' ;;
    'profile set 0') values='@profile' ;;
    'profile remove 0') values='@profile' ;;
    'discover 0') values='login test' ;;
    'register 0') values='show update delete' ;;
    'register create 0') values='@text' ;;
    'cors 0') values='@text' ;;
    'cors 1') values='@text' ;;
    'explain 0') values='@text' ;;
    'flows 0') values='web-server jwt client-credentials device refresh exchange sso single-access hybrid headless-login headless-register headless-passwordless headless-forgot-password headless-guest saml saml-assertion asset user-agent hybrid-user-agent password oauth1' ;;
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
        ' device') path='device' ;;
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
        ' headless') path='headless' ;;
        'headless login') path='headless login' ;;
        'headless register') path='headless register' ;;
        'headless passwordless') path='headless passwordless' ;;
        'headless forgot-password') path='headless forgot-password' ;;
        'headless guest') path='headless guest' ;;
        'headless echo') path='headless echo' ;;
        ' oauth1') path='oauth1' ;;
        ' token') path='token' ;;
        ' refresh') path='refresh' ;;
        ' status') path='status' ;;
        ' logout') path='logout' ;;
        ' introspect') path='introspect' ;;
        ' revoke') path='revoke' ;;
        ' userinfo') path='userinfo' ;;
        ' pkce') path='pkce' ;;
        'pkce flow') path='pkce flow' ;;
        'pkce verify') path='pkce verify' ;;
        ' open') path='open' ;;
        ' profile') path='profile' ;;
        'profile list') path='profile list' ;;
        'profile show') path='profile show' ;;
        'profile use') path='profile use' ;;
        'profile set') path='profile set' ;;
        'profile remove') path='profile remove' ;;
        ' discover') path='discover' ;;
        ' register') path='register' ;;
        'register create') path='register create' ;;
        'register show') path='register show' ;;
        'register update') path='register update' ;;
        'register delete') path='register delete' ;;
        ' cors') path='cors' ;;
        ' explain') path='explain' ;;
        ' flows') path='flows' ;;
        ' emulator') path='emulator' ;;
        ' demo') path='demo' ;;
        ' completion') path='completion' ;;
        *)
          count=$((count + 1))
          case $path in
            'jwt') path='jwt flow' ;;
            'saml') path='saml flow' ;;
            'pkce') path='pkce flow' ;;
            'register') path='register create' ;;
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
