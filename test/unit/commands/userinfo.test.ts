import { expect, test } from 'vitest'
import {
  runUserinfo,
  userinfoCommand,
  type UserinfoContext,
} from '../../../src/commands/userinfo.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { plain } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

const found = (from: string) => Promise.resolve({ document: { from }, token: new Secret('AT1') })

test.each([
  [[], false, 'userinfo'],
  [['--identity'], true, 'the identity URL'],
])('%j asks the right endpoint', async (words, identity, from) => {
  const views: unknown[] = []
  const context: UserinfoContext = {
    userinfo: () => found('userinfo'),
    identity: () => found('the identity URL'),
    now: () => epochSeconds(5),
    show: (view) => void views.push(plain(view)),
  }
  const options = await typed(userinfoCommand, words)
  await runUserinfo(options, context)
  expect([options, views]).toEqual([
    { identity },
    [{ kind: 'userinfo', document: { from }, token: { secret: 'AT1' }, now: 5 }],
  ])
})

test('a token is no argument of it', async () => {
  expect(await misunderstood(userinfoCommand, ['00D!x'])).toMatch(/too many arguments/)
})
