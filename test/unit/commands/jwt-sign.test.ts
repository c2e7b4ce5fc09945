import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { jwtSignCommand, runJwtSign, type JwtSignOptions } from '../../../src/commands/jwt-sign.js'
import { signAssertion } from '../../../src/flows/jwt-sign.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { JsonObject } from '../../../src/kernel/json.js'
import type { AssertionView } from '../../../src/kernel/jwt-view.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { jwtParts } from '../../../src/oauth/jwt-parts.js'
import { jwtJson, jwtText } from '../../../src/output/jwt.js'
import { plain } from '../../../src/output/style.js'
import { countingRandom } from '../../support/fakes.js'

const now = epochSeconds(1_790_000_000)
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const jti = Buffer.alloc(16, 1).toString('base64url')

const none: JwtSignOptions = {
  claimsFile: undefined,
  claims: [],
  issuer: undefined,
  subject: undefined,
  audiences: [],
  expiresIn: undefined,
  withIssuedAt: false,
  keyFile: 'server.key',
  keyId: undefined,
}

async function sign(
  given: Partial<JwtSignOptions> = {},
  file: JsonObject = {},
): Promise<AssertionView> {
  const views: AssertionView[] = []
  await runJwtSign(
    { ...none, ...given },
    {
      claims: () => Promise.resolve(file),
      key: () =>
        Promise.resolve({ text: new Secret(pem), passphrase: undefined, name: 'the private key' }),
      sign: (request) => signAssertion(request, { random: countingRandom(), now: () => now }),
      show: (view) => views.push(view),
    },
  )
  return views[0]!
}

async function claims(given: Partial<JwtSignOptions>, file?: JsonObject): Promise<JsonObject> {
  const claimsFile = file === undefined ? undefined : 'claims.json'
  return jwtParts((await sign({ claimsFile, ...given }, file)).assertion).payload
}

async function code(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'fine',
    (error: unknown) => (error instanceof AuthError ? error.code : String(error)),
  )
}

describe('the command line of jwt sign', () => {
  test('reads every option', async () => {
    const seen: JwtSignOptions[] = []
    const command = jwtSignCommand((options) => {
      seen.push(options)
      return Promise.resolve()
    })
    const words =
      '--claims c.json --claim a=1 --claim b=2 --iss i --sub s --aud x --aud y --exp-in 60 --iat --key-file k --key-id id'
    await command.parseAsync(words.split(' '), { from: 'user' })
    expect(seen).toEqual([
      {
        claimsFile: 'c.json',
        claims: ['a=1', 'b=2'],
        issuer: 'i',
        subject: 's',
        audiences: ['x', 'y'],
        expiresIn: 60,
        withIssuedAt: true,
        keyFile: 'k',
        keyId: 'id',
      },
    ])
  })

  test('asks for nothing', async () => {
    const seen: JwtSignOptions[] = []
    const command = jwtSignCommand((options) => {
      seen.push(options)
      return Promise.resolve()
    })
    await command.parseAsync([], { from: 'user' })
    expect(seen).toEqual([{ ...none, keyFile: undefined }])
  })
})

describe('jwt sign', () => {
  test('makes what Salesforce asks for, and its signature verifies', async () => {
    const { assertion } = await sign({
      issuer: '3MVG9',
      subject: 'ada@acme.example',
      audiences: ['https://login.salesforce.com'],
    })
    expect(jwtParts(assertion)).toEqual({
      header: { alg: 'RS256', typ: 'JWT' },
      payload: {
        iss: '3MVG9',
        sub: 'ada@acme.example',
        aud: 'https://login.salesforce.com',
        exp: now + 180,
        jti,
      },
    })
    const [header = '', payload = '', signature = ''] = assertion.expose().split('.')
    const signed = Buffer.from(`${header}.${payload}`)
    const bytes = Buffer.from(signature, 'base64url')
    expect(verify('sha256', signed, createPublicKey(pem), bytes)).toBe(true)
  })

  test('puts the key id into the header', async () => {
    expect(jwtParts((await sign({ keyId: 'k1' })).assertion).header).toEqual({
      alg: 'RS256',
      typ: 'JWT',
      kid: 'k1',
    })
  })

  test('lets the nearer word win: an option over --claim, that over the file', async () => {
    const file = { iss: 'file', sub: 'file', aud: 'file', extra: true, exp: 5, jti: 'mine' }
    expect(await claims({ claims: ['sub=typed', 'iss=typed'], issuer: 'flag' }, file)).toEqual({
      iss: 'flag',
      sub: 'typed',
      aud: 'file',
      extra: true,
      exp: 5,
      jti: 'mine',
    })
    expect(await claims({ expiresIn: 60, withIssuedAt: true }, { exp: 5 })).toEqual({
      exp: now + 60,
      iat: now,
      jti,
    })
  })

  test('writes several audiences as a list', async () => {
    expect((await claims({ audiences: ['a', 'b'] }))['aud']).toEqual(['a', 'b'])
  })

  test.each([
    ['n=1', 1],
    ['n=true', true],
    ['n=null', null],
    ['n="1"', '1'],
    ['n={"a":[1,{"b":null}]}', { a: [1, { b: null }] }],
    ['n=plain text', 'plain text'],
    ['n=a=b', 'a=b'],
    ['n=', ''],
    ['n=007', '007'],
    ['n=12345678901234567890', '12345678901234567890'],
    ['n=1e999', '1e999'],
    ['n=1.5', 1.5],
  ])('reads --claim %s', async (text, value) => {
    expect((await claims({ claims: [text] }))['n']).toEqual(value)
  })

  test('keeps a claim called __proto__ a claim', async () => {
    const { assertion } = await sign({ claims: ['__proto__={"admin":true}'] })
    expect(Object.keys(jwtParts(assertion).payload)).toContain('__proto__')
    expect('admin' in {}).toBe(false)
  })

  test.each(['n', '=1', ''])('refuses --claim %j', async (text) => {
    expect(await code(sign({ claims: [text] }))).toBe('usage')
  })

  test('refuses two readers of one stdin', async () => {
    expect(await code(sign({ claimsFile: '-', keyFile: '-' }))).toBe('usage')
  })
})

describe('what jwt sign prints', () => {
  const view: AssertionView = { kind: 'jwt-assertion', assertion: new Secret('a.b.c') }

  test('is the assertion and a newline, because that is the product', () => {
    expect(jwtText(view, { redact: false, style: plain })).toBe('a.b.c\n')
    expect(jwtJson(view, false)).toEqual({ assertion: 'a.b.c' })
  })

  test('is a fingerprint with --redact', () => {
    expect(jwtText(view, { redact: true, style: plain })).toMatch(/^sha256:[0-9a-f]{8}\n$/)
    expect(JSON.stringify(jwtJson(view, true))).toMatch(/^{"assertion":"sha256:[0-9a-f]{8}"}$/)
  })
})
