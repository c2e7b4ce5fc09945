import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { startOrg } from '../../../src/emulator/index.js'
import { callback, login, refresh } from './support/client.js'
import { exchanged, openSocket, refreshBytes } from './support/raw-request.js'
import { sharedOrg } from './support/shared-org.js'

const config = {
  // The same answer again shows what the whole of a cut one was.
  apps: [
    {
      name: 'idempotent',
      redirect_uris: [callback],
      refresh_token_rotation: true,
      refresh_token_reuse: 'idempotent',
    },
  ],
}
const path = '/services/oauth2/token'

describe('drop-after with at_byte', () => {
  const org = sharedOrg({ autoApprove: true, config })

  test.each([0, 1, 7, 100, 400])(
    'lets the org act, sends its head and exactly %i bytes of the body, and cuts',
    async (atByte) => {
      const app = org.app('idempotent')
      const { refresh_token } = await login(org.hosts.login, app)
      await org.control('faults', [{ path, kind: 'drop-after', at_byte: atByte }])
      const socket = await openSocket(org.hosts.login)
      const { head, body } = await exchanged(
        socket,
        refreshBytes(org.hosts.login, app, refresh_token),
      )
      expect((await org.ledger()).refreshes).toBe(1)
      const whole = JSON.stringify((await refresh(org.hosts.login, app, refresh_token)).body)
      expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
      expect(head.toLowerCase()).toContain(`\r\ncontent-length: ${whole.length}`)
      expect(head.toLowerCase()).toContain('\r\ncontent-type: application/json;charset=utf-8')
      expect(body).toBe(whole.slice(0, atByte))
    },
  )

  test('sends all of an answer that is shorter, and cuts then', async () => {
    await org.control('faults', [{ path, kind: 'drop-after', at_byte: 100_000 }])
    const request = refreshBytes(org.hosts.login, org.app('idempotent'), 'nonsense')
    const { head, body } = await exchanged(await openSocket(org.hosts.login), request)
    expect(head).toMatch(/^HTTP\/1\.1 400 /)
    expect(JSON.parse(body)).toEqual({
      error: 'invalid_grant',
      error_description: 'expired access/refresh token',
    })
    expect((await org.ledger()).requests.at(-1)).toMatchObject({ status: 400 })
  })

  test('is an error to an HTTP client that has not got all of it', async () => {
    const app = org.app('idempotent')
    const { refresh_token } = await login(org.hosts.login, app)
    await org.control('faults', [{ path, kind: 'drop-after', at_byte: 20 }])
    await expect(refresh(org.hosts.login, app, refresh_token)).rejects.toThrow('terminated')
  })

  test('sends not even a status line without at_byte', async () => {
    await org.control('faults', [{ path, kind: 'drop-after' }])
    const request = refreshBytes(org.hosts.login, org.app('idempotent'), 'nonsense')
    expect(await exchanged(await openSocket(org.hosts.login), request)).toEqual({
      head: '',
      body: '',
    })
  })

  test('does no harm when the client has gone before', async () => {
    const app = org.app('idempotent')
    const { refresh_token } = await login(org.hosts.login, app)
    await org.control('faults', [{ path, kind: 'drop-after', at_byte: 5, delay_ms: 300 }])
    const socket = await openSocket(org.hosts.login)
    socket.write(refreshBytes(org.hosts.login, app, refresh_token))
    await expect
      .poll(async () => (await org.ledger()).requests.at(-1), { timeout: 4000 })
      .toMatchObject({ grant_type: 'refresh_token' })
    socket.destroy()
    await expect
      .poll(async () => (await org.ledger()).requests.at(-1), { timeout: 4000 })
      .toMatchObject({ grant_type: 'refresh_token', status: 200 })
    expect((await org.ledger()).refreshes).toBe(1)
  })
})

test('drop-after with at_byte cuts after as many bytes over TLS too', async () => {
  await using org = await startOrg({ tls: true })
  const { hosts, apps, ca_file } = org.ready
  const ca = await readFile(ca_file!, 'utf8')
  const script = JSON.stringify([{ path, kind: 'drop-after', at_byte: 12 }])
  await exchanged(
    await openSocket(hosts.my_domain, ca),
    [
      'POST /_emulator/faults HTTP/1.1',
      `Host: ${new URL(hosts.my_domain).host}`,
      'Connection: close',
      `Content-Length: ${script.length}`,
      '',
      script,
    ].join('\r\n'),
  )
  const request = refreshBytes(hosts.login, apps[0]!, 'nonsense')
  const { head, body } = await exchanged(await openSocket(hosts.login, ca), request)
  expect(head).toMatch(/^HTTP\/1\.1 400 /)
  expect(body).toBe('{"error":"in')
})
