import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run, start, temporaryHome } from '../support/cli.js'

interface Ready {
  readonly hosts: Readonly<Record<string, string>>
  readonly org_id: string
  readonly ca_file?: string
  readonly apps: readonly {
    readonly name: string
    readonly client_id: string
    readonly key_file?: string
  }[]
  readonly users: readonly { readonly username: string; readonly password: string }[]
}

describe('the emulator command', () => {
  test('prints one ready line, answers on four ports and ends 0 on a signal', async () => {
    const emulator = start(['emulator', '--port', '0', '-o', 'json'])
    const [line] = await emulator.seen('stdout', /^\{.*\}\n$/m)
    const ready = JSON.parse(line) as Ready
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
    expect(Object.keys(ready.hosts)).toEqual(['my_domain', 'login', 'sandbox', 'site'])
    for (const host of Object.values(ready.hosts)) {
      expect((await fetch(`${host}/.well-known/openid-configuration`)).status).toBe(200)
    }
    const keyFile = ready.apps.find(({ name }) => name === 'jwt')?.key_file ?? ''
    expect(readFileSync(keyFile, 'utf8')).toContain('PRIVATE KEY')
    emulator.child.kill('SIGTERM')
    expect(await emulator.ended).toMatchObject({ status: 0, stderr: '' })
    expect(() => readFileSync(keyFile)).toThrow()
  })

  test('a busy port is exit 3 and named', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const { port } = squatter.address() as AddressInfo
    const ended = await run(['emulator', '--port', `${port}`, '-o', 'json'])
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 3, stdout: '' })
    expect(JSON.parse(ended.stderr)).toMatchObject({ error: 'port_in_use' })
    expect(ended.stderr).toContain(`${port}`)
    squatter.close()
  })

  test('a wrong configuration is exit 3 and names the key', async () => {
    using home = temporaryHome()
    const file = join(mkdtempSync(join(home.path, 'c-')), 'org.json')
    writeFileSync(file, '{"apps":[{"name":"mine","client_idd":"x"}]}')
    const ended = await run(['emulator', '--port', '0', '--config', file])
    expect(ended).toMatchObject({ status: 3, stdout: '' })
    expect(ended.stderr).toContain('client_idd')
  })

  test('--tls: a login over https with the authority of the ready line', async () => {
    using home = temporaryHome()
    const emulator = start(['emulator', '--port', '0', '--tls', '--auto-approve', '-o', 'json'])
    const [line] = await emulator.seen('stdout', /^\{.*\}\n$/m)
    const ready = JSON.parse(line) as Ready
    const host = ready.hosts['my_domain'] ?? ''
    expect(host).toMatch(/^https:/)
    const id = ready.apps.find(({ name }) => name === 'public')?.client_id ?? ''
    const words = ['login', host, '-i', id, '--port', '0', '--no-browser']

    const distrusted = await run([...words, '-o', 'json'], home)
    expect(distrusted.status).toBe(6)
    expect(JSON.parse(distrusted.stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      error: 'tls_error',
    })

    const login = start([...words, '--ca-file', ready.ca_file ?? ''], home)
    const [authorization] = await login.seen('stderr', /^https:\/\/\S+$/m)
    const { Agent, request } = await import('undici')
    const dispatcher = new Agent({ connect: { ca: readFileSync(ready.ca_file ?? '', 'utf8') } })
    let at = authorization
    for (let hop = 0; hop < 10 && at.startsWith('https:'); hop += 1) {
      const { headers } = await request(at, { dispatcher })
      at = new URL(String(headers['location']), at).href
    }
    expect((await fetch(at)).status).toBe(200)
    expect(await login.ended).toMatchObject({ status: 0 })
    await dispatcher.close()
    emulator.child.kill('SIGINT')
    expect((await emulator.ended).status).toBe(0)
  })
})

describe('the demo', () => {
  test('ends 0 with a summary and touches nothing', async () => {
    using home = temporaryHome()
    const ended = await run(['demo'], { env: { HOME: home.path } })
    expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' })
    expect(ended.stdout).toMatch(/the refresh token was rotated/)
    expect(ended.stdout).toMatch(/Done: login, token, refresh with rotation, revoke/)
    const { readdirSync } = await import('node:fs')
    expect(readdirSync(home.path)).toEqual([])
  })
})
