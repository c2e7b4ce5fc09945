import { describe, expect, test } from 'vitest'
import { run, start } from '../support/cli.js'
import { refreshScene, type Fault } from '../support/refresh-scene.js'

const noReuse = { refused: 0, replayed: 0, families_revoked: 0 }
const dead = 'expired access/refresh token'

describe('an answer that is lost, the refresh token perhaps spent', () => {
  test('N4: while the old token lives it is used, and nobody asks again', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('alive')
    const { accessToken } = await scene.kept()
    await scene.script({ kind: 'drop-after' })
    const warning = expect.stringMatching(
      /; this is the stored token, which may have expired\.?\n$/,
    )
    const served = { status: 0, signal: null, stdout: `${accessToken}\n`, stderr: warning }
    expect(await scene.token()).toEqual(served)
    expect(await scene.token()).toEqual(served)
    // A wish for more life cannot be met, and does not cost the login either.
    expect(await scene.token('--min-ttl', '600')).toMatchObject({ status: 6, stdout: '' })
    expect(await scene.look()).toMatchObject({ asked: 1, refreshes: 1, reuse: noReuse })
    expect(await scene.kept()).toMatchObject({
      accessToken,
      pending: { kind: 'sent', lastTry: false },
    })
  })

  test('N4: when the old token is over it is sent once more, and the login ends by the word of the org', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('over')
    await scene.script({ kind: 'drop-after' })
    const ended = await scene.token()
    expect(ended).toMatchObject({ status: 4, stdout: '' })
    expect(ended.stderr).toContain(dead)
    expect(await scene.token()).toMatchObject({ status: 4, stdout: '', stderr: ended.stderr })
    expect(await scene.look()).toMatchObject({ asked: 2, refreshes: 1 })
  })

  test('N4: when the old token is over and nothing was spent, the one replay renews it', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('over')
    await scene.script({ kind: 'drop-before' })
    const { accessToken } = await scene.kept()
    const { status, stdout, stderr } = await scene.token()
    expect([status, stdout === `${accessToken}\n`, stderr]).toEqual([0, false, ''])
    expect(await scene.look()).toMatchObject({ asked: 2, refreshes: 1, reuse: noReuse })
  })

  test('N4: when the replay is lost as well, the next process sends nothing and asks for a login', async () => {
    await using scene = await refreshScene()
    await scene.script({ kind: 'drop-before', times: 2 })
    expect(await scene.afterRefusal()).toMatchObject({ status: 6, stdout: '' })
    expect(await scene.afterRefusal()).toMatchObject({ status: 4, stdout: '' })
    expect(await scene.look()).toMatchObject({ asked: 2, refreshes: 0 })
    // A person may order one more try, once the old token is over for certain.
    await scene.makeDue('over')
    expect(await run(['refresh'], scene.home)).toMatchObject({ status: 0 })
    expect(await scene.look()).toMatchObject({ asked: 3, refreshes: 1, reuse: noReuse })
  })
})

