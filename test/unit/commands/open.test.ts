import { describe, expect, test } from 'vitest'
import { openCommand, runOpen, type OpenContext } from '../../../src/commands/open.js'
import { AuthError } from '../../../src/kernel/errors.js'
import { faultOf, plain } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

function world(change: Partial<OpenContext> = {}) {
  const calls: unknown[] = []
  const context: OpenContext = {
    refuseWithoutBrowser: (browser) => void calls.push(['browser?', browser]),
    link: (path) => {
      calls.push(['link', path])
      return Promise.resolve({
        url: 'https://acme.test/secur/frontdoor.jsp?otp=1',
        host: 'acme.test',
      })
    },
    visit: (url, browser) => {
      calls.push(['visit', url, browser])
      return Promise.resolve()
    },
    show: (view) => void calls.push(['show', plain(view)]),
    ...change,
  }
  return { context, calls }
}

describe('what was typed behind open', () => {
  test.each([
    [[], { path: undefined, urlOnly: false, browser: undefined }],
    [['/lightning'], { path: '/lightning', urlOnly: false, browser: undefined }],
    [
      ['/x', '--url-only', '--browser', 'firefox'],
      { path: '/x', urlOnly: true, browser: 'firefox' },
    ],
  ])('%j', async (words, options) => {
    expect(await typed(openCommand, words)).toEqual(options)
  })

  test('two pages are too many', async () => {
    expect(await misunderstood(openCommand, ['/a', '/b'])).toMatch(/too many arguments/)
  })
})

describe('open runs', () => {
  test('asks for the link, leads the browser there, and shows no link', async () => {
    const { context, calls } = world()
    await runOpen({ path: '/x', urlOnly: false, browser: 'firefox' }, context)
    expect(calls).toEqual([
      ['browser?', 'firefox'],
      ['link', '/x'],
      ['visit', 'https://acme.test/secur/frontdoor.jsp?otp=1', 'firefox'],
      ['show', { kind: 'org-opened', host: 'acme.test' }],
    ])
  })

  test('--url-only needs no browser', async () => {
    const { context, calls } = world()
    await runOpen({ path: undefined, urlOnly: true, browser: undefined }, context)
    expect(calls).toEqual([
      ['link', undefined],
      [
        'show',
        { kind: 'org-link', url: { secret: 'https://acme.test/secur/frontdoor.jsp?otp=1' } },
      ],
    ])
  })

  test('no link is spent where no browser can be opened', async () => {
    const failure = new AuthError('bad_configuration', 'no')
    const { context, calls } = world({
      refuseWithoutBrowser: () => {
        throw failure
      },
    })
    const run = () => runOpen({ path: undefined, urlOnly: false, browser: undefined }, context)
    expect(await faultOf(run)).toBe(failure)
    expect(calls).toEqual([])
  })
})
