import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anySealedBy } from '../../../src/store/record-file.js'
import { recordPlace } from '../../../src/store/record-place.js'
import { seal } from '../../../src/store/seal.js'
import { freshFolder } from './fixtures.js'

test('a record of that kind is found among damaged ones, folders and strangers', () => {
  const state = join(freshFolder(), 'state')
  mkdirSync(join(state, 'credentials'), { recursive: true, mode: 0o700 })
  const path = (profile: string) => recordPlace(state, profile).path
  writeFileSync(path('a'), 'damaged', { mode: 0o600 })
  mkdirSync(path('b'))
  writeFileSync(join(state, 'credentials', 'README'), 'stranger')
  expect(anySealedBy('keychain', state)).toBe(false)
  for (const profile of ['c', 'd', 'e']) {
    const key = { key: Buffer.alloc(32), parameters: {} }
    const record = seal('{}', recordPlace(state, profile), 'keychain', key)
    writeFileSync(path(profile), record, { mode: 0o600 })
  }
  expect(anySealedBy('keychain', state)).toBe(true)
  expect(anySealedBy('passphrase', state)).toBe(false)
})

test('there is none where there is no folder', () => {
  expect(anySealedBy('keychain', join(freshFolder(), 'state'))).toBe(false)
})