describe('an answer that is cut', () => {
  const app = 'forgiving'
  const apps = [
    {
      name: app,
      redirect_uris: ['http://localhost/OauthRedirect'],
      loopback_any_port: true,
      refresh_token_rotation: true,
      refresh_token_reuse: 'idempotent',
    },
  ]

  test('N5: wherever it is cut, no part of a token is kept, and asking again gives the whole one', async () => {
    await using scene = await refreshScene(app, { config: { apps } })
    await run(['profile', 'set', '--rotation-reuse', 'idempotent'], scene.home)
    for (const [before, atByte] of [0, 1, 40, 400].entries()) {
      await scene.makeDue('alive')
      await scene.script({ kind: 'drop-after', at_byte: atByte })
      const { status, stdout, stderr } = await scene.token()
      expect({ atByte, status, stderr }).toEqual({ atByte, status: 0, stderr: '' })
      const { accessToken, refreshToken, pending } = await scene.kept()
      expect({ stdout, pending }).toEqual({ stdout: `${accessToken}\n`, pending: undefined })
      const { asked, refreshes, reuse, isLive } = await scene.look()
      expect({ asked, refreshes, reuse }).toEqual({
        asked: 2 * before + 2,
        refreshes: before + 1,
        reuse: { ...noReuse, replayed: before + 1 },
      })
      expect([isLive(accessToken), isLive(refreshToken)]).toEqual([true, true])
    }
  })

  test('N5: behind its last byte nothing is missing', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('alive')
    await scene.script({ kind: 'drop-after', at_byte: 1_000_000 })
    expect(await scene.token()).toMatchObject({ status: 0, stderr: '' })
    expect(await scene.look()).toMatchObject({ asked: 1, refreshes: 1 })
  })

  test('N5: half an answer of an org that takes a second use for theft is not asked for again', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('alive')
    const { accessToken } = await scene.kept()
    await scene.script({ kind: 'drop-after', at_byte: 400 })
    expect(await scene.token()).toMatchObject({ status: 0, stdout: `${accessToken}\n` })
    expect(await scene.token()).toMatchObject({ status: 0, stdout: `${accessToken}\n` })
    expect(await scene.look()).toMatchObject({ asked: 1, refreshes: 1, reuse: noReuse })
    expect(await scene.kept()).toMatchObject({ accessToken, pending: { kind: 'sent' } })
  })
})

describe('an answer that is slow', () => {
  test('N6: is waited for, however short --timeout is: a refresh is never given up half-way', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('alive')
    await scene.script({ kind: 'delay', delay_ms: 2_000 })
    const { status, stdout, stderr } = await scene.token('--timeout', '1')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const { accessToken, pending } = await scene.kept()
    expect({ stdout, pending }).toEqual({ stdout: `${accessToken}\n`, pending: undefined })
    expect(await scene.look()).toMatchObject({ asked: 1, refreshes: 1 })
  })

  test('N16: that comes byte by byte is read to its end, with one request', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('alive')
    await scene.script({ kind: 'drip', delay_ms: 1 })
    expect(await scene.token()).toMatchObject({ status: 0, stderr: '' })
    expect(await scene.look()).toMatchObject({ asked: 1, refreshes: 1 })
  })
})

describe('an org in trouble', () => {
  test('N7: says for how long it wants no request, and gets none', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('alive')
    const pause = {
      kind: 'answer',
      status: 429,
      headers: { 'retry-after': '1' },
      body: 'slow down',
    }
    await scene.script(pause)
    const from = performance.now()
    expect(await scene.token()).toMatchObject({ status: 0, stderr: '' })
    expect(performance.now() - from).toBeGreaterThanOrEqual(1_000)
    expect(await scene.look()).toMatchObject({ asked: 2, refreshes: 1, reuse: noReuse })
  })

  test('N7: one that wants an hour is told, and nothing is under way', async () => {
    await using scene = await refreshScene()
    const pause = { kind: 'answer', status: 429, headers: { 'retry-after': '3600' }, body: '' }
    await scene.script(pause)
    const { status, stdout, stderr } = await scene.afterRefusal()
    expect({ status, stdout }).toEqual({ status: 6, stdout: '' })
    expect(stderr).toMatch(/^Try: try again in 3600 seconds/m)
    expect(await scene.kept()).toMatchObject({ pending: undefined, condition: { kind: 'live' } })
    expect(await scene.afterRefusal()).toMatchObject({ status: 0, stderr: '' })
    expect(await scene.look()).toMatchObject({ asked: 2, refreshes: 1 })
  })

  test('N8: an outage uses up no login: each process tries, until it is over', async () => {
    await using scene = await refreshScene()
    const page = { headers: { 'content-type': 'text/html' }, body: '<html>Down for maintenance' }
    const statuses = [503, 502, 500]
    await scene.script(...statuses.map((status) => ({ kind: 'answer', status, ...page })))
    // The first one sends twice: once, and once more at its own risk.
    expect(await scene.afterRefusal()).toMatchObject({ status: 6, stdout: '' })
    expect(await scene.afterRefusal()).toMatchObject({ status: 6, stdout: '' })
    expect(await scene.look()).toMatchObject({ asked: 3, refreshes: 0 })
    expect(await scene.afterRefusal()).toMatchObject({ status: 0, stderr: '' })
    expect(await scene.look()).toMatchObject({ asked: 4, refreshes: 1, reuse: noReuse })
  })

  test('N9: another refresh under way is waited out, in either of its words, and ends no login', async () => {
    await using scene = await refreshScene()
    const busy = ['token request is already being processed', 'expired authorization code']
    const bodies = busy.map((error_description) => ({ error: 'invalid_grant', error_description }))
    await scene.script(
      ...bodies.map((body) => ({ kind: 'answer', status: 400, body: JSON.stringify(body) })),
    )
    expect(await scene.afterRefusal()).toMatchObject({ status: 0, stderr: '' })
    expect(await scene.look()).toMatchObject({ asked: 3, refreshes: 1, reuse: noReuse })
  })
})

