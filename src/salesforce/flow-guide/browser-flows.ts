import { alone, answer, approval, ask, by, tokens, type GuidedFlow } from './guided-flow.js'

const parties = ['person', 'browser', 'client', 'org'] as const
const callback = 'GET localhost:1717/OauthRedirect'
const codeBack = ask('browser', 'client', callback, 'code, state')
const pkce = 'response_type=code, client_id, redirect_uri, state, code_challenge'
const retiring =
  'Avoid: the token travels through the browser and its history. Salesforce ends the flow on 20 February 2027.'
const blockUserAgent =
  'Setup > OAuth and OpenID Connect Settings: Allow OAuth User-Agent Flows off; it blocks the hybrid user-agent flow as well'

/** Flows in which a person logs in with a browser (salesforce-oauth.md §2, §13, §14). */
export const browserFlows: readonly GuidedFlow[] = [
  {
    name: 'web-server',
    aliases: ['login', 'authorization-code', 'authorization_code', 'code', 'pkce'],
    title: 'OAuth 2.0 web server flow (authorization code with PKCE)',
    use: 'A person logs in on this machine: command line, desktop or web app',
    command: 'oauthctl login{target}',
    hosts: 'any',
    standing: 'recommended',
    person: 'yes, once',
    secret: 'no with PKCE; yes when the app requires it',
    refreshToken: 'yes, with the scope refresh_token',
    advice:
      'The one to take. Require PKCE; keep the secret on a server, and let an app that cannot keep one go without. Rotate refresh tokens.',
    block:
      'Block the app in Connected Apps OAuth Usage, or disable the flow in the app; Setup > OAuth and OpenID Connect Settings can require PKCE of all',
    parties,
    steps: [
      ...approval('oauthctl login{target}', pkce, codeBack),
      ask(
        'client',
        'org',
        'POST /services/oauth2/token',
        'grant_type=authorization_code, code, redirect_uri, client_id, code_verifier',
      ),
      tokens('access_token, refresh_token, instance_url, id, id_token'),
    ],
  },
  {
    name: 'user-agent',
    aliases: ['implicit', 'login --user-agent'],
    title: 'OAuth 2.0 user-agent flow (implicit grant)',
    use: 'Old apps that run in a browser or on a phone and have no back end',
    command: 'oauthctl login{target} --user-agent',
    hosts: 'any',
    standing: 'avoid',
    person: 'yes, and approves every time',
    secret: 'no',
    refreshToken: 'only to a custom scheme or the success page',
    advice: `${retiring} Take web-server with PKCE.`,
    block: blockUserAgent,
    parties,
    steps: [
      ...approval(
        'oauthctl login{target} --user-agent',
        'response_type=token, client_id, redirect_uri, state',
        ask(
          'browser',
          'client',
          callback,
          'in the fragment: access_token, instance_url, id, state',
        ),
      ),
      alone('client', 'check state and signature'),
    ],
  },
  {
    name: 'hybrid',
    aliases: ['hybrid-web-server', 'hybrid_auth_code', 'login --hybrid'],
    title: 'OAuth 2.0 hybrid web server flow',
    use: 'A mobile app that shows Salesforce pages next to its own and needs one session for both',
    command: 'oauthctl login{target} --hybrid',
    hosts: 'any',
    standing: 'special',
    person: 'yes, once',
    secret: 'no with PKCE; yes when the app requires it',
    refreshToken: 'yes; a hybrid refresh renews the sessions too',
    advice:
      'Take it for hybrid apps instead of bridging sessions by hand. Not together with rotation and JWT access tokens.',
    block:
      'As web-server; without the scopes web, lightning, content and visualforce it gives no session',
    parties,
    steps: [
      ...approval('oauthctl login{target} --hybrid', pkce, codeBack),
      ask(
        'client',
        'org',
        'POST /services/oauth2/token',
        'grant_type=hybrid_auth_code, code, redirect_uri, client_id, code_verifier',
      ),
      tokens(
        'access_token, refresh_token, lightning_sid, visualforce_sid, content_sid, csrf_token',
      ),
    ],
  },
  {
    name: 'hybrid-user-agent',
    aliases: ['hybrid_token', 'login --hybrid-user-agent'],
    title: 'OAuth 2.0 hybrid user-agent flow (hybrid app token flow)',
    use: 'Old hybrid mobile apps',
    command: 'oauthctl login{target} --hybrid-user-agent',
    hosts: 'any',
    standing: 'avoid',
    person: 'yes, and approves every time',
    secret: 'no',
    refreshToken: 'only to a custom scheme or the success page',
    advice: `${retiring} Take hybrid.`,
    block: blockUserAgent,
    parties,
    steps: [
      ...approval(
        'oauthctl login{target} --hybrid-user-agent',
        'response_type=hybrid_token, client_id, redirect_uri, state',
        ask(
          'browser',
          'client',
          callback,
          'in the fragment: access_token, lightning_sid, content_sid, state',
        ),
      ),
      alone('client', 'check state and signature'),
    ],
  },
  {
    name: 'sso',
    aliases: [
      'native-sso',
      'native-single-sign-on',
      'single-sign-on',
      'sso_provider',
      'login --sso-provider',
    ],
    title: 'Native single sign-on (web server flow with sso_provider)',
    use: 'A person logs in with the identity provider of the company, without seeing a Salesforce page',
    command: 'oauthctl login{target} --sso-provider NAME',
    hosts: 'my-domain',
    standing: 'recommended',
    person: 'yes, at the identity provider',
    secret: 'no with PKCE; yes when the app requires it',
    refreshToken: 'yes, with the scope refresh_token',
    advice:
      'As web-server. The passwords stay at the identity provider. Runs at a My Domain or a site.',
    block:
      'Take the provider off the login page in My Domain > Authentication Configuration; or as web-server',
    parties: ['person', 'browser', 'client', 'org', 'identity-provider'],
    steps: [
      by('oauthctl login{target} --sso-provider NAME', ask('person', 'client', 'start the login')),
      ask('client', 'browser', 'open the authorization URL'),
      ask('browser', 'org', 'GET /services/oauth2/authorize', `${pkce}, sso_provider`),
      answer('org', 'browser', '302 to the provider', 'a SAML or OpenID Connect request'),
      ask('browser', 'identity-provider', 'log in'),
      answer('identity-provider', 'browser', 'who it is', 'SAML response or code'),
      ask('browser', 'org', 'hand it to the org'),
      answer('org', 'browser', '302 to the callback URL', 'code, state'),
      codeBack,
      ask(
        'client',
        'org',
        'POST /services/oauth2/token',
        'grant_type=authorization_code, code, redirect_uri, client_id, code_verifier',
      ),
      tokens('access_token, refresh_token, instance_url, id'),
    ],
  },
  {
    name: 'single-access',
    aliases: ['open', 'singleaccess', 'frontdoor', 'ui-bridge'],
    title: 'Single access: from a token to a browser session',
    use: 'A tool that holds a token opens the org in the browser without another login',
    command: 'oauthctl open',
    hosts: 'my-domain',
    standing: 'recommended',
    person: 'no; somebody looks at the page',
    secret: 'no; needs an access token with the scope web',
    refreshToken: 'no; it gives a URL that works once, for 60 seconds',
    advice: 'Take it instead of frontdoor.jsp?sid=, which shows the access token in a URL.',
    block: 'Leave the scope web out of the app; API-only users are refused',
    parties: ['person', 'client', 'org', 'browser'],
    steps: [
      by('oauthctl open', ask('person', 'client', 'open the org')),
      ask(
        'client',
        'org',
        'POST /services/oauth2/singleaccess',
        'Authorization: Bearer, redirect_uri',
      ),
      answer('org', 'client', '200 frontdoor_uri', 'a URL with a one-time password'),
      ask('client', 'browser', 'open the URL'),
      ask('browser', 'org', 'GET /secur/frontdoor.jsp', 'otp'),
      answer('org', 'browser', 'session and page'),
    ],
  },
]
