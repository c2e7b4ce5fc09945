import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { kernelLock } from '../../../src/store/lock.js'
import { loadTryLock } from '../../../src/store/try-lock.js'
import { codeOf, faultOf, freshFolder } from './fixtures.js'

const state = () => join(freshFolder(), 'state')

describe('without the native module', () => {
  test.each([
    [
      'that cannot be loaded',
      () => {
        throw new Error('no prebuild')
      },
    ],
    ['that is something else', () => ({})],
    ['that is nothing', () => undefined],
  ])('one %s is a clear refusal', async (_, load) => {
    const withLock = kernelLock(state(), { load: () => loadTryLock(load) })
    const fault = await faultOf(() => withLock('refresh', () => Promise.resolve()))
    expect(fault.code).toBe('store_unavailable')
    expect(fault.message).toContain('fs-native-extensions')
    expect(fault.hint).toContain('install oauthctl again')
  })

  test('a file system that cannot lock is a clear refusal', async () => {
    const refuse = () => {
      throw Object.assign(new Error('no locks available'), { code: 'ENOLCK' })
    }
    const withLock = kernelLock(state(), { load: () => refuse })
    expect(await codeOf(() => withLock('refresh', () => Promise.resolve()))).toBe(
      'store_unavailable',
    )
  })
})
