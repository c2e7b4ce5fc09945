import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { AuthError } from '../../../src/kernel/errors.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { readPrivateKey } from '../../../src/oauth/private-key.js'
import { selfSignedCertificate } from '../../../src/oauth/self-signed-certificate.js'
import { faultOf } from '../store/fixtures.js'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = pair.privateKey
const pkcs8 = key.export({ type: 'pkcs8', format: 'pem' }).toString()
const pkcs1 = key.export({ type: 'pkcs1', format: 'pem' }).toString()
const jwk = key.export({ format: 'jwk' })
const cipher = 'aes-256-cbc'
const passphrase = 'päss CANARY'
const encrypted = key.export({ type: 'pkcs8', format: 'pem', cipher, passphrase }).toString()
const encryptedPkcs1 = key.export({ type: 'pkcs1', format: 'pem', cipher, passphrase }).toString()
const spki = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const validity = { notBefore: epochSeconds(1), notAfter: epochSeconds(2) }
const certificate = selfSignedCertificate(
  { commonName: 'jo', ...validity, serial: Buffer.alloc(16, 1) },
  pair,
)
const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey
const ed25519 = generateKeyPairSync('ed25519').privateKey

function read(text: string, phrase?: string): KeyObject {
  const secret = phrase === undefined ? undefined : new Secret(phrase)
  return readPrivateKey(new Secret(text), secret, '/key.pem')
}

function pem(of: KeyObject): string {
  return of.export({ type: 'pkcs8', format: 'pem' }).toString()
}

describe('a private key is read', () => {
  test.each<[string, string, KeyObject]>([
    ['from PKCS#8', pkcs8, key],
    ['from PKCS#1', pkcs1, key],
    ['from a JWK', JSON.stringify(jwk), key],
    [
      'from a JWK with more members, spread over lines',
      JSON.stringify({ ...jwk, kid: 'k', use: 'sig' }, null, 2),
      key,
    ],
    ['with CRLF', pkcs8.replaceAll('\n', '\r\n'), key],
    ['with line breaks spelled \\n', pkcs8.replaceAll('\n', '\\n'), key],
    ['with line breaks spelled \\r\\n', pkcs8.replaceAll('\n', '\\r\\n'), key],
    ['with white space around it', `\n  ${pkcs8}\n\n`, key],
    ['behind a byte order mark', `\uFEFF${pkcs8}`, key],
    ['with its certificate before it', `${certificate}${pkcs8}`, key],
    ['with its certificate behind it', `${pkcs8}${certificate}`, key],
    ['on an elliptic curve', pem(ec), ec],
    ['on an elliptic curve, SEC1', ec.export({ type: 'sec1', format: 'pem' }).toString(), ec],
    ['on an elliptic curve, JWK', JSON.stringify(ec.export({ format: 'jwk' })), ec],
    ['for Ed25519', pem(ed25519), ed25519],
    ['for Ed25519, JWK', JSON.stringify(ed25519.export({ format: 'jwk' })), ed25519],
  ])('%s', (_how, text, expected) => {
    expect(pem(read(text))).toBe(pem(expected))
  })

  test.each([
    ['PKCS#8', encrypted],
    ['PKCS#1', encryptedPkcs1],
    ['PKCS#8 with line breaks spelled \\n', encrypted.replaceAll('\n', '\\n')],
  ])('encrypted, %s, with its passphrase', (_how, text) => {
    expect(pem(read(text, passphrase))).toBe(pkcs8)
  })

  test('a passphrase that is not needed does not disturb', () => {
    expect(pem(read(pkcs8, passphrase))).toBe(pkcs8)
  })
})

const damaged = pkcs8.replace(/\n.{20}/, '\n!!!!')
const openSsh = `-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n`
const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
const needsPem = 'give the file that begins with -----BEGIN PRIVATE KEY-----'
const unusable = '/key.pem holds no usable private key'

