import { createPrivateKey } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { get as httpsGet } from 'node:https'
import { describe, expect, test } from 'vitest'
import { OrgError, startOrg } from '../../../src/emulator/index.js'
import { authorizeUrl, get } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const shared = sharedOrg()

describe('the ready line', () => {
  test('names hosts, org, apps in the order of the contract, and users', () => {
    const { ready } = shared
    expect(Object.keys(ready)).toEqual(['hosts', 'org_id', 'apps', 'users'])
    expect(Object.keys(ready.hosts)).toEqual(['my_domain', 'login', 'sandbox', 'site'])
    for (const host of Object.values(ready.hosts))
      expect(host).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(ready.org_id).toMatch(/^00D[A-Za-z0-9]{12}[A-Z0-5]{3}$/)
    expect(ready.apps.map(({ name }) => name)).toEqual([
      'web',
      'public',
      'rotating',
      'jwt-tokens',
      'jwt',
      'server',
      'device',
      'exchange',
      'headless',
      'asset',
      'legacy',
    ])
    for (const app of ready.apps) {
      expect(app.client_id).toMatch(/^3MVG9[\w.]{80}$/)
      expect(app.settings['scopes']).toEqual([
        'web',
        'id',
        'api',
        'email',
        'openid',
        'profile',
        'refresh_token',
      ])
    }
    expect(ready.apps[0]!.client_secret).toMatch(/^[0-9A-F]{64}$/)
    expect(ready.apps[1]).not.toHaveProperty('client_secret')
    expect(ready.users).toHaveLength(3)
    for (const user of ready.users) {
      expect(user).toEqual({
        username: expect.stringContaining('@'),
        password: expect.stringMatching(/^\w{20}$/),
        user_id: expect.stringMatching(/^005[A-Za-z0-9]{12}[A-Z0-5]{3}$/),
      })
    }
  })

  test('is one line of JSON', () => {
    const line = JSON.stringify(shared.ready)
    expect(line).not.toContain('\n')
    expect(JSON.parse(line)).toMatchObject({ org_id: shared.id })
  })

  test('has nothing in common with that of another run', async () => {
    const one = shared
    await using other = await startOrg()
    expect(one.ready.org_id).not.toBe(other.ready.org_id)
    expect(one.ready.apps[0]!.client_id).not.toBe(other.ready.apps[0]!.client_id)
    expect(one.ready.apps[0]!.client_secret).not.toBe(other.ready.apps[0]!.client_secret)
    expect(one.ready.users[0]!.password).not.toBe(other.ready.users[0]!.password)
    const keys = async (host: string): Promise<string> => (await get(`${host}/id/keys`)).text()
    expect(await keys(one.ready.hosts.login)).not.toBe(await keys(other.ready.hosts.login))
  })

  test('can be made a configuration again, app by app', async () => {
    const { ready } = shared
    const apps = ready.apps.map(({ name, client_id, client_secret, redirect_uris, settings }) => ({
      name,
      client_id,
      client_secret,
      redirect_uris,
      ...settings,
    }))
    await using other = await startOrg({ config: JSON.parse(JSON.stringify({ apps })) })
    expect(other.ready.apps.map(({ settings }) => settings)).toEqual(
      ready.apps.map(({ settings }) => settings),
    )
  })
})

describe('the key file of the app jwt', () => {
  test('holds a private key, belongs to its owner only, and goes when the org closes', async () => {
    const org = await startOrg()
    const { key_file: file } = org.ready.apps.find(({ name }) => name === 'jwt')!
    expect(statSync(file!).mode & 0o777).toBe(0o600)
    expect(createPrivateKey(readFileSync(file!)).asymmetricKeyType).toBe('rsa')
    await org.close()
    expect(existsSync(file!)).toBe(false)
  })
})

describe('the ports', () => {
  test('are N to N+3 in the order My Domain, login, test, site', async () => {
    const first = await fourFreePorts()
    await using org = await startOrg({ port: first })
    expect(org.ready.hosts).toEqual({
      my_domain: `http://127.0.0.1:${first}`,
      login: `http://127.0.0.1:${first + 1}`,
      sandbox: `http://127.0.0.1:${first + 2}`,
      site: `http://127.0.0.1:${first + 3}`,
    })
  })

  test('that are taken are named, and none stays open', async () => {
    const first = await fourFreePorts()
    const squatter = await listen(first + 2, '127.0.0.1')
    const failure = await startOrg({ port: first }).catch((cause: unknown) => cause)
    squatter.close()
    expect(failure).toBeInstanceOf(OrgError)
    expect(failure).toMatchObject({ code: 'port_in_use' })
    expect((failure as OrgError).message).toContain(String(first + 2))
    expect((failure as OrgError).hint).toContain('--port')
    await using org = await startOrg({ port: first })
    expect(org.ready.hosts.my_domain).toContain(String(first))
  })

  test.each([-1, 65_533, 1.5])('%s is no first port', async (port) => {
    await expect(startOrg({ port })).rejects.toMatchObject({ code: 'bad_config' })
  })

  test('are free again after close, which cuts open connections at once', async () => {
    const org = await startOrg()
    const { hosts } = org.ready
    await fetch(`${hosts.my_domain}/_emulator/faults`, {
      method: 'POST',
      body: JSON.stringify([{ path: '/slow', kind: 'delay', delay_ms: 60_000 }]),
    })
    const hanging = get(`${hosts.login}/slow`)
    const cut = expect(hanging).rejects.toThrow('fetch failed')
    await get(`${hosts.login}/id/keys`)
    const start = performance.now()
    await org.close()
    expect(performance.now() - start).toBeLessThan(1000)
    await cut
    await using again = await startOrg({ port: Number(new URL(hosts.my_domain).port) }).catch(() =>
      startOrg(),
    )
    expect(again.ready.hosts).toBeDefined()
    await org.close()
  })
})

test('with tls the hosts speak https under the authority of the ready line', async () => {
  const org = await startOrg({ tls: true, autoApprove: true })
  const { hosts, ca_file: caFile } = org.ready
  expect(caFile).toBeDefined()
  const ca = readFileSync(caFile!)
  for (const origin of Object.values(hosts)) {
    for (const called of [origin, origin.replace('127.0.0.1', 'localhost')]) {
      expect(await issuerOver(called, ca)).toBe(called)
    }
  }
  const app = org.ready.apps.find(({ name }) => name === 'legacy')!
  await expect(fetch(authorizeUrl(hosts.login, app))).rejects.toThrow('fetch failed')
  await org.close()
  expect(existsSync(caFile!)).toBe(false)
})

function issuerOver(origin: string, ca: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    httpsGet(`${origin}/.well-known/openid-configuration`, { ca }, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
      answer.on('end', () => resolve((JSON.parse(text) as { issuer: string }).issuer))
    }).on('error', reject)
  })
}

/** Four ports in a row that were free a moment ago. */
async function fourFreePorts(): Promise<number> {
  for (;;) {
    const probe = await listen(0, '127.0.0.1')
    const first = (probe.address() as AddressInfo).port
    const others = await Promise.allSettled(
      [1, 2, 3].map((step) => listen(first + step, '127.0.0.1')),
    )
    for (const other of others) if (other.status === 'fulfilled') other.value.close()
    await new Promise((resolve) => probe.close(resolve))
    if (others.every(({ status }) => status === 'fulfilled')) return first
  }
}

function listen(port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}
