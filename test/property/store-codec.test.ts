import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Credential } from '../../src/kernel/credential.js'
import { AuthError } from '../../src/kernel/errors.js'
import { Secret } from '../../src/kernel/secret.js'
import { epochSeconds, type TokenSet } from '../../src/kernel/token-set.js'
import { decodeCredential, encodeCredential } from '../../src/store/credential-codec.js'
import type { RefreshState } from '../../src/store/refresh-state-codec.js'
import { plain } from '../unit/store/fixtures.js'

const word = fc.string({ unit: 'binary', minLength: 1 })
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', '\ud800', '\0'))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const secret = text.map((value) => new Secret(value))
const time = fc.integer({ min: -1e12, max: 1e12 }).map(epochSeconds)

const members = ['access_token', 'refresh_token', 'id_token', 'token_type', '__proto__', 'scope']
const answer = fc.oneof(
  text,
  fc.dictionary(fc.constantFrom(...members), fc.oneof(text, fc.jsonValue())).map((value) => {
    return JSON.stringify(value)
  }),
)

const tokens: fc.Arbitrary<TokenSet> = fc
  .record({
    accessToken: secret,
    tokenType: text,
    refreshToken: maybe(secret),
    idToken: maybe(secret),
    scopes: maybe(fc.array(text)),
    issuedAt: time,
    expiry: maybe(
      fc.record({
        at: time,
        source: fc.constantFrom('server' as const, 'jwt' as const, 'introspection' as const),
      }),
    ),
    instanceUrl: maybe(text),
    answer: answer.map((value) => new Secret(value)),
  })
  .chain((set) => fc.constantFrom(set, repeating(set)))

/** The same tokens where the answer says them too. */
function repeating(set: TokenSet): TokenSet {
  const said = {
    access_token: set.accessToken.expose(),
    token_type: set.tokenType,
    refresh_token: set.refreshToken?.expose(),
    instance_url: set.instanceUrl,
  }
  return { ...set, answer: new Secret(JSON.stringify(said)) }
}

const sent = { at: time, lastTry: fc.boolean() }
const refresh: fc.Arbitrary<RefreshState> = fc.record(
  {
    pending: fc.oneof(
      fc.record({ kind: fc.constant('sent' as const), ...sent }),
      fc.record({
        kind: fc.constant('answered' as const),
        ...sent,
        arrival: time,
        answer: secret,
      }),
    ),
    previous: secret,
    rotates: fc.boolean(),
  },
  { requiredKeys: [] },
)

const settled = fc.record({
  grant: fc.constant('authorization_code' as const),
  profile: word,
  server: fc.record({
    kind: fc.constantFrom('salesforce' as const, 'openid' as const),
    url: word,
    issuer: word,
    endpoints: fc.record({
      authorization: word,
      token: word,
      revocation: maybe(text),
      introspection: maybe(text),
      userinfo: maybe(text),
      jwks: maybe(text),
      endSession: maybe(text),
    }),
  }),
  client: fc.record({
    id: word,
    secret: maybe(secret),
    authMethod: fc.constantFrom('none' as const, 'post' as const, 'basic' as const),
    key: fc.constant(undefined),
  }),
  identity: fc.record({
    subject: maybe(text),
    username: maybe(text),
    userId: maybe(text),
    orgId: maybe(text),
  }),
  tokens,
  condition: fc.oneof(
    fc.record({ kind: fc.constant('live' as const) }),
    fc.record({ kind: fc.constant('dead' as const), reason: text, since: time }),
  ),
})

const credential: fc.Arbitrary<Credential> = fc
  .tuple(settled, refresh)
  .map(([rest, state]) => ({ ...rest, ...state }))

test('every credential comes back as it was', () => {
  fc.assert(
    fc.property(credential, (given) => {
      expect(plain(decodeCredential(encodeCredential(given)))).toEqual(plain(given))
    }),
    { numRuns: 2_000 },
  )
})

test('whatever the text is, it is a credential or a foreseen error', () => {
  const tree = fc.oneof(fc.json(), text, credential.map(encodeCredential))
  const cut = fc.tuple(tree, fc.nat()).map(([value, at]) => value.slice(0, at % (value.length + 1)))
  fc.assert(
    fc.property(fc.oneof(tree, cut), (given) => {
      try {
        decodeCredential(given)
      } catch (error) {
        expect(error).toBeInstanceOf(AuthError)
        expect(error).toMatchObject({ code: 'store_damaged' })
      }
    }),
    { numRuns: 2_000 },
  )
})
