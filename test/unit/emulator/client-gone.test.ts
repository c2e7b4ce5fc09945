import { spawnSync } from 'node:child_process'
import type { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { login, refresh } from './support/client.js'
import { openSocket, refreshBytes } from './support/raw-request.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg({ autoApprove: true })
const path = '/services/oauth2/token'

const leave: readonly (readonly [string, (socket: Socket) => unknown])[] = [
  ['closes the connection', (socket) => socket.end()],
  ['is killed', (socket) => socket.destroy()],
  ['resets the connection', (socket) => socket.resetAndDestroy()],
]

function lastRequest(): Promise<Record<string, unknown> | undefined> {
  return org.ledger().then(({ requests }) => requests.at(-1))
}

/** The refresh has happened: the next use of the old token is a reuse. */
async function expectCommitted(refreshToken: string): Promise<void> {
  await expect
    .poll(lastRequest, { timeout: 4000 })
    .toMatchObject({ grant_type: 'refresh_token', status: 200 })
  expect((await org.ledger()).refreshes).toBe(1)
  expect((await refresh(org.hosts.login, org.app('rotating'), refreshToken)).status).toBe(400)
  expect((await org.ledger()).reuse).toEqual({ refused: 1, replayed: 0, families_revoked: 1 })
}

describe.each(['delay', 'drip', 'drop-after'])('a client that goes away during a %s', (kind) => {
  test.each(leave)('and %s is served all the same', async (_how, go) => {
    const { refresh_token } = await login(org.hosts.login, org.app('rotating'))
    await org.control('faults', [{ path, kind, delay_ms: kind === 'drip' ? 5 : 60 }])
    const socket = await openSocket(org.hosts.login)
    socket.write(refreshBytes(org.hosts.login, org.app('rotating'), refresh_token))
    await expect.poll(lastRequest, { timeout: 4000 }).toMatchObject({ grant_type: 'refresh_token' })
    go(socket)
    await expectCommitted(refresh_token)
  })
})

describe('a client that goes away as soon as it has sent its request', () => {
  test.each(leave)('and %s is served all the same', async (_how, go) => {
    const { refresh_token } = await login(org.hosts.login, org.app('rotating'))
    const socket = await openSocket(org.hosts.login)
    const request = refreshBytes(org.hosts.login, org.app('rotating'), refresh_token)
    await new Promise((resolve) => socket.write(request, resolve))
    go(socket)
    await expectCommitted(refresh_token)
  })

  test('and dies before the org has looked is served all the same', async () => {
    const { refresh_token } = await login(org.hosts.login, org.app('rotating'))
    const request = refreshBytes(org.hosts.login, org.app('rotating'), refresh_token)
    // The org is in this process, which stands still until the client is dead.
    const client = spawnSync(
      process.execPath,
      [
        '-e',
        `require('node:net').connect(Number(process.argv[1]), '127.0.0.1', function () {
          this.write(process.argv[2], () => process.kill(process.pid, 'SIGKILL'))
        })`,
        new URL(org.hosts.login).port,
        request,
      ],
      { timeout: 10_000 },
    )
    expect(client.signal).toBe('SIGKILL')
    await expectCommitted(refresh_token)
  })
})

test('a request that stops in the middle of its body does nothing and breaks nothing', async () => {
  const { refresh_token } = await login(org.hosts.login, org.app('rotating'))
  const request = refreshBytes(org.hosts.login, org.app('rotating'), refresh_token)
  const socket = await openSocket(org.hosts.login)
  await new Promise((resolve) => socket.write(request.slice(0, -10), resolve))
  socket.destroy()
  expect((await refresh(org.hosts.login, org.app('rotating'), refresh_token)).status).toBe(200)
  expect((await org.ledger()).refreshes).toBe(1)
})
