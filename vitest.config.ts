import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// What comes when it comes, comes late on a busy machine.
const expect = { poll: { timeout: 20_000 } }

export default defineConfig({
  test: {
    // Most of the time is spent waiting for processes, also where vitest would take one worker for two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'test/unit/**/*.test.ts',
            'test/contract/**/*.test.ts',
            'test/property/**/*.test.ts',
            'test/model/**/*.test.ts',
            'test/*.test.ts',
          ],
          testTimeout: 30_000,
          expect,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect,
        },
      },
      {
        test: {
          name: 'interop',
          include: ['test/interop/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect,
        },
      },
    ],
  },
})
