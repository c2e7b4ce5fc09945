import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { algorithmOf, signJwt } from '../../../src/oauth/sign-jwt.js'
import { faultOf } from '../store/fixtures.js'

const claims = { iss: 'client-1', exp: 4_000_000_000, list: ['ä', 1] }
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

function ec(namedCurve: string): KeyObject {
  return generateKeyPairSync('ec', { namedCurve }).privateKey
}

describe('a key signs with the algorithm that fits it', () => {
  test.each<[string, KeyObject, string]>([
    ['RSA', rsa, 'RS256'],
    ['P-256', ec('prime256v1'), 'ES256'],
    ['P-384', ec('secp384r1'), 'ES384'],
    ['P-521', ec('secp521r1'), 'ES512'],
    ['Ed25519', generateKeyPairSync('ed25519').privateKey, 'EdDSA'],
  ])('%s', async (_kind, key, alg) => {
    const jwt = (await signJwt(claims, key, undefined)).expose()
    const { payload, protectedHeader } = await jwtVerify(jwt, createPublicKey(key))
    expect([payload, protectedHeader, algorithmOf(key)]).toEqual([claims, { alg, typ: 'JWT' }, alg])
  })
})

test('the header names the key when the server knows it by a name', async () => {
  const jwt = (await signJwt(claims, rsa, 'key 1')).expose()
  expect(decodeProtectedHeader(jwt)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'key 1' })
})

test('a signed JWT is a secret', async () => {
  expect(String(await signJwt(claims, rsa, undefined))).toBe('[secret]')
})

describe('a key that no JWT can be signed with is refused', () => {
  test.each<[string, KeyObject]>([
    ['another curve', ec('secp256k1')],
    ['a key to agree with', generateKeyPairSync('x25519').privateKey],
    ['Ed448', generateKeyPairSync('ed448').privateKey],
  ])('%s', async (_kind, key) => {
    const error = await faultOf(() => signJwt(claims, key, undefined))
    expect([error.code, error.message, error.hint]).toEqual([
      'bad_configuration',
      'the private key is of a kind that cannot sign a JWT',
      'use an RSA key: oauthctl jwt keygen',
    ])
  })
})
