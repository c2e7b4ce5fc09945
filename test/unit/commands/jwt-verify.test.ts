import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  jwtVerifyCommand,
  runJwtVerify,
  type JwtVerifyOptions,
  type VerifyDemand,
} from '../../../src/commands/jwt-verify.js'
import { verifyToken, type KeySource } from '../../../src/flows/jwt-verify.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { VerifiedJwtView } from '../../../src/kernel/jwt-view.js'
import type { HttpAnswer } from '../../../src/kernel/ports.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { openidProvider } from '../../../src/oauth/openid-provider.js'
import { jwtJson, jwtText } from '../../../src/output/jwt.js'
import { plain } from '../../../src/output/style.js'
import { salesforceProvider } from '../../../src/salesforce/provider.js'
import { answer, network, never } from '../../support/fakes.js'

const now = epochSeconds(1_790_000_000)
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const claims = { iss: 'https://idp.example', aud: 'api', exp: now + 2_520 }
const keys = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'a' }] }

function token(payload: object = claims): string {
  const input = [{ alg: 'RS256', kid: 'a' }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
}

const none: JwtVerifyOptions = {
  place: undefined,
  issuer: undefined,
  jwksUrl: undefined,
  keyFile: undefined,
  certificate: undefined,
  audience: undefined,
  clockTolerance: 60,
}

async function parsed(...words: readonly string[]): Promise<JwtVerifyOptions> {
  const seen: JwtVerifyOptions[] = []
  const command = jwtVerifyCommand((options) => {
    seen.push(options)
    return Promise.resolve()
  })
  await command.parseAsync([...words], { from: 'user' })
  return seen[0]!
}

interface Ended {
  readonly demand: VerifyDemand | undefined
  readonly view: VerifiedJwtView | undefined
  readonly error: AuthError | undefined
}

/** Runs the command up to the demand it makes. */
async function asked(given: Partial<JwtVerifyOptions>): Promise<Ended> {
  const demands: VerifyDemand[] = []
  const views: VerifiedJwtView[] = []
  let error: AuthError | undefined
  try {
    await runJwtVerify(
      { ...none, ...given },
      {
        token: () => Promise.resolve(new Secret('t')),
        verify: (demand) => {
          demands.push(demand)
          return Promise.resolve({ header: { alg: 'RS256' }, payload: claims })
        },
        now: () => now,
        show: (view) => views.push(view),
      },
    )
  } catch (thrown) {
    if (!(thrown instanceof AuthError)) throw thrown
    error = thrown
  }
  return { demand: demands[0], view: views[0], error }
}

describe('the command line of jwt verify', () => {
  test('reads every option', async () => {
    expect(await parsed()).toEqual(none)
    expect(await parsed('f', '--issuer', 'i', '--jwks-url', 'u', '--audience', 'a')).toEqual({
      ...none,
      place: 'f',
      issuer: 'i',
      jwksUrl: 'u',
      audience: 'a',
    })
    expect(await parsed('--key-file', 'k', '--certificate', 'c', '--clock-tolerance', '0')).toEqual(
      { ...none, keyFile: 'k', certificate: 'c', clockTolerance: 0 },
    )
  })

  test('tells --no-audience from silence', async () => {
    expect((await parsed('--no-audience')).audience).toBe(false)
  })
})

describe('jwt verify', () => {
  test('takes its keys from one place, and compares the issuer beside it', async () => {
    const audience = 'api'
    const { demand } = await asked({ issuer: 'me', keyFile: 'k.pem', audience })
    expect(demand).toMatchObject({ keys: { kind: 'key-file', path: 'k.pem' }, issuer: 'me' })
    expect((await asked({ issuer: 'https://i', audience })).demand?.keys).toEqual({
      kind: 'issuer',
      url: 'https://i',
    })
  })

  test.each([
    [{ audience: 'api' }, 'input_required', /which key/, /--issuer URL, --jwks-url URL/],
    [{ issuer: 'https://i' }, 'input_required', /whom/, /--audience AUD.*--no-audience/],
    [{ issuer: 'https://i', audience: '' }, 'input_required', /whom/, /--no-audience/],
    [
      { keyFile: 'k', certificate: 'c', audience: 'a' },
      'usage',
      /--key-file and --certificate both/,
      /one of them/,
    ],
    [{ jwksUrl: 'u', keyFile: 'k', audience: 'a' }, 'usage', /--jwks-url and --key-file/, /one/],
    [{ keyFile: '-', audience: 'a' }, 'usage', /both want stdin/, /file/],
    [{ place: '-', certificate: '-', audience: 'a' }, 'usage', /both want stdin/, /file/],
  ])('refuses %o before it reads anything', async (given, code, why, hint) => {
    const { error, demand } = await asked(given)
    expect({ code: error?.code, status: error?.exitStatus }).toEqual({ code, status: 2 })
    expect(error?.message).toMatch(why)
    expect(error?.hint).toMatch(hint)
    expect(demand).toBeUndefined()
  })

  test('refuses a token as an argument and gives the command back without it', async () => {
    const { error } = await asked({
      place: token(),
      issuer: 'https://i',
      keyFile: 'k.pem',
      audience: false,
    })
    expect(error?.code).toBe('secret_on_argv')
    expect(error?.hint).toBe(
      'put it into a file or a pipe: oauthctl jwt verify FILE --issuer https://i --key-file k.pem --no-audience',
    )
  })

  test('tells what holds, and what was not asked', async () => {
    const full = (await asked({ issuer: 'https://idp.example', audience: 'api' })).view
    const bare = (await asked({ keyFile: 'k', audience: false })).view
    const as = { redact: false, style: plain }
    expect(jwtText(full!, as)).toBe(
      'signature and claims are valid: iss https://idp.example, aud api, expires in 42 min\n',
    )
    expect(jwtText({ ...bare!, payload: {} }, as)).toBe(
      'signature and claims are valid: iss (none) (not checked), aud (none) (not checked), never expires\n',
    )
    expect(jwtJson(full!, false)).toEqual({
      valid: true,
      header: { alg: 'RS256' },
      payload: claims,
    })
  })
})

describe('the keys of an issuer', () => {
  const metadata = { issuer: 'https://idp.example', jwks_uri: 'https://idp.example/jwks' }
  const fromIssuer: KeySource = {
    kind: 'issuer',
    url: 'https://idp.example',
    provider: openidProvider,
  }

  interface Checked {
    readonly outcome: string
    readonly urls: readonly string[]
    readonly requests: readonly object[]
  }

  async function checked(
    replies: Readonly<Record<string, HttpAnswer>>,
    given: { readonly keys?: KeySource; readonly token?: string; readonly issuer?: string } = {},
  ): Promise<Checked> {
    const net = network((request) => replies[request.url] ?? answer('', { status: 404 }))
    const request = {
      token: new Secret(given.token ?? token()),
      keys: given.keys ?? fromIssuer,
      issuer: given.issuer ?? 'https://idp.example',
      audience: 'api',
      clockTolerance: 60,
    }
    let outcome = 'good'
    try {
      await verifyToken(request, { fetch: net.fetch, now: () => now }, never)
    } catch (error) {
      if (!(error instanceof AuthError)) throw error
      outcome = `${error.exitStatus} ${error.code}: ${error.message}`
    }
    return { outcome, urls: net.requests.map(({ url }) => url), requests: net.requests }
  }

  const openid = 'https://idp.example/.well-known/openid-configuration'
  const oauth = 'https://idp.example/.well-known/oauth-authorization-server'
  const jwks = 'https://idp.example/jwks'

  test('are found through its metadata, though it has no other endpoint', async () => {
    const found = await checked({ [openid]: answer(metadata), [jwks]: answer(keys) })
    expect([found.outcome, found.urls]).toEqual(['good', [openid, jwks]])
    const other = await checked({ [oauth]: answer(metadata), [jwks]: answer(keys) })
    expect([other.outcome, other.urls]).toEqual(['good', [openid, oauth, jwks]])
  })

  test('are asked for without the token, whatever the token says of its keys', async () => {
    const { requests } = await checked({ [openid]: answer(metadata), [jwks]: answer(keys) })
    expect(JSON.stringify(requests)).not.toContain(token().slice(-20))
    expect(requests.at(-1)).toEqual({
      method: 'GET',
      url: jwks,
      headers: { accept: 'application/jwk-set+json, application/json' },
      body: undefined,
      maxBytes: 524_288,
    })
  })

  test.each([
    [answer({ ...metadata, issuer: 'https://evil.example' }), /^3 issuer_mismatch/],
    [answer({ ...metadata, jwks_uri: 'http://idp.example/jwks' }), /^3 bad_metadata: .*not https/],
    [answer({ issuer: metadata.issuer }), /^3 bad_metadata: "jwks_uri"/],
    [answer('<html>'), /^3 bad_metadata: .*not JSON/],
    [answer('', { status: 404 }), /^3 bad_metadata: idp\.example has no metadata there/],
    [answer('', { status: 503 }), /^6 server_error/],
    [answer('', { status: 302, headers: { location: jwks } }), /^3 unexpected_redirect/],
  ])('are not looked for where the metadata is bad (%#)', async (reply, why) => {
    const { outcome, urls } = await checked({ [openid]: reply, [jwks]: answer(keys) })
    expect(outcome).toMatch(why)
    expect(urls).not.toContain(jwks)
  })

  test.each([
    [answer('', { status: 404 }), /^3 bad_metadata: idp\.example has no key set there/],
    [answer({ keys: [] }), /^3 bad_metadata: .*no key that can check/],
    [answer({ keys: 'x' }), /^3 bad_metadata: .*no list of keys/],
    [answer({ keys: Array(101).fill(keys.keys[0]) }), /^3 bad_metadata: .*more than 100 keys/],
    [answer('', { status: 429 }), /^6 rate_limited/],
  ])('that are none are refused (%#)', async (reply, why) => {
    expect((await checked({ [openid]: answer(metadata), [jwks]: reply })).outcome).toMatch(why)
  })

  test('must be those of the iss in the token', async () => {
    const foreign = token({ ...claims, iss: 'https://other.example' })
    const replies = { [openid]: answer(metadata), [jwks]: answer(keys) }
    expect((await checked(replies, { token: foreign })).outcome).toMatch(
      /^7 token_invalid: .*its issuer is https:\/\/other\.example, not https:\/\/idp\.example/,
    )
  })

  test('are not fetched for a token that could not be accepted anyway', async () => {
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`
    for (const bad of [unsigned, 'opaque']) {
      const { outcome, urls } = await checked({}, { token: bad })
      expect(outcome).toMatch(/^7 token_invalid/)
      expect(urls).toEqual([])
    }
  })

  test('may be named by their own URL, and the issuer then is compared if it was given', async () => {
    const source: KeySource = { kind: 'jwks-url', url: jwks }
    const replies = { [jwks]: answer(keys) }
    expect((await checked(replies, { keys: source })).outcome).toBe('good')
    expect((await checked(replies, { keys: source, issuer: 'else' })).outcome).toMatch(/not else/)
  })

  test('of Salesforce answer for an iss with or without the slash', async () => {
    const url = 'https://acme.my.salesforce.com'
    const replies = {
      [`${url}/.well-known/openid-configuration`]: answer({
        issuer: url,
        jwks_uri: `${url}/id/keys`,
      }),
      [`${url}/id/keys`]: answer(keys),
    }
    const source: KeySource = { kind: 'issuer', url, provider: salesforceProvider }
    for (const iss of [url, `${url}/`]) {
      const given = { keys: source, token: token({ ...claims, iss }) }
      expect((await checked(replies, given)).outcome).toBe('good')
    }
  })
})
