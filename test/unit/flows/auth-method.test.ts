import { expect, test } from 'vitest'
import { authMethodOf } from '../../../src/flows/auth-method.js'
import type { ClientAuthMethod } from '../../../src/kernel/credential.js'
import { Secret } from '../../../src/kernel/secret.js'
import type { SigningKey } from '../../../src/kernel/text-place.js'

const s = new Secret('s3cret')
const k: SigningKey = {
  place: { kind: 'file', path: '/key.pem' },
  passphrase: undefined,
  id: undefined,
}

test.each<
  [string, Secret | undefined, SigningKey | undefined, ClientAuthMethod | undefined, string]
>([
  ['nothing', undefined, undefined, undefined, 'none'],
  ['nothing, told to post', undefined, undefined, 'post', 'none'],
  ['nothing, told to sign', undefined, undefined, 'private-key-jwt', 'none'],
  ['a secret', s, undefined, undefined, 'suggested'],
  ['a secret, told to keep it', s, undefined, 'none', 'none'],
  ['a secret, told to post', s, undefined, 'post', 'post'],
  ['a secret, told to sign', s, undefined, 'private-key-jwt', 'private-key-jwt'],
  ['a key', undefined, k, undefined, 'private-key-jwt'],
  ['a key, told to use a secret', undefined, k, 'basic', 'basic'],
  ['both', s, k, undefined, 'suggested'],
  ['both, told to sign', s, k, 'private-key-jwt', 'private-key-jwt'],
])('a client with %s', (_what, secret, key, authMethod, expected) => {
  const asked: string[] = []
  const found = authMethodOf({ id: 'client-1', secret, key, authMethod }, () => {
    asked.push('asked')
    return 'basic'
  })
  const suggested = expected === 'suggested'
  expect([found, asked]).toEqual([suggested ? 'basic' : expected, suggested ? ['asked'] : []])
})
