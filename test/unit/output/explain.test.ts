import { describe, expect, test } from 'vitest'
import { explainEverything } from '../../../src/flows/explain.js'
import type { ExplainView } from '../../../src/kernel/explain-view.js'
import {
  explanationJson,
  explanationText,
  explanationsJson,
  explanationsText,
} from '../../../src/output/explain.js'
import { plain } from '../../../src/output/style.js'

const view: ExplainView = {
  kind: 'explanation',
  explanation: {
    error: 'odd_error',
    description: 'in words',
    meaning: 'Something odd happened.',
    causes: ['a likely one', 'a less likely one, which is told in a sentence that is rather long'],
    cures: [
      { text: 'look here', setup: 'Setup > Here', command: 'oauthctl status' },
      { text: 'log in: oauthctl login', command: 'oauthctl login' },
    ],
    see: 'RFC 6749 §5.2',
  },
  variants: ['other words'],
  columns: 60,
}

describe('an explanation', () => {
  test('has meaning, causes and cures in this order, wrapped; a command that was named is not repeated', () => {
    expect(explanationText(view, plain)).toBe(`odd_error: in words
Something odd happened.

Likely causes
  1  a likely one
  2  a less likely one, which is told in a sentence that is
     rather long

What to do
  1  look here
     Setup > Here
     $ oauthctl status
  2  log in: oauthctl login

The description tells it more exactly: oauthctl explain
DESCRIPTION. It can be:
  other words

See: RFC 6749 §5.2
`)
  })

  test('is in JSON one flat object without what only a terminal needs', () => {
    expect(explanationJson(view)).toEqual(view.explanation)
  })
})

describe('the list', () => {
  const list = { kind: 'explanations', ...explainEverything(), columns: 80 } as const

  test('fits the terminal and names every error, in groups', () => {
    const text = explanationsText(list, plain)
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(text).toContain('OAuth 1.0.A\n  1701: Failed: Nonce Replay Detected\n')
  })

  test('is in JSON one array', () => {
    const { groups } = list
    expect(explanationsJson(list)).toEqual({
      errors: groups.flatMap(({ explanations }) => explanations),
    })
  })
})