describe('an org that says no', () => {
  const refusal = (error: string, error_description: string, status = 400): Fault => ({
    kind: 'answer',
    status,
    body: JSON.stringify({ error, error_description }),
  })

  test('N10: to the refresh token ends the login: it is kept, marked, and not sent again', async () => {
    await using scene = await refreshScene()
    const { refreshToken } = await scene.kept()
    await scene.script(refusal('invalid_grant', dead))
    const ended = await scene.afterRefusal()
    expect(ended).toMatchObject({ status: 4, stdout: '' })
    expect(ended.stderr).toMatch(new RegExp(`${dead}[^]*\nTry: log in again: oauthctl login`))
    expect(await scene.token()).toMatchObject({ status: 4, stdout: '' })
    expect(await scene.look()).toMatchObject({ asked: 1, refreshes: 0 })
    const condition = { kind: 'dead', reason: dead }
    expect(await scene.kept()).toMatchObject({ refreshToken, condition, pending: undefined })
  })

  test('N11: to the client is told at once and changes nothing', async () => {
    await using scene = await refreshScene()
    const before = await scene.kept()
    const refusals = { invalid_client: 401, unauthorized_client: 400, unsupported_grant_type: 400 }
    for (const [error, status] of Object.entries(refusals)) {
      await scene.script(refusal(error, 'CANNOT', status))
      const refused = await scene.afterRefusal()
      expect({ error, ...refused }).toMatchObject({ error, status: 5, stdout: '' })
      expect({ error, ...(await scene.kept()) }).toEqual({ error, ...before })
    }
    expect(await scene.look()).toMatchObject({ asked: 3, refreshes: 0 })
    expect(await scene.afterRefusal()).toMatchObject({ status: 0, stderr: '' })
  })

  test('N12: the API, to each token: one refresh for each, however many ask, and no loop', async () => {
    await using scene = await refreshScene()
    const { accessToken: first } = await scene.kept()
    const both = await Promise.all([scene.afterRefusal(first), scene.afterRefusal(first)])
    const again = await scene.afterRefusal(first)
    const { accessToken: second } = await scene.kept()
    const renewed = { status: 0, signal: null, stdout: `${second}\n`, stderr: '' }
    expect([...both, again]).toEqual([renewed, renewed, renewed])
    expect((await scene.look()).asked).toBe(1)
    const third = await start(['token', '--rejected', '-'], { ...scene.home, stdin: second }).ended
    expect([third.status, third.stdout === `${second}\n`]).toEqual([0, false])
    expect(await scene.look()).toMatchObject({ asked: 2, refreshes: 2, reuse: noReuse })
  })
})
