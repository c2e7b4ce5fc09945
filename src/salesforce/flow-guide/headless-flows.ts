import { alone, answer, ask, by, tokens, type GuidedFlow } from './guided-flow.js'

const parties = ['person', 'client', 'org'] as const
const authorize = 'POST /services/oauth2/authorize'
const base = 'response_type=code_credentials, client_id, redirect_uri, code_challenge'
const code = answer(
  'org',
  'client',
  '302 to the echo endpoint',
  'code, sfdc_community_url, sfdc_community_id',
)
const redeem = ask(
  'client',
  'org',
  'POST /services/oauth2/token',
  'grant_type=authorization_code, code, redirect_uri, client_id, code_verifier',
)
const gate = 'recaptcha, or a Bearer token of an integration user'
const block =
  'Setup > OAuth and OpenID Connect Settings: Allow Authorization Code and Credentials Flows off; or the policy of the app'
const standing = 'special'
const hosts = 'site'

/** Headless identity: an app of the customer's own shows the pages, on an Experience Cloud site (salesforce-oauth.md §12). */
export const headlessFlows: readonly GuidedFlow[] = [
  {
    name: 'headless-login',
    aliases: [
      'headless',
      'code_credentials',
      'code-credentials',
      'authorization-code-and-credentials',
    ],
    title: 'Headless login (authorization code and credentials flow)',
    use: 'Customers and partners log in on a page of your own app with user name and password',
    command: 'oauthctl headless login{target}',
    hosts,
    standing,
    person: 'yes, in your own page; external users only',
    secret: 'the password of the user; the client secret for a private app',
    refreshToken: 'yes, with the scope refresh_token',
    advice:
      'First-party apps only: they see the password. Require PKCE, send the credentials in the body, pre-authorise the users.',
    block,
    parties,
    steps: [
      by('oauthctl headless login{target}', ask('person', 'client', 'user name, password')),
      ask('client', 'org', authorize, `Auth-Request-Type: Named-User; ${base}`),
      code,
      redeem,
      tokens('access_token, sfdc_community_url, instance_url, id'),
    ],
  },
  {
    name: 'headless-register',
    aliases: ['headless-registration', 'registration'],
    title: 'Headless registration',
    use: 'Customers sign up in your own app',
    command: 'oauthctl headless register{target}',
    hosts,
    standing,
    person: 'yes, in your own page; becomes an external user',
    secret: gate,
    refreshToken: 'yes, with the scope refresh_token',
    advice: 'Guard the first step with reCAPTCHA or a token, or it sends messages for anybody.',
    block,
    parties,
    steps: [
      by('oauthctl headless register{target}', ask('person', 'client', 'name, email, password')),
      ask(
        'client',
        'org',
        'POST /services/auth/headless/init/registration',
        `userdata, password, verificationmethod; ${gate}`,
      ),
      answer('org', 'client', '200 identifier'),
      answer('org', 'person', 'one-time password', 'by email or text message'),
      ask('person', 'client', 'one-time password'),
      ask(
        'client',
        'org',
        authorize,
        `Auth-Request-Type: user-registration; Basic identifier:otp; ${base}`,
      ),
      alone('org', 'the Apex handler makes the user'),
      code,
      redeem,
      tokens('access_token, sfdc_community_url, instance_url, id'),
    ],
  },
  {
    name: 'headless-passwordless',
    aliases: ['passwordless'],
    title: 'Headless passwordless login',
    use: 'Customers log in to your own app with a one-time password',
    command: 'oauthctl headless passwordless{target}',
    hosts,
    standing,
    person: 'yes, in your own page; external users only',
    secret: gate,
    refreshToken: 'yes, with the scope refresh_token',
    advice:
      'Prefer it to headless-login: your app never sees a password. Guard the first step with reCAPTCHA or a token.',
    block,
    parties,
    steps: [
      by('oauthctl headless passwordless{target}', ask('person', 'client', 'user name')),
      ask(
        'client',
        'org',
        'POST /services/auth/headless/init/passwordless/login',
        `username, verificationmethod; ${gate}`,
      ),
      answer('org', 'client', '200 identifier'),
      answer('org', 'person', 'one-time password', 'by email or text message'),
      ask('person', 'client', 'one-time password'),
      ask(
        'client',
        'org',
        authorize,
        `Auth-Request-Type: passwordless-login; Basic identifier:otp; ${base}`,
      ),
      code,
      redeem,
      tokens('access_token, sfdc_community_url, instance_url, id'),
    ],
  },
  {
    name: 'headless-forgot-password',
    aliases: ['forgot-password', 'forgot_password'],
    title: 'Headless forgot password',
    use: 'Customers set a new password in your own app',
    command: 'oauthctl headless forgot-password{target}',
    hosts,
    standing,
    person: 'yes, in your own page; external users only',
    secret: gate,
    refreshToken: 'no; it gives no token, log in afterwards',
    advice: 'It answers the same whether the user exists or not: keep it so in your own page.',
    block: 'Take the reset out of the headless settings of the site, in Login & Registration',
    parties,
    steps: [
      by('oauthctl headless forgot-password{target}', ask('person', 'client', 'user name')),
      ask('client', 'org', 'POST /services/auth/headless/forgot_password', `username; ${gate}`),
      answer('org', 'client', '200 otp_sent', 'always the same'),
      answer('org', 'person', 'one-time password', 'by email'),
      ask('person', 'client', 'one-time password, new password'),
      ask(
        'client',
        'org',
        'POST /services/auth/headless/forgot_password',
        'username, otp, newpassword',
      ),
      answer('org', 'client', '200 success'),
    ],
  },
  {
    name: 'headless-guest',
    aliases: ['guest', 'guest-user'],
    title: 'Headless guest flow',
    use: 'Visitors use your own app before they log in, for example with a basket',
    command: 'oauthctl headless guest{target}',
    hosts,
    standing,
    person: 'no; a visitor without a name',
    secret: 'no for a public app',
    refreshToken: 'by scope',
    advice:
      'The app must issue JWT access tokens. Give the guest user of the site as little as possible.',
    block: 'Enable Code and Credentials Flow for Guest Users off in the policies of the app',
    parties,
    steps: [
      by('oauthctl headless guest{target}', ask('person', 'client', 'visit')),
      alone('client', 'make a visitor id', 'UVID: a random UUID, version 4'),
      ask(
        'client',
        'org',
        authorize,
        `Auth-Request-Type: guest; Uvid-Hint: UVID and the id; ${base}, scope`,
      ),
      code,
      ask(
        'client',
        'org',
        'POST /services/oauth2/token',
        'Auth-Request-Type: guest; Uvid-Hint: the bare id; grant_type=authorization_code, code, code_verifier',
      ),
      tokens('access_token, a JWT with sub=uvid:ID'),
    ],
  },
]
