import { expect, test } from 'vitest'
import { parseRotationReuse, rotationReuseText } from '../../../src/kernel/rotation-reuse.js'

test.each([
  ['fatal', { kind: 'fatal' }],
  ['grace:1', { kind: 'grace', seconds: 1 }],
  ['grace:86400', { kind: 'grace', seconds: 86_400 }],
  ['idempotent', { kind: 'idempotent' }],
  ['none', { kind: 'none' }],
] as const)('%s is read and written alike', (text, reuse) => {
  expect(parseRotationReuse(text)).toEqual(reuse)
  expect(rotationReuseText(reuse)).toBe(text)
})

test.each(
  [
    '',
    'grace',
    'grace:',
    'grace:0',
    'grace:030',
    'grace:86401',
    'grace:1.5',
    'grace:-1',
    'grace: 3',
    'fatal:3',
  ].concat(['FATAL', 'fatal ', 'toString']),
)('%j is no policy', (text) => {
  expect(parseRotationReuse(text)).toBeUndefined()
})
