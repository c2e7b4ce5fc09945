import { basename, dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordPlace, type RecordPlace } from '../../src/store/record-place.js'

const nasty = fc.constantFrom(
  '../../x',
  '/abs',
  '\0',
  'CON',
  'a:b',
  'caf\u00e9',
  'cafe\u0301',
  '\ud800',
  '\ud801',
  '\ufffd',
  '.',
  '..',
  'Work',
  'work',
  'x'.repeat(4096),
)
const name = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), nasty)

const folder = join('/state', 'credentials')

test('T77: no profile name leads out of the folder', () => {
  const stays = ({ id, path }: RecordPlace): boolean =>
    dirname(path) === folder && basename(path) === `${id}.jwe` && /^[0-9a-f]{64}$/.test(id)
  fc.assert(
    fc.property(name, (profile) => stays(recordPlace('/state', profile))),
    { numRuns: 10_000 },
  )
})

test('T77: no two profile names share a file, not where case is folded either', () => {
  const owners = new Map<string, string>()
  fc.assert(
    fc.property(name, (profile) => {
      const file = recordPlace('/state', profile).path.toLowerCase()
      const owner = owners.get(file) ?? profile
      owners.set(file, profile)
      return owner === profile
    }),
    { numRuns: 50_000 },
  )
  expect(owners.size).toBeGreaterThan(10_000)
})
