import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { OrgError, startOrg } from '../../../src/emulator/index.js'
import { parseConfig } from '../../../src/emulator/org-config/parse-config.js'
import { longId } from '../../../src/emulator/ids.js'

const key = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

function app(more: Record<string, unknown>): unknown {
  return { apps: [{ name: 'mine', ...more }] }
}

describe('a configuration that cannot be used names the key', () => {
  test.each<[unknown, string]>([
    [[], 'the configuration is not an object'],
    [{ app: [] }, 'app is not a known key; known are apps, users, org'],
    [{ apps: {} }, 'apps is not an array'],
    [{ apps: [{}] }, 'apps[0].name is missing'],
    [app({ name: '' }), 'apps[0].name is not a text'],
    [app({ redirect_uri: 'x' }), 'apps[0].redirect_uri is not a known key'],
    [app({ redirect_uris: ['nonsense'] }), 'apps[0].redirect_uris[0] is not an absolute URL'],
    [
      app({ redirect_uris: ['http://app.example/cb'] }),
      'apps[0].redirect_uris[0] is http on a host that is not loopback',
    ],
    [app({ redirect_uris: ['https://app.example/#x'] }), 'apps[0].redirect_uris[0] has a fragment'],
    [
      app({ redirect_uris: [`https://a.example/${'x'.repeat(1990)}`] }),
      'apps[0].redirect_uris is longer than 2000 characters in all',
    ],
    [app({ scopes: ['api', 'apy'] }), 'apps[0].scopes[1] is not a scope of Salesforce: apy'],
    [app({ require_pkce: 'yes' }), 'apps[0].require_pkce is neither true nor false'],
    [
      app({ certificate: 'nonsense' }),
      'apps[0].certificate is not a PEM certificate with an RSA key',
    ],
    [
      app({ certificate: key.privateKey }),
      'apps[0].certificate is not a PEM certificate with an RSA key',
    ],
    [app({ certificate: 'x'.repeat(4001) }), 'apps[0].certificate is longer than 4000 characters'],
    [
      app({ id_token: { minutes: 721 } }),
      'apps[0].id_token.minutes is not a whole number from 1 to 720',
    ],
    [
      app({ id_token: { minutes: 0 } }),
      'apps[0].id_token.minutes is not a whole number from 1 to 720',
    ],
    [
      app({ id_token: { custom_attributes: { a: 1 } } }),
      'apps[0].id_token.custom_attributes.a is not a text',
    ],
    [
      app({ jwt_access_tokens: { timeout_minutes: 20 } }),
      'apps[0].jwt_access_tokens.timeout_minutes is none of 1, 5, 10, 15, 30',
    ],
    [
      app({ refresh_token_policy: { kind: 'idle' } }),
      'apps[0].refresh_token_policy.hours is missing',
    ],
    [app({ refresh_token_policy: 'idle' }), 'apps[0].refresh_token_policy is not an object'],
    ...['fatal', 'idempotent', { grace_seconds: 5 }].map((reuse): [unknown, string] => [
      app({ refresh_token_reuse: reuse }),
      'apps[0].refresh_token_reuse means nothing without refresh_token_rotation',
    ]),
    ...['grace', 5, null, true].map((reuse): [unknown, string] => [
      app({ refresh_token_rotation: true, refresh_token_reuse: reuse }),
      'apps[0].refresh_token_reuse is none of fatal, idempotent, {"grace_seconds":N}',
    ]),
    [
      app({ refresh_token_rotation: true, refresh_token_reuse: { grace_seconds: 0 } }),
      'apps[0].refresh_token_reuse.grace_seconds is not a whole number from 1 to 86400',
    ],
    [
      app({ refresh_token_rotation: true, refresh_token_reuse: { grace: 5 } }),
      'apps[0].refresh_token_reuse.grace is not a known key',
    ],
    [app({ permitted_users: 'some' }), 'apps[0].permitted_users is none of all, admin_approved'],
    [
      app({ single_logout_url: 'http://rp.example/' }),
      'apps[0].single_logout_url is not an absolute https URL',
    ],
    [
      app({ token_exchange: { handlers: [{}] } }),
      'apps[0].token_exchange.handlers[0].name is missing',
    ],
    [
      app({ token_exchange: { handlers: [{ name: 'a', issuer: 'x' }] } }),
      'apps[0].token_exchange.handlers[0] needs certificate or jwks, one of them, beside issuer',
    ],
    [
      app({ token_exchange: { handlers: [{ name: 'a', jwks: { keys: [] } }] } }),
      'apps[0].token_exchange.handlers[0].issuer is missing',
    ],
    [
      app({ token_exchange: { handlers: [{ name: 'a', types: ['jwt'] }] } }),
      'apps[0].token_exchange.handlers[0].types is not a known key',
    ],
    [
      app({ token_exchange: { handlers: [{ name: 'a', map: { x: 'nobody@acme.example' } }] } }),
      'token_exchange.handlers[0].map names somebody unknown: nobody@acme.example',
    ],
    [
      app({ token_exchange: { handlers: [{ name: 'a', issuer: 'x', jwks: [] }] } }),
      'apps[0].token_exchange.handlers[0].jwks is not an object',
    ],
    ...[{ kty: 'oct', k: 'AAAA' }, { kty: 'RSA' }, { kty: 'RSA', n: 'a', e: 'b', d: 'c' }].map(
      (jwk): [unknown, string] => [
        app({ token_exchange: { handlers: [{ name: 'a', issuer: 'x', jwks: { keys: [jwk] } }] } }),
        'apps[0].token_exchange.handlers[0].jwks.keys[0] is not a public key',
      ],
    ),
    [
      app({ asset_tokens: { certificate: 'x'.repeat(4001) } }),
      'apps[0].asset_tokens.certificate is longer than 4000 characters',
    ],
    [app({ asset_tokens: { seconds: 0 } }), 'apps[0].asset_tokens.seconds is not a whole number'],
    [
      app({ code_credentials: { guests: true } }),
      'apps[0].code_credentials.guests is not a known key',
    ],
    [
      app({ client_credentials: { run_as: 'nobody@acme.example' } }),
      'apps[0].client_credentials.run_as is not a user: nobody@acme.example',
    ],
    [
      app({ preauthorized: ['nobody@acme.example'] }),
      'apps[0].preauthorized names somebody unknown: nobody@acme.example',
    ],
    [{ apps: [{ name: 'a' }, { name: 'a' }] }, 'apps[1].name is there twice'],
    [
      {
        apps: [
          { name: 'a', client_id: 'x' },
          { name: 'b', client_id: 'x' },
        ],
      },
      'apps[1].client_id is there twice',
    ],
    [{ users: [{ username: 'a@b' }, { username: 'A@B' }] }, 'users[1].username is there twice'],
    [{ users: [{ username: 'a@b', user_id: '005x' }] }, 'users[0].user_id is not a user id'],
    [
      { users: [{ username: 'a@b', kind: 'guest' }] },
      'users[0].kind is none of admin, standard, external',
    ],
    [
      { org: { blocked_flows: ['web'] } },
      'org.blocked_flows[0] is none of user_agent, password, code_credentials',
    ],
    [{ org: { session_timeout_minutes: 0 } }, 'org.session_timeout_minutes is not a whole number'],
    [{ org: { cors_allow_list: ['app.example'] } }, 'org.cors_allow_list[0] is not an origin'],
    [{ org: { auth_providers: [{ sso_url: 'x' }] } }, 'org.auth_providers[0].name is missing'],
  ])('%#: %j', async (config, message) => {
    const failure = await startOrg({ config }).catch((cause: unknown) => cause)
    expect(failure).toBeInstanceOf(OrgError)
    expect(failure).toMatchObject({
      code: 'bad_config',
      hint: expect.stringContaining('configuration'),
    })
    expect((failure as OrgError).message).toContain(message)
  })
})

