import { expect, test } from 'vitest'
import { renamePatiently } from '../../../src/store/rename-patiently.js'

function busyFor(times: number, code: string): { readonly rename: () => void; calls: number } {
  const system = {
    calls: 0,
    rename: () => {
      system.calls += 1
      if (system.calls <= times) throw Object.assign(new Error(code), { code })
    },
  }
  return system
}

test.each(['EPERM', 'EBUSY', 'EACCES'])(
  'S11: on Windows a file that a scanner holds (%s) is renamed once it is free',
  async (code) => {
    const system = busyFor(4, code)
    await renamePatiently('a', 'b', { platform: 'win32', rename: system.rename })
    expect(system.calls).toBe(5)
  },
)

test.each([
  ['linux', 'EPERM'],
  ['win32', 'ENOSPC'],
] as const)('on %s %s is an error at once', async (platform, code) => {
  const system = busyFor(4, code)
  await expect(renamePatiently('a', 'b', { platform, rename: system.rename })).rejects.toThrow(code)
  expect(system.calls).toBe(1)
})
