import { expect, test } from 'vitest'
import { jwkThumbprint } from '../../../src/oauth/jwk-thumbprint.js'

const rsa = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
  alg: 'RS256',
  kid: '2011-04-29',
}

test('the example of RFC 7638 §3.1 gives its thumbprint', () => {
  expect(jwkThumbprint(rsa)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
})

test('the example of RFC 8037 §A.3 gives its thumbprint', () => {
  const key = { x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', crv: 'Ed25519', kty: 'OKP' }
  expect(jwkThumbprint(key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
})

test('what has no thumbprint gets none', () => {
  for (const jwk of [
    {},
    { kty: 'oct', k: 'AA' },
    { kty: 'RSA', e: 'AQAB' },
    { kty: 'EC', crv: 'P-256', x: 1, y: 'y' },
    { kty: 'toString' },
  ]) {
    expect(jwkThumbprint(jwk)).toBeUndefined()
  }
})
