import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AuthError } from '../../../src/kernel/errors.js'
import { kernelLock } from '../../../src/store/lock.js'
import { sharedLock } from '../../../src/store/shared-lock.js'
import { faultOf, freshFolder } from './fixtures.js'

const unavailable = (): AuthError => new AuthError('store_unavailable', 'of the caller')

/** A program that fails to load is the platform's fault, and as good as no folder. */
const noModule = () => {
  throw unavailable()
}

describe('C7: a lock that all configurations share', () => {
  test('is one lock for whoever names the same folder', async () => {
    const folder = join(freshFolder(), 'state')
    const second = kernelLock(folder, { deadlineMs: 50 })
    const fault = await sharedLock(folder)('identity', () =>
      faultOf(() => second('identity', () => Promise.resolve())),
    )
    expect(fault.code).toBe('timeout')
  })

  test('that another has held too long is a timeout, and the section does not run', async () => {
    const withLock = sharedLock(freshFolder(), { deadlineMs: 20, load: () => () => false })
    let runs = 0
    const fault = await faultOf(() => withLock('identity', () => Promise.resolve((runs += 1))))
    expect({ code: fault.code, runs }).toEqual({ code: 'timeout', runs: 0 })
  })

  const shapes: Record<string, (path: string) => void> = {
    'a file': (path) => writeFileSync(path, ''),
    'a link': (path) => symlinkSync('/nowhere/at/all', path),
    'a folder whose lock folder is a link': (path) => {
      mkdirSync(path)
      symlinkSync(path, join(path, 'locks'))
    },
  }
  test.each(Object.keys(shapes))('does not stop the section where it is %s', async (name) => {
    const path = join(freshFolder(), 'state')
    shapes[name]!(path)
    let runs = 0
    const result = await sharedLock(path)('identity', () => Promise.resolve((runs += 1)))
    expect({ result, runs }).toEqual({ result: 1, runs: 1 })
  })

  test('does not stop the section where locking is impossible, but a signal does', async () => {
    const withLock = sharedLock(freshFolder(), { load: noModule })
    expect(await withLock('identity', () => Promise.resolve(7))).toBe(7)
    const abort = new AbortController()
    const reason = new Error('the person gave up')
    const load = () => {
      abort.abort(reason)
      return noModule()
    }
    const stopped = sharedLock(freshFolder(), { load })
    await expect(
      stopped('identity', () => Promise.resolve(7), { signal: abort.signal }),
    ).rejects.toBe(reason)
  })

  test('leaves a failure of the section as it is, and does not run it twice', async () => {
    let runs = 0
    const ours = unavailable()
    const section = (): Promise<never> => {
      runs += 1
      return Promise.reject(ours)
    }
    await expect(sharedLock(freshFolder())('identity', section)).rejects.toBe(ours)
    expect(runs).toBe(1)
  })

  test('leaves a failure of what is asked meanwhile as it is, and does not run the section', async () => {
    const ours = unavailable()
    let runs = 0
    const withLock = sharedLock(freshFolder(), { load: () => () => false })
    const section = (): Promise<number> => Promise.resolve((runs += 1))
    const meanwhile = (): Promise<never> => Promise.reject(ours)
    await expect(withLock('identity', section, { meanwhile })).rejects.toBe(ours)
    expect(runs).toBe(0)
  })

  test('that stops being usable while it is waited for no longer holds up the section', async () => {
    const state = join(freshFolder(), 'state')
    let tries = 0
    const load = () => (_descriptor: number, place?: number) => {
      if (place !== undefined) return true
      tries += 1
      if (tries > 1) throw Object.assign(new Error('stale'), { code: 'ESTALE' })
      return false
    }
    const asked: number[] = []
    const meanwhile = (): Promise<undefined> => {
      asked.push(tries)
      if (tries === 1) renameSync(state, `${state}.gone`)
      return Promise.resolve(undefined)
    }
    const withLock = sharedLock(state, { load })
    expect(await withLock('identity', () => Promise.resolve(1), { meanwhile })).toBe(1)
    expect(asked).toEqual([0, 1])
  })
})
