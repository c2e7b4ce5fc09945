import { request as httpRequest } from 'node:http'
import { networkInterfaces } from 'node:os'
import { describe, expect, test } from 'vitest'
import { get } from './support/client.js'
import { sharedOrg } from './support/shared-org.js'

const org = sharedOrg()

/** Asks under a host name of the asker's choice. @returns The status. */
function askAs(host: string, url = `${org.hosts.login}/id/keys`): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { headers: { host } }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode!))
    })
    request.on('error', reject)
    request.end()
  })
}

const port = (): string => new URL(org.hosts.login).port

describe('the Host header', () => {
  test.each(['127.0.0.1', 'localhost', 'LocalHost', '[::1]'])('may be %s', async (name) => {
    expect(await askAs(`${name}:${port()}`)).toBe(200)
  })

  test.each([
    ['evil.example', ''],
    ['login.salesforce.com', ''],
    ['127.0.0.1.evil.example', ''],
    ['localhost.', ''],
    ['127.0.0.2', ''],
    ['127.0.0.1', '1'],
  ])('%s is misdirected, DNS rebinding or not', async (name, digit) => {
    expect(await askAs(`${name}:${port()}${digit}`)).toBe(421)
  })

  test('of another role’s port is misdirected', async () => {
    expect(await askAs(new URL(org.hosts.site).host)).toBe(421)
  })

  test('guards the control surface as well', async () => {
    expect(await askAs('evil.example', `${org.hosts.my_domain}/_emulator/ledger`)).toBe(421)
  })
})

test('nothing but loopback is listened to', async () => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .filter((face) => face !== undefined && !face.internal && face.family === 'IPv4')
  for (const face of outside) {
    await expect(fetch(`http://${face!.address}:${port()}/`)).rejects.toThrow('fetch failed')
  }
})

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((face) => face?.address === '::1')

test.runIf(hasIpv6)('each port answers on ::1 too, under that name', async () => {
  for (const origin of Object.values(org.hosts)) {
    const called = origin.replace('127.0.0.1', '[::1]')
    const answer = await get(`${called}/.well-known/openid-configuration`)
    expect(await answer.json()).toMatchObject({ issuer: called })
  }
})

test('each host shows at its root what there is to know', async () => {
  for (const origin of Object.values(org.hosts)) {
    const answer = await get(`${origin}/`)
    expect(answer.headers.get('content-type')).toBe('text/html;charset=UTF-8')
    const page = await answer.text()
    expect(page).toContain(origin)
    expect(page).toContain(org.app('web').client_id)
    expect(page).not.toContain(org.app('web').client_secret)
    expect(page).not.toContain(org.user(0).password)
  }
})

test('two slashes are as good as one', async () => {
  expect((await get(`${org.hosts.login}//id//keys`)).status).toBe(200)
})

test('what is not there is 404, and what is too large is 413', async () => {
  expect((await get(`${org.hosts.login}/nothing`)).status).toBe(404)
  const answer = await fetch(`${org.hosts.login}/services/oauth2/token`, {
    method: 'POST',
    body: 'x'.repeat(5 * 1024 * 1024),
  })
  expect(answer.status).toBe(413)
})
