import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SignJWT } from 'jose'
import type { ReadyApp } from '../../../../src/emulator/index.js'

/** A key pair, the public half as PEM for a configuration. */
export interface TestKey {
  readonly privateKey: KeyObject
  readonly certificate: string
}

/** A fresh RSA key. */
export function rsaKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey, certificate: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}

/** The key whose file the ready line names. */
export function keyOf(app: ReadyApp): KeyObject {
  return createPrivateKey(readFileSync(app.key_file!))
}

/** Signs claims with RS256, whatever they are. */
export function signed(
  claims: Readonly<Record<string, unknown>>,
  key: KeyObject,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', ...header }).sign(key)
}
