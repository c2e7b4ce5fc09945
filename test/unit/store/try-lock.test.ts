import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { kernelLock } from '../../../src/store/lock.js'
import { loadTryLock } from '../../../src/store/try-lock.js'
import { codeOf, faultOf, freshFolder } from './fixtures.js'

const state = () => join(freshFolder(), 'state')

describe('the native module', () => {
  test('is the one that the package brings, and keeps a second open file out until the first is closed', () => {
    const tryLock = loadTryLock()
    const path = join(freshFolder(), 'file')
    const first = openSync(path, 'w')
    const second = openSync(path, 'r+')
    expect([tryLock(first), tryLock(second)]).toEqual([true, false])
    closeSync(first)
    expect(tryLock(second)).toBe(true)
    closeSync(second)
  })

  test('that fails for another reason says so', () => {
    expect(() => loadTryLock()(9999)).toThrow(/EBADF|bad file descriptor/i)
  })
})

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

  test('one that is not where it was put is searched for', async () => {
    const asked: string[] = []
    const withLock = kernelLock(state(), {
      load: () =>
        loadTryLock((name) => {
          asked.push(name)
          if (name !== 'fs-native-extensions') throw new Error('not there')
          return { tryLock: () => true }
        }),
    })
    expect(await withLock('refresh', () => Promise.resolve(7))).toBe(7)
    expect(asked).toHaveLength(2)
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
