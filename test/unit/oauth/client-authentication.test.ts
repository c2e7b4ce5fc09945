import { expect, test } from 'vitest'
import type { Client } from '../../../src/kernel/credential.js'
import { Secret } from '../../../src/kernel/secret.js'
import { clientAuthentication } from '../../../src/oauth/client-authentication.js'
import { publicClient, secretClient } from '../../support/values.js'
import { faultOf } from '../store/fixtures.js'

const keyClient: Client = {
  id: 'client-1',
  secret: undefined,
  authMethod: 'private-key-jwt',
  key: {
    place: { kind: 'file', path: '/key.pem' },
    passphrase: new Secret('passphrase-CANARY'),
    id: undefined,
  },
}

test('a public client says who it is and proves nothing', () => {
  expect(clientAuthentication(publicClient)).toEqual({
    headers: {},
    parameters: [['client_id', 'client-1']],
  })
})

test('a public client that has a secret all the same does not send it', () => {
  expect(clientAuthentication({ ...secretClient, authMethod: 'none' })).toEqual({
    headers: {},
    parameters: [['client_id', 'client-1']],
  })
})

test('a client that posts its secret puts it into the body', () => {
  expect(clientAuthentication(secretClient)).toEqual({
    headers: {},
    parameters: [
      ['client_id', 'client-1'],
      ['client_secret', 's3cret'],
    ],
  })
})

test('with basic both halves are form-encoded before they are joined, and the body says nothing', () => {
  const client: Client = {
    ...secretClient,
    id: 'cl:i ent/ü',
    secret: new Secret('p+a%s:s w*'),
    authMethod: 'basic',
  }
  const { headers, parameters } = clientAuthentication(client)
  const [scheme, encoded = ''] = (headers['authorization'] ?? '').split(' ')
  expect([scheme, Buffer.from(encoded, 'base64').toString(), parameters]).toEqual([
    'Basic',
    'cl%3Ai+ent%2F%C3%BC:p%2Ba%25s%3As+w*',
    [],
  ])
})

test('a client that signs sends its assertion and the type of it', () => {
  expect(clientAuthentication({ ...keyClient, assertion: new Secret('a.b.c') })).toEqual({
    headers: {},
    parameters: [
      ['client_id', 'client-1'],
      ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
      ['client_assertion', 'a.b.c'],
    ],
  })
})

test('a secret beside an assertion stays at home', () => {
  const client = { ...keyClient, secret: new Secret('s3cret'), assertion: new Secret('a.b.c') }
  expect(JSON.stringify(clientAuthentication(client))).not.toContain('s3cret')
})

test('a client that signs and was not proven is our bug, not an empty assertion', () => {
  expect(() => clientAuthentication(keyClient)).toThrow(TypeError)
})

test.each(['post', 'basic'] as const)('%s without a secret asks for one', async (authMethod) => {
  const error = await faultOf(() => clientAuthentication({ ...publicClient, authMethod }))
  expect([error.code, error.message, error.hint]).toEqual([
    'input_required',
    'the client client-1 has no secret',
    'give it with --client-secret-file FILE or --client-secret-stdin',
  ])
})
