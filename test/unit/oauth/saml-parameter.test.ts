import { expect, it } from 'vitest'
import { samlBearerParameter, samlResponseParameter } from '../../../src/oauth/saml-parameter.js'

// Its base64 has both letters that base64url spells differently, and padding.
const xml = '<a>~~~???ü</a>'

it('encodes a bearer assertion as base64url without padding', () => {
  expect(samlBearerParameter(xml)).toBe('PGE-fn5-Pz8_w7w8L2E-')
})

it('encodes a response as plain base64', () => {
  expect(samlResponseParameter(xml)).toBe('PGE+fn5+Pz8/w7w8L2E+')
  expect(samlResponseParameter('<a/>')).toBe('PGEvPg==')
})
