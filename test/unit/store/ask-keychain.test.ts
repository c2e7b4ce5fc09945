import { describe, expect, test } from 'vitest'
import { askKeychain } from '../../../src/store/ask-keychain.js'
import { faultOf } from './fixtures.js'
import { buildProgram } from './programs.js'

const ask = (program: string) =>
  askKeychain({ kind: 'read' }, { program, env: process.env, deadlineMs: 10_000 })

describe('a child that does not behave', () => {
  test.each([
    ['ends', 'process.exit(0)'],
    ['closes its ears', 'process.stdin.destroy()'],
    ['crashes', "process.kill(process.pid, 'SIGSEGV')"],
    ['talks nonsense', "process.stdout.write('\\nhello\\n')"],
    ['answers something unknown', "console.log('\\n' + JSON.stringify({ kind: 'maybe' }))"],
    ['answers a number', "console.log('\\n' + JSON.stringify({ kind: 'item', value: 7 }))"],
  ])('and %s is an unavailable store', async (_, behaviour) => {
    const fault = await faultOf(() => ask(buildProgram(behaviour)))
    expect({ code: fault.code, status: fault.exitStatus }).toEqual({
      code: 'store_unavailable',
      status: 8,
    })
  })

  test('and is not even there is an unavailable store', async () => {
    expect((await faultOf(() => ask('/nowhere/keychain-child.js'))).code).toBe('store_unavailable')
  })

  test('and is slow to start is not taken for one that hangs', async () => {
    const program = buildProgram(`
      setTimeout(() => {
        console.log()
        console.log(JSON.stringify({ kind: 'item', value: 'x' }))
      }, 600)
    `)
    const reply = await askKeychain(
      { kind: 'read' },
      { program, env: process.env, deadlineMs: 500 },
    )
    expect(reply).toEqual({ kind: 'item', value: 'x' })
  })
})
