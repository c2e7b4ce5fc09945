import { expect, test } from 'vitest'
import { givenUvid, newUvid } from '../../../../src/salesforce/headless/uvid.js'
import { countingRandom } from '../../../support/fakes.js'
import { codeOf } from '../../store/fixtures.js'

const uvid = '2b1c9a3e-8d1c-4a6e-9a53-0b9c7c0c1f11'

test('a visitor id is a UUID of version 4, another each time', () => {
  const random = countingRandom()
  expect([newUvid(random), newUvid(random)]).toEqual([
    '01010101-0101-4101-8101-010101010101',
    '02020202-0202-4202-8202-020202020202',
  ])
  const full = { base64url: (bytes: number) => Buffer.alloc(bytes, 0xff).toString('base64url') }
  expect(newUvid(full)).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
})

test.each([uvid, `UVID ${uvid}`, uvid.toUpperCase()])('%s is taken', (text) => {
  expect(givenUvid(text)).toBe(uvid)
})

test.each(['', 'x', `${uvid}\r\nx: y`, `uvid:${uvid}`, `{${uvid}}`, ` ${uvid}`])(
  'T78: %j is not',
  async (text) => {
    expect(await codeOf(() => Promise.resolve(givenUvid(text)))).toBe('usage')
  },
)