describe('a configuration', () => {
  test('takes every key of the contract', () => {
    const whole = {
      apps: [
        {
          name: 'mine',
          client_id: 'my-id',
          client_secret: 'my-secret',
          certificate: key.publicKey,
          redirect_uris: ['https://app.example/cb', 'http://localhost:8080/cb', 'myapp://cb'],
          scopes: ['refresh_token', 'api'],
          device_flow: true,
          require_pkce: true,
          require_secret_web_server: false,
          require_secret_refresh: false,
          require_secret_token_exchange: false,
          client_credentials: { enabled: true, run_as: 'Admin@Acme.example' },
          code_credentials: { enabled: true, credentials_in_body: true, guest: true },
          token_exchange: {
            enabled: true,
            handlers: [
              'One',
              {
                name: 'Two',
                default: true,
                subject_token_types: ['jwt'],
                issuer: 'https://idp.example',
                certificate: key.publicKey,
                audience: 'https://aud.example',
                subject_claim: 'email',
                map: { someone: 'Me@Acme.example' },
              },
            ],
          },
          refresh_token_rotation: true,
          refresh_token_reuse: { grace_seconds: 30 },
          refresh_token_policy: { kind: 'fixed', hours: 24 },
          jwt_access_tokens: { enabled: true, timeout_minutes: 10 },
          introspect_all: true,
          id_token: {
            minutes: 720,
            audiences: ['https://aud.example'],
            standard_claims: true,
            custom_attributes: { a: 'b' },
            custom_permissions: ['P'],
          },
          asset_tokens: {
            enabled: true,
            seconds: 30,
            certificate: key.publicKey,
            audiences: ['https://aud.example'],
            custom_attributes: { a: 'b' },
            custom_permissions: ['P'],
          },
          single_logout_url: 'https://rp.example/slo',
          permitted_users: 'admin_approved',
          preauthorized: ['Admin@Acme.example'],
          blocked: true,
          loopback_any_port: true,
        },
      ],
      users: [
        {
          username: 'Me@Acme.example',
          password: 'pw',
          security_token: 'st',
          user_id: '005000000000001',
          kind: 'external',
          first_name: 'A',
          last_name: 'B',
          email: 'a@b.example',
          phone: '1',
          active: false,
        },
      ],
      org: {
        cors_allow_list: ['https://app.example', 'https://*.example.com'],
        cors_oauth_endpoints: true,
        blocked_flows: ['user_agent', 'password', 'code_credentials'],
        require_pkce: true,
        session_timeout_minutes: 15,
        auth_providers: [
          {
            name: 'Google',
            sso_url: 'https://idp.example/sso',
            icon_url: 'https://idp.example/i.png',
          },
        ],
        saml_providers: [
          { name: 'Okta', issuer: 'https://idp.example', certificate: key.publicKey },
        ],
        initial_access_tokens: ['secret'],
      },
    }
    const { apps, users, settings } = parseConfig(whole)
    expect(apps[0]).toMatchObject({
      clientId: 'my-id',
      secret: 'my-secret',
      secretKnown: true,
      scopes: ['api', 'refresh_token'],
      clientCredentials: { enabled: true, runAs: 'admin@acme.example' },
      preauthorized: ['admin@acme.example'],
      refreshTokenRotation: true,
      refreshTokenReuse: { kind: 'grace', seconds: 30 },
      refreshTokenPolicy: { kind: 'fixed', hours: 24 },
    })
    expect(apps[0]!.tokenExchange.handlers).toMatchObject([
      { name: 'One', default: false },
      {
        name: 'Two',
        default: true,
        subjectTokenTypes: ['jwt'],
        map: { someone: 'me@acme.example' },
      },
    ])
    expect(users[0]).toMatchObject({
      username: 'me@acme.example',
      id: { short: '005000000000001' },
    })
    expect(settings).toMatchObject({ sessionTimeoutMinutes: 15, requirePkce: true })
  })

  test('replaces what has the same name and adds the rest at the end', async () => {
    await using org = await startOrg({
      config: {
        apps: [
          { name: 'extra' },
          { name: 'jwt' },
          { name: 'web', client_id: 'mine', require_secret_web_server: false },
        ],
        users: [
          { username: 'ADMIN@acme.example', password: 'known' },
          { username: 'new@acme.example' },
        ],
      },
    })
    const { apps, users } = org.ready
    expect(apps[0]).toMatchObject({ name: 'web', client_id: 'mine', redirect_uris: [] })
    expect(apps[0]!.client_secret).toMatch(/^[0-9A-F]{64}$/)
    expect(apps.at(-1)).toMatchObject({ name: 'extra' })
    expect(apps).toHaveLength(12)
    // Its key is not the one the org would have made.
    expect(apps.find(({ name }) => name === 'jwt')).not.toHaveProperty('key_file')
    expect(users.map(({ username }) => username)).toEqual([
      'admin@acme.example',
      'user@acme.example',
      'customer@site.example',
      'new@acme.example',
    ])
    expect(users[0]!.password).toBe('known')
  })

  test('of nothing is the default org, which blocks no flow', () => {
    expect(parseConfig(undefined)).toEqual(parseConfig({ org: {} }))
    expect(parseConfig(undefined).settings).toMatchObject({
      blockedFlows: [],
      requirePkce: false,
      sessionTimeoutMinutes: 120,
    })
  })
})

test.each([
  ['00D000000000062', '00D000000000062EAA'],
  ['001A0000006Vm9r', '001A0000006Vm9rIAC'],
  ['0013000000GjNql', '0013000000GjNqlAAF'],
])('the id %s is %s with its checksum', (short, long) => {
  expect(longId(short)).toBe(long)
})
