import { describe, expect, test } from 'vitest'
import {
  pkceCommand,
  runPkce,
  type PkceContext,
  type PkceOptions,
} from '../../../src/commands/pkce.js'
import { pkceVerifyCommand } from '../../../src/commands/pkce-verify.js'
import { Secret } from '../../../src/kernel/secret.js'
import { faultOf, plain } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

const pkce = (run: (options: PkceOptions) => Promise<void>) =>
  pkceCommand(run, [pkceVerifyCommand(() => Promise.reject(new Error('verify ran')))])

describe('what was typed behind pkce', () => {
  test.each([
    [[], { remote: false, length: undefined }],
    [['--length', '128'], { remote: false, length: 128 }],
    [['--remote'], { remote: true, length: undefined }],
    [['--remote', 'acme'], { remote: 'acme', length: undefined }],
    [['--remote', 'verify'], { remote: 'verify', length: undefined }],
    [['--remote', '--length', '43'], { remote: true, length: 43 }],
  ])('%j', async (words, options) => {
    expect(await typed(pkce, words)).toEqual(options)
  })

  test.each([
    [['--length', '42']],
    [['--length', '129']],
    [['--length', '4e1']],
    [['acme']],
    [['--local']],
  ])('%j is not understood', async (words) => {
    expect(await misunderstood(pkce, words)).not.toBe('')
  })

  test('the help of the hidden flow stands behind pkce --help', () => {
    let help = ''
    pkce(() => Promise.resolve())
      .configureOutput({ writeOut: (text) => void (help += text) })
      .outputHelp()
    expect(help).toMatch(/verify[\s\S]*Options of the flow:[\s\S]*--remote \[host\][\s\S]*--length/)
  })
})

describe('pkce runs', () => {
  function world() {
    const views: unknown[] = []
    const made = (from: unknown) =>
      Promise.resolve({ verifier: new Secret('v'), challenge: `of ${String(from)}` })
    const context: PkceContext = {
      local: made,
      remote: made,
      show: (view) => void views.push(plain(view)),
    }
    return { context, views }
  }

  test.each([
    [{ remote: false, length: 64 }, 'of 64'],
    [{ remote: false, length: undefined }, 'of undefined'],
    [{ remote: true, length: undefined }, 'of undefined'],
    [{ remote: 'acme', length: undefined }, 'of acme'],
  ])('%j', async (options, challenge) => {
    const { context, views } = world()
    await runPkce(options, context)
    expect(views).toEqual([{ kind: 'pkce', verifier: { secret: 'v' }, challenge }])
  })

  test('the org chooses the length itself', async () => {
    const { context } = world()
    const fault = await faultOf(() => runPkce({ remote: 'acme', length: 43 }, context))
    expect([fault.code, fault.exitStatus]).toEqual(['usage', 2])
  })
})
