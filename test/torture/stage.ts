import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestOrg, type TestOrg } from '../support/emulator.js'
import { startChild, type Child } from './child.js'
import type { Command, Contender } from './contender.js'

/** A login of its own at an org of its own: what happens to it happens to nobody else. */
export interface Scene extends AsyncDisposable {
  readonly org: TestOrg
  readonly home: string
  readonly contender: Contender
}

/** Starts what a part of the torture needs, and ends what is left of it. */
export interface Stage extends AsyncDisposable {
  readonly start: (command: Command, more?: Readonly<Record<string, string>>) => Child
  /** Starts an org, makes a home and logs in there. @param config Of the emulator. */
  readonly scene: (contender: Contender, config?: unknown) => Promise<Scene>
  /** Ends every process that was started, by its id, and removes every home; nothing can be started any more. */
  readonly clear: () => void
}

/** Nothing started yet. */
export function stage(): Stage {
  const living = new Set<Child>()
  const homes = new Set<string>()
  const orgs = new Set<TestOrg>()
  let cleared = false
  const remove = (home: string): void => {
    rmSync(home, { recursive: true, force: true })
    homes.delete(home)
  }
  const clear = (): void => {
    cleared = true
    for (const child of living) child.kill('SIGKILL', 'group')
    for (const home of [...homes]) remove(home)
  }
  return {
    start: (command, more = {}) => {
      if (cleared) throw new Error('the torture is over')
      const child = startChild(command, more)
      living.add(child)
      const forget = (): boolean => living.delete(child)
      child.ended.then(forget, forget)
      return child
    },
    scene: async (contender, config) => {
      const home = mkdtempSync(join(tmpdir(), 'oauthctl-torture-'))
      homes.add(home)
      const org = await startTestOrg({ config })
      orgs.add(org)
      const dispose = async (): Promise<void> => {
        orgs.delete(org)
        await org[Symbol.asyncDispose]()
        remove(home)
      }
      try {
        await contender.prepare(org, home)
      } catch (error) {
        await dispose()
        throw error
      }
      return { org, home, contender, [Symbol.asyncDispose]: dispose }
    },
    clear,
    [Symbol.asyncDispose]: async () => {
      clear()
      await Promise.all([...orgs].map((org) => org[Symbol.asyncDispose]()))
      await Promise.allSettled([...living].map(({ ended }) => ended))
    },
  }
}
