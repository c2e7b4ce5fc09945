import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AuthError } from '../../../src/kernel/errors.js'
import type { KeychainOptions } from '../../../src/store/key-source-keychain.js'
import type { Keytar } from '../../../src/store/keytar.js'
import { kernelLock } from '../../../src/store/lock.js'
import { recordPlace } from '../../../src/store/record-place.js'
import { seal } from '../../../src/store/seal.js'
import { freshFolder } from './fixtures.js'
import { buildProgram } from './programs.js'

/** The key of 32 fives, as the item holds it. */
export const key = Buffer.alloc(32, 5).toString('base64url')
// Something that exists, so that nothing is refused before it is asked.
export const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/dev/null' }

/** A child program with a keychain in a file, one line of JSON for each request it was asked. */
function fakeChild(folder: string, behaviour: string): string {
  return buildProgram(`
    import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
    const item = ${JSON.stringify(join(folder, 'item'))}
    const answer = (reply: object) => process.stdout.write(JSON.stringify(reply) + '\\n')
    const read = () => (existsSync(item) ? readFileSync(item, 'utf8') : undefined)
    process.stdin.on('end', () => process.exit())
    console.log()
    process.stdin.once('data', (line) => {
      const request = JSON.parse(String(line))
      appendFileSync(${JSON.stringify(join(folder, 'asked'))}, request.kind + ' ')
      appendFileSync(${JSON.stringify(join(folder, 'seen'))}, JSON.stringify([process.argv, process.env]))
      ${behaviour}
    })
  `)
}

/** Behaves as the real child does. */
export const honest = `
  if (request.kind === 'create' && read() === undefined) writeFileSync(item, request.key)
  answer({ kind: 'item', value: read() })
`

interface Setup {
  readonly folder: string
  readonly state: string
  readonly hangs: AuthError[]
  readonly options: KeychainOptions
}

/** A keychain whose child behaves like that. */
export function setup(behaviour = honest, more: Partial<KeychainOptions> = {}): Setup {
  const folder = freshFolder()
  const state = join(folder, 'state')
  const hangs: AuthError[] = []
  const options: KeychainOptions = {
    stateDirectory: state,
    childProgram: fakeChild(folder, behaviour),
    env,
    interactive: false,
    reading: 'child',
    onHang: (error) => hangs.push(error),
    withLock: kernelLock(state),
    ...more,
  }
  return { folder, state, hangs, options }
}

/** What the children were asked, in order. */
export function asked(folder: string): readonly string[] {
  const path = join(folder, 'asked')
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ') : []
}

/** A record that was sealed with a key of the keychain. */
export function plantRecord(state: string): void {
  const place = recordPlace(state, 'work')
  mkdirSync(join(state, 'credentials'), { recursive: true, mode: 0o700 })
  const sealing = { key: Buffer.alloc(32, 1), parameters: {} }
  writeFileSync(place.path, seal('{}', place, 'keychain', sealing), { mode: 0o600 })
}

/** A keytar that reads that. */
export function reading(value: string | null): Keytar {
  return {
    getPassword: () => Promise.resolve(value),
    setPassword: () => Promise.reject(new Error('not here')),
    deletePassword: () => Promise.reject(new Error('not here')),
  }
}
