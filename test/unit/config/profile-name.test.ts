import { describe, expect, test } from 'vitest'
import { profileName } from '../../../src/config/profile-name.js'
import { faultOf } from '../store/fixtures.js'

describe('a name a profile may have', () => {
  test.each([
    'default',
    'a',
    '1',
    'work.eu-1_x',
    'ada@acme.example',
    'ada+test@acme.example',
    '_x',
    '+x',
    '@x',
    'Zürich',
    '東京',
    'x'.repeat(64),
    'CON',
    'constructor',
    'toString',
  ])('%s', (name) => {
    expect(profileName(name)).toBe(name)
  })
})

describe('a name that could leave its folder, its line or its argument', () => {
  test.each([
    '',
    ' ',
    '.',
    '..',
    '../../x',
    '/abs',
    String.raw`..\x`,
    'a/b',
    'a:b',
    'a b',
    'a\nb',
    'a\0',
    '-p',
    '--profile',
    '.hidden',
    '__proto__',
    'x'.repeat(65),
    'x'.repeat(4096),
    'a\u202eb',
    'a\u200bb',
    '🙈',
    'a$b',
    'a`b',
    'a;b',
    "a'b",
    'a\ud800',
  ])('%j is refused', async (name) => {
    const fault = await faultOf(() => profileName(name))
    expect([fault.code, fault.message, fault.hint]).toEqual([
      'usage',
      `${JSON.stringify(name)} cannot name a profile`,
      'use up to 64 letters, digits and . _ - + @',
    ])
  })
})
