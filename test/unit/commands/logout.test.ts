import { describe, expect, test } from 'vitest'
import { logoutCommand, runLogout, type LogoutContext } from '../../../src/commands/logout.js'
import type { LogoutResult } from '../../../src/flows/logout.js'
import type { View } from '../../../src/kernel/view.js'
import { faultOf } from '../store/fixtures.js'
import { misunderstood, typed } from './typed.js'

const done: LogoutResult = {
  revocation: { revoked: ['refresh_token'], failed: [] },
  forgotten: true,
}

function world(result: LogoutResult, forgotten = true, page?: string) {
  const calls: string[] = []
  const views: View[] = []
  const context: LogoutContext = {
    profile: () => Promise.resolve('work'),
    logout: (profile) => {
      calls.push(`logout ${profile}`)
      return Promise.resolve(result)
    },
    forget: (profile) => {
      calls.push(`forget ${profile}`)
      return Promise.resolve(forgotten)
    },
    logoutPage: (profile) => {
      calls.push(`page ${profile}`)
      return Promise.resolve(page)
    },
    visit: (url) => {
      calls.push(`visit ${url}`)
      return Promise.resolve()
    },
    show: (view) => void views.push(view),
  }
  return { context, calls, views }
}

describe('what was typed behind logout', () => {
  test.each([
    [[], { local: false, browser: false }],
    [['--local'], { local: true, browser: false }],
    [['--browser'], { local: false, browser: true }],
  ])('%j', async (words, options) => {
    expect(await typed(logoutCommand, words)).toEqual(options)
  })

  test('a profile is not typed behind it', async () => {
    expect(await misunderstood(logoutCommand, ['work'])).toMatch(/too many arguments/)
  })
})

describe('logout runs', () => {
  test.each([
    [
      'and revokes',
      false,
      ['logout work'],
      {
        kind: 'logout',
        profile: 'work',
        revoked: ['refresh_token'],
        failed: [],
        local: false,
        forgotten: true,
      },
    ],
    [
      'locally, telling no server',
      true,
      ['forget work'],
      { kind: 'logout', profile: 'work', revoked: [], failed: [], local: true, forgotten: true },
    ],
  ])('%s', async (_what, local, calls, view) => {
    const run = world(done)
    await runLogout({ local, browser: false }, run.context)
    expect([run.calls, run.views]).toEqual([calls, [view]])
  })

  test('with --browser it finds the page before it forgets where it is, and opens it after', async () => {
    const { context, calls } = world(done, true, 'https://acme.test/logout')
    await runLogout({ local: false, browser: true }, context)
    expect(calls).toEqual(['page work', 'logout work', 'visit https://acme.test/logout'])
  })

  test('with --browser and nobody logged in it opens nothing', async () => {
    const { context, calls } = world(done)
    await runLogout({ local: true, browser: true }, context)
    expect(calls).toEqual(['page work', 'forget work'])
  })

  test('with nothing to forget it is content', async () => {
    const run = world({ revocation: { revoked: [], failed: [] }, forgotten: false }, false)
    await runLogout({ local: false, browser: false }, run.context)
    await runLogout({ local: true, browser: false }, run.context)
    expect(run.views.map((view) => view.kind === 'logout' && view.forgotten)).toEqual([
      false,
      false,
    ])
  })

  test('what was not revoked is exit status 9, and nothing goes to stdout', async () => {
    const { context, views } = world({
      revocation: {
        revoked: [],
        failed: [
          { token: 'refresh_token', reason: 'idp.example answered HTTP 503' },
          { token: 'access_token', reason: 'no route' },
        ],
      },
      forgotten: true,
    })
    const fault = await faultOf(() => runLogout({ local: false, browser: false }, context))
    expect([fault.code, fault.exitStatus, fault.message, fault.hint, views]).toEqual([
      'partly_done',
      9,
      'profile work is forgotten here, but not revoked: refresh token (idp.example answered HTTP 503), access token (no route)',
      "revoke it in the server's own settings, where it lists connected apps",
      [],
    ])
  })
})
