import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type {
  Client,
  Credential,
  Device,
  ExchangedToken,
  SamlAssertion,
} from '../../src/kernel/credential.js'
import { AuthError } from '../../src/kernel/errors.js'
import { Secret } from '../../src/kernel/secret.js'
import type { SigningKey, TextPlace } from '../../src/kernel/text-place.js'
import { decodeCredential, encodeCredential } from '../../src/store/credential-codec.js'
import { faultOf, fullCredential, plain } from '../unit/store/fixtures.js'

const word = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('__proto__', 'given', 'null', '\ud800', '\0'),
)
const text = fc.oneof(word, fc.constant(''))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const secret = word.map((value) => new Secret(value))

const place: fc.Arbitrary<TextPlace> = fc.oneof(
  fc.record({ kind: fc.constant('file' as const), path: word }),
  fc.record({ kind: fc.constant('sealed' as const), text: secret }),
  fc.record({ kind: fc.constant('command' as const), command: word }),
  fc.record({ kind: fc.constant('github-actions' as const), audience: maybe(text) }),
  fc.record({ kind: fc.constant('profile' as const), profile: word }),
)
const key: fc.Arbitrary<SigningKey> = fc.record({
  place,
  passphrase: maybe(text.map((value) => new Secret(value))),
  id: maybe(text),
})
const token: fc.Arbitrary<ExchangedToken> = fc.record({ place, type: word })
const saml: fc.Arbitrary<SamlAssertion> = fc.oneof(
  fc.record({ kind: fc.constant('given' as const), place }),
  fc.record({
    kind: fc.constant('built' as const),
    subject: word,
    audience: word,
    key,
    certificate: maybe(place),
  }),
)
const device: fc.Arbitrary<Device> = fc.record({
  id: word,
  name: maybe(text),
  serialNumber: maybe(text),
  key: maybe(key),
  publicKey: maybe(place),
})
const scopes = maybe(fc.array(text))
const client: fc.Arbitrary<Client> = fc.record({
  id: word,
  secret: maybe(secret),
  authMethod: fc.constantFrom(
    'none' as const,
    'post' as const,
    'basic' as const,
    'private-key-jwt' as const,
  ),
  key: maybe(key),
})

type Grant = Credential['grant']
type Own<C> = C extends Credential
  ? Omit<C, 'profile' | 'server' | 'client' | 'identity' | 'tokens' | 'condition'>
  : never

/** Every grant with what it has of its own; a new grant without an entry does not compile. */
const owns: Readonly<Record<Grant, fc.Arbitrary<Own<Credential>>>> = {
  authorization_code: fc.record({ grant: fc.constant('authorization_code' as const) }),
  device_code: fc.record({ grant: fc.constant('device_code' as const) }),
  implicit: fc.record({ grant: fc.constant('implicit' as const) }),
  hybrid_auth_code: fc.record({ grant: fc.constant('hybrid_auth_code' as const) }),
  hybrid_token: fc.record({ grant: fc.constant('hybrid_token' as const) }),
  code_credentials: fc.record({ grant: fc.constant('code_credentials' as const) }),
  jwt_bearer: fc.record({
    grant: fc.constant('jwt_bearer' as const),
    assertion: fc.record({ subject: word, audience: word, key }),
  }),
  client_credentials: fc.record({ grant: fc.constant('client_credentials' as const), scopes }),
  token_exchange: fc.record({
    grant: fc.constant('token_exchange' as const),
    subject: token,
    actor: maybe(token),
    tokenHandler: maybe(text),
    scopes,
  }),
  saml_bearer: fc.record({ grant: fc.constant('saml_bearer' as const), assertion: saml }),
  saml_assertion: fc.record({ grant: fc.constant('saml_assertion' as const), assertion: place }),
  asset_token: fc.record({
    grant: fc.constant('asset_token' as const),
    subject: place,
    device,
  }),
  password: fc.record({
    grant: fc.constant('password' as const),
    username: word,
    password: secret,
  }),
  oauth1: fc.record({
    grant: fc.constant('oauth1' as const),
    accessToken: fc.record({ token: secret, secret }),
    api: fc.record({
      kind: fc.constantFrom('partner' as const, 'enterprise' as const),
      version: word,
    }),
  }),
}
const grants = Object.entries(owns)

function credentialOf(own: fc.Arbitrary<Own<Credential>>): fc.Arbitrary<Credential> {
  const { profile, server, identity, tokens, condition } = fullCredential()
  return fc
    .tuple(own, client)
    .map(([part, of]) => ({ profile, server, client: of, identity, tokens, condition, ...part }))
}

const anyGrant = credentialOf(fc.oneof(...Object.values(owns)))

test.each(grants)('a credential of %s comes back as it was', (_grant, own) => {
  fc.assert(
    fc.property(credentialOf(own), (given) => {
      expect(plain(decodeCredential(encodeCredential(given)))).toEqual(plain(given))
    }),
    { numRuns: 200 },
  )
})

test('every secret of a grant comes back as a secret', () => {
  fc.assert(
    fc.property(anyGrant, (given) => {
      const back = decodeCredential(encodeCredential(given))
      expect(JSON.stringify(back)).toBe(JSON.stringify(given))
    }),
    { numRuns: 300 },
  )
})

/** All paths to the members of a tree. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([name, item]) => pathsOf(item, [...path, name]))
  return [path, ...inner].filter((one) => one.length > 0)
}

function replaced(value: unknown, [first, ...rest]: readonly string[], by: unknown): unknown {
  if (first === undefined) return by
  const entries = Object.entries(Object(value) as object)
  return Object.fromEntries(
    entries.map(([name, item]) => [name, name === first ? replaced(item, rest, by) : item]),
  )
}

test('a record with any one member changed is a credential or damaged, and quotes no secret', () => {
  const other = fc.constantFrom<unknown>(undefined, null, 7, '', 'CANARY-word', [], {}, ['CANARY'])
  fc.assert(
    fc.property(anyGrant, fc.nat(), other, (given, at, by) => {
      const tree: unknown = JSON.parse(encodeCredential(given))
      const paths = pathsOf(tree)
      const changed = replaced(tree, paths[at % paths.length] ?? [], by)
      try {
        decodeCredential(JSON.stringify(changed))
      } catch (error) {
        expect(error).toBeInstanceOf(AuthError)
        expect(error).toMatchObject({ code: 'store_damaged' })
        expect(String(error)).not.toContain('CANARY')
      }
    }),
    { numRuns: 500 },
  )
})

describe('what a newer version wrote is told as that, not guessed', () => {
  const full: unknown = JSON.parse(encodeCredential(fullCredential()))
  const at = { kind: 'file', path: '/x' }

  test.each<[string, object]>([
    ['a grant', { grant: 'telepathy' }],
    ['a place', { grant: 'saml_assertion', assertion: { kind: 'cloud', path: '/x' } }],
    [
      'a kind of SAML assertion',
      {
        grant: 'saml_bearer',
        assertion: {
          kind: 'borrowed',
          place: at,
          subject: 's',
          audience: 'a',
          key: { place: at },
        },
      },
    ],
    [
      'a kind of SOAP API',
      {
        grant: 'oauth1',
        accessToken: { token: 't', secret: 's' },
        api: { kind: 'tooling', version: '67.0' },
      },
    ],
  ])('%s', async (_what, part) => {
    const record = JSON.stringify({ ...Object(full), ...part })
    const error = await faultOf(() => decodeCredential(record))
    expect([error.code, error.hint]).toEqual([
      'store_damaged',
      'update oauthctl, or log in again to replace it',
    ])
  })
})