describe('what is no usable private key is refused in words', () => {
  test.each<[string, string, string | undefined, AuthError['code'], string, string]>([
    [
      'a certificate',
      certificate,
      undefined,
      'bad_configuration',
      `${unusable}: it is a certificate or a public key, not a private key`,
      needsPem,
    ],
    [
      'a public key',
      spki,
      undefined,
      'bad_configuration',
      `${unusable}: it is a certificate or a public key, not a private key`,
      needsPem,
    ],
    [
      'anything else',
      'hunter2-CANARY',
      undefined,
      'bad_configuration',
      `${unusable}: it is neither PEM nor JWK`,
      needsPem,
    ],
    [
      'DER garbage',
      '\ufffd0\ufffd\0',
      undefined,
      'bad_configuration',
      `${unusable}: it is neither PEM nor JWK`,
      needsPem,
    ],
    [
      'a damaged PEM',
      damaged,
      undefined,
      'bad_configuration',
      `${unusable}: it is damaged`,
      'copy the file again, line breaks included',
    ],
    [
      'an OpenSSH key',
      openSsh,
      undefined,
      'bad_configuration',
      `${unusable}: it is in the format of OpenSSH`,
      'convert a copy of it: ssh-keygen -p -m pkcs8 -f COPY',
    ],
    [
      'encrypted without a passphrase',
      encrypted,
      undefined,
      'input_required',
      '/key.pem is encrypted and no passphrase was given',
      'set OAUTHCTL_KEY_PASSPHRASE or OAUTHCTL_KEY_PASSPHRASE_FILE',
    ],
    [
      'encrypted PKCS#1 without a passphrase',
      encryptedPkcs1,
      undefined,
      'input_required',
      '/key.pem is encrypted and no passphrase was given',
      'set OAUTHCTL_KEY_PASSPHRASE or OAUTHCTL_KEY_PASSPHRASE_FILE',
    ],
    [
      'encrypted with another passphrase',
      encrypted,
      'other',
      'bad_configuration',
      `${unusable}: the passphrase does not open it`,
      'check OAUTHCTL_KEY_PASSPHRASE',
    ],
    [
      'encrypted with an empty passphrase',
      encrypted,
      '',
      'bad_configuration',
      `${unusable}: the passphrase does not open it`,
      'check OAUTHCTL_KEY_PASSPHRASE',
    ],
    [
      '1024 bits',
      pem(small),
      undefined,
      'bad_configuration',
      `${unusable}: it has 1024 bits, and 2048 is the least`,
      'make a new one: oauthctl jwt keygen',
    ],
    [
      '1024 bits in a JWK',
      JSON.stringify(small.export({ format: 'jwk' })),
      undefined,
      'bad_configuration',
      `${unusable}: it has 1024 bits, and 2048 is the least`,
      'make a new one: oauthctl jwt keygen',
    ],
    [
      'a public JWK',
      JSON.stringify(pair.publicKey.export({ format: 'jwk' })),
      undefined,
      'bad_configuration',
      `${unusable}: it is not a private JWK`,
      'give a JWK with its private members',
    ],
    [
      'a symmetric JWK',
      '{"kty":"oct","k":"CANARY"}',
      undefined,
      'bad_configuration',
      `${unusable}: it is not a private JWK`,
      'give a JWK with its private members',
    ],
    [
      'a JWK cut short',
      JSON.stringify(jwk).slice(0, -9),
      undefined,
      'bad_configuration',
      `${unusable}: it is not a private JWK`,
      'give a JWK with its private members',
    ],
    [
      'a JWK whose text is broken',
      `{"d":"CANARY`,
      undefined,
      'bad_configuration',
      `${unusable}: it is not a private JWK`,
      'give a JWK with its private members',
    ],
    [
      'a JWK of numbers',
      JSON.stringify({ ...jwk, d: 5 }),
      undefined,
      'bad_configuration',
      `${unusable}: it is not a private JWK`,
      'give a JWK with its private members',
    ],
  ])('%s', async (_what, text, phrase, code, message, hint) => {
    const error = await faultOf(() => read(text, phrase))
    expect([error.code, error.message, error.hint]).toEqual([code, message, hint])
  })
})

describe('no error carries a piece of what was read, however deep its cause', () => {
  const torn = JSON.stringify(jwk)
  test.each<[string, string, string | undefined]>([
    ['a word', 'hunter2-CANARY', undefined],
    ['a JWK that is torn', `{"kty":"RSA","d":"${torn.slice(20, 60)}"]`, undefined],
    ['a JWK that is cut', torn.slice(0, 200), undefined],
    ['a JWK behind which something follows', `${torn}CANARY`, undefined],
    ['a JWK with a bare secret', '{"d":CANARY-of-the-key}', undefined],
    ['a damaged PEM', damaged, undefined],
    ['a wrong passphrase', encrypted, 'other-CANARY'],
    ['a public JWK', JSON.stringify(createPublicKey(key).export({ format: 'jwk' })), undefined],
  ])('%s', async (_what, text, phrase) => {
    const said = everythingSaid(await faultOf(() => read(text, phrase)))
    expect(said).not.toContain('CANARY')
    const pieces = text
      .split(/[^\w+/=-]+/)
      .filter((piece) => piece.length >= 8 && !/^(PRIVATE|ENCRYPTED)$/.test(piece))
      .flatMap((piece) => [piece.slice(0, 8), piece.slice(-8)])
    expect(pieces.filter((piece) => said.includes(piece))).toEqual([])
  })
})

/** The messages of an error and of all its causes. */
function everythingSaid(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const hint = error instanceof AuthError ? (error.hint ?? '') : ''
  const rest = error.cause === undefined ? '' : everythingSaid(error.cause)
  return `${error.message}\n${hint}\n${error.stack ?? ''}\n${rest}`
}
