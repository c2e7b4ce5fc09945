import { expect, test } from 'vitest'
import { checkedStep } from '../../../src/app/headless-step.js'
import { codeOf } from '../store/fixtures.js'

const nothing = {
  start: false,
  finish: false,
  identifier: undefined,
  oneTimePassword: { file: undefined, stdin: false },
}

test.each([
  [{}, 'whole'],
  [{ start: true }, 'start'],
  [{ finish: true }, 'finish'],
  [{ finish: true, identifier: 'I' }, 'finish'],
])('%j is the %s', (given, step) => {
  expect(checkedStep({ ...nothing, ...given })).toBe(step)
})

test.each([{ start: true, finish: true }, { identifier: 'I' }, { start: true, identifier: 'I' }])(
  '%j contradicts itself',
  async (given) => {
    expect(await codeOf(() => Promise.resolve(checkedStep({ ...nothing, ...given })))).toBe('usage')
  },
)
