import { alone, answer, ask, by, tokens, type GuidedFlow } from './guided-flow.js'

const parties = ['person', 'client', 'org'] as const
const token = 'POST /services/oauth2/token'

/** Flows between machines, and the renewal of tokens (salesforce-oauth.md §3.3, §3.6 to §3.9). */
export const serverFlows: readonly GuidedFlow[] = [
  {
    name: 'jwt',
    aliases: ['jwt-bearer', 'jwt_bearer', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
    title: 'OAuth 2.0 JWT bearer flow',
    use: 'A server or a CI job works in the name of a user, without a person and without a shared secret',
    command: 'oauthctl jwt{target} --key-file server.key --username NAME',
    hosts: 'any',
    standing: 'recommended',
    person: 'no; the user is approved in advance',
    secret: 'a private key; its certificate is in the app',
    refreshToken: 'no; the key makes a new token at any time',
    advice:
      'Take it for CI and servers that act as different users. Pre-authorise few users, guard the key, let the certificate expire.',
    block:
      'Remove the certificate from the app, or its permission set from the users; or block the app',
    parties,
    steps: [
      by(
        'oauthctl jwt{target} --key-file server.key --username NAME',
        ask('person', 'client', 'run'),
      ),
      alone(
        'client',
        'sign a JWT',
        'RS256: iss=client_id, sub=user name, aud, exp in 3 minutes, jti',
      ),
      ask(
        'client',
        'org',
        token,
        'grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer, assertion',
      ),
      alone('org', 'check signature and approval'),
      tokens('access_token, scope, instance_url, id'),
    ],
  },
  {
    name: 'client-credentials',
    aliases: ['client_credentials', 'm2m'],
    title: 'OAuth 2.0 client credentials flow',
    use: 'Two systems share data as one integration user, and no person is involved',
    command: 'oauthctl client-credentials{target} --client-secret-file FILE',
    hosts: 'my-domain',
    standing: 'recommended',
    person: 'no',
    secret: 'the client secret',
    refreshToken: 'no',
    advice:
      'Take it instead of the password flow. Give the Run-As user as little as possible, and rotate the secret.',
    block: 'Enable Client Credentials Flow off in the app, or no Run-As user',
    parties,
    steps: [
      by(
        'oauthctl client-credentials{target} --client-secret-file FILE',
        ask('person', 'client', 'run'),
      ),
      ask('client', 'org', token, 'grant_type=client_credentials, client_id, client_secret'),
      alone('org', 'act as the Run-As user'),
      tokens('access_token, scope, instance_url, id'),
    ],
  },
  {
    name: 'refresh',
    aliases: ['token', 'refresh-token', 'refresh_token', 'hybrid_refresh', 'hybrid-refresh'],
    title: 'OAuth 2.0 refresh token flow (and hybrid refresh)',
    use: 'Renew an access token of the web server, user-agent, hybrid or device flow',
    command: 'oauthctl refresh',
    hosts: 'any',
    standing: 'recommended',
    person: 'no',
    secret: 'a refresh token; the client secret when the app requires it',
    refreshToken: 'a new one each time with rotation, else the same stays',
    advice:
      'Switch refresh token rotation on, and give refresh tokens an end. With rotation one process at a time may refresh: oauthctl token sees to that.',
    block: 'Leave the scope refresh_token out, or end it by the refresh token policy of the app',
    parties,
    steps: [
      by('oauthctl token', ask('person', 'client', 'ask for a valid token')),
      alone('client', 'lock, read again', 'another process may have refreshed'),
      ask(
        'client',
        'org',
        token,
        'grant_type=refresh_token (or hybrid_refresh), refresh_token, client_id',
      ),
      tokens('access_token, instance_url, id; refresh_token when rotated'),
      alone('client', 'store, unlock'),
    ],
  },
  {
    name: 'exchange',
    aliases: ['token-exchange', 'urn:ietf:params:oauth:grant-type:token-exchange'],
    title: 'OAuth 2.0 token exchange flow',
    use: 'A central identity provider has logged the user in; its token becomes one of Salesforce',
    command: 'oauthctl exchange{target} --subject-token-file FILE',
    hosts: 'my-domain',
    standing: 'recommended',
    person: 'no; was logged in elsewhere',
    secret: 'a token of the identity provider; the client secret when the app requires it',
    refreshToken: 'by scope',
    advice:
      'Take it where Salesforce is one of many services. The Apex handler decides whom it trusts: check issuer, audience and expiry there.',
    block: 'Enable Token Exchange Flow off in the app, or no handler',
    parties: ['identity-provider', 'client', 'org'],
    steps: [
      answer('identity-provider', 'client', 'a token of the user', 'JWT, access or ID token, SAML'),
      by(
        'oauthctl exchange{target} --subject-token-file FILE',
        ask(
          'client',
          'org',
          token,
          'grant_type=urn:ietf:params:oauth:grant-type:token-exchange, subject_token, subject_token_type, client_id',
        ),
      ),
      alone('org', 'the Apex handler finds the user'),
      tokens('access_token, scope, instance_url, id'),
    ],
  },
  {
    name: 'saml',
    aliases: ['saml-bearer', 'saml_bearer', 'urn:ietf:params:oauth:grant-type:saml2-bearer'],
    title: 'OAuth 2.0 SAML bearer assertion flow',
    use: 'As jwt, for systems that sign SAML assertions',
    command: 'oauthctl saml{target} --assertion-file FILE',
    hosts: 'any',
    standing: 'special',
    person: 'no; the user is approved in advance',
    secret: 'a private key; its certificate is in the app',
    refreshToken: 'no',
    advice:
      'Take jwt unless SAML is there already. The assertion lives some 5 minutes and works once.',
    block: 'Remove the certificate from the app, or its permission set from the users',
    parties,
    steps: [
      by('oauthctl saml{target} --assertion-file FILE', ask('person', 'client', 'run')),
      alone(
        'client',
        'sign a SAML assertion',
        'Issuer=client_id, NameID=user name, Audience, Recipient',
      ),
      ask(
        'client',
        'org',
        token,
        'grant_type=urn:ietf:params:oauth:grant-type:saml2-bearer, assertion (base64url)',
      ),
      alone('org', 'check signature and approval'),
      tokens('access_token, scope, instance_url, id'),
    ],
  },
  {
    name: 'saml-assertion',
    aliases: ['assertion'],
    title: 'SAML assertion flow (without an app)',
    use: 'The org has SAML single sign-on, and the same SAML response is to open the API',
    command: 'oauthctl saml assertion{target} --assertion-file FILE',
    hosts: 'my-domain',
    standing: 'special',
    person: 'at the identity provider',
    secret: 'a SAML response of the identity provider',
    refreshToken: 'no',
    advice: 'The only flow without an app, so no app policy holds for it. Prefer saml or exchange.',
    block: 'Remove the SAML single sign-on configuration, or the API permission of its users',
    parties: ['identity-provider', 'client', 'org'],
    steps: [
      answer('identity-provider', 'client', 'a SAML response', 'signed, for the org'),
      by(
        'oauthctl saml assertion{target} --assertion-file FILE',
        ask('client', 'org', token, 'grant_type=assertion, assertion_type, assertion (base64)'),
      ),
      answer('org', 'client', '200 tokens', 'access_token, instance_url, id'),
    ],
  },
  {
    name: 'password',
    aliases: ['username-password', 'ropc'],
    title: 'OAuth 2.0 username-password flow',
    use: 'Old scripts that hold a user name and a password',
    command: 'oauthctl password{target} --username NAME --password-file FILE',
    hosts: 'any',
    standing: 'avoid',
    person: 'no; the password of one is stored',
    secret: 'client secret, password and security token',
    refreshToken: 'no',
    advice:
      'Avoid: it passes credentials around. Salesforce ends it for connected apps on 20 February 2027. Take client-credentials or jwt.',
    block:
      'Setup > OAuth and OpenID Connect Settings: Allow OAuth Username-Password Flows off; it is off in orgs made since Summer 2023',
    parties,
    steps: [
      by(
        'oauthctl password{target} --username NAME --password-file FILE',
        ask('person', 'client', 'run'),
      ),
      ask(
        'client',
        'org',
        token,
        'grant_type=password, client_id, client_secret, username, password and security token',
      ),
      tokens('access_token, instance_url, id'),
    ],
  },
]
