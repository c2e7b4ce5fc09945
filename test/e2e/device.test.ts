import { chmodSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run, start, temporaryHome, type Run } from '../support/cli.js'
import { startTestOrg, type TestOrg } from '../support/emulator.js'
import { scriptedBrowser } from '../support/scripted-browser.js'

const json = /^\{.*\}$/m

/** The words of a device login to an org's app, and the secret it needs. */
function deviceTo(org: TestOrg, name = 'device'): { words: string[]; stdin: string } {
  const { id, secret } = org.app(name)
  const proof = secret === undefined ? [] : ['--client-secret-stdin']
  return { words: ['device', org.myDomain, '-i', id, ...proof], stdin: secret ?? '' }
}

function lastLine(ended: Run): unknown {
  return JSON.parse(ended.stderr.trimEnd().split('\n').at(-1) ?? '')
}

describe('device', () => {
  test('prints one JSON line, waits for the approval, keeps tokens that can be renewed', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { words, stdin } = deviceTo(org)
    const device = start([...words, '-q'], { ...home, stdin })
    const [line] = await device.seen('stderr', json)
    const code = JSON.parse(line)
    const page = `${org.myDomain}/setup/connect`
    expect(code).toEqual({
      verification_uri: page,
      verification_uri_complete: `${page}?user_code=${code.user_code}`,
      user_code: expect.stringMatching(/^[A-Z0-9]{8}$/),
      expires_at: expect.any(Number),
      interval: 5,
    })
    expect((await scriptedBrowser(code.verification_uri_complete)).status).toBe(200)

    expect(await device.ended).toMatchObject({ status: 0, stderr: `${line}\n` })
    expect((await org.ledger()).grants).toMatchObject({ device: 1 })
    const status = await run(['status', '-o', 'json'], home)
    expect(JSON.parse(status.stdout)).toMatchObject({
      grant: 'device_code',
      user: { username: org.org.ready.users[0]?.username },
      refreshable: true,
    })
    const token = await run(['token'], home)
    expect(await run(['refresh', '-o', 'token'], home)).toMatchObject({ status: 0 })
    expect((await run(['token'], home)).stdout).not.toBe(token.stdout)
  })

  test('a person who says no ends it at once', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    await org.control('faults', [
      {
        path: '/services/oauth2/token',
        grant_type: 'device',
        kind: 'answer',
        status: 400,
        body: '{"error":"access_denied","error_description":"end-user denied authorization"}',
      },
    ])
    const { words, stdin } = deviceTo(org)
    const ended = await run([...words, '-o', 'json'], { ...home, stdin })
    expect(ended).toMatchObject({ status: 5, stdout: '' })
    expect(lastLine(ended)).toMatchObject({ error: 'access_denied', oauth_error: 'access_denied' })
    expect(await run(['token'], home)).toMatchObject({ status: 4 })
  })

  test('a code that the org has forgotten is a timeout', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { words, stdin } = deviceTo(org)
    const device = start([...words, '-o', 'json'], { ...home, stdin })
    await device.seen('stderr', json)
    await org.control('clock', { advance_s: 601 })
    const ended = await device.ended
    expect(ended).toMatchObject({ status: 10, stdout: '' })
    expect(lastLine(ended)).toMatchObject({ error: 'login_timed_out', exit_status: 10 })
  })

  test('T65: --login-timeout ends it without another question', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { words, stdin } = deviceTo(org)
    const ended = await run([...words, '--login-timeout', '1'], { ...home, stdin })
    expect(ended.status).toBe(10)
    expect((await org.ledger()).grants['device']).toBe(undefined)
  })

  test('an app without the flow is told which switch to press', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { words, stdin } = deviceTo(org, 'web')
    const ended = await run(words, { ...home, stdin })
    expect(ended.status).toBe(5)
    expect(ended.stderr).toMatch(/^Try: .*Device Flow/m)
  })

  test('a server without a device endpoint is unsupported', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const ended = await run(['device', '--issuer', org.myDomain, '-i', 'x', '-o', 'json'], home)
    expect(ended.status).toBe(3)
    expect(lastLine(ended)).toMatchObject({ error: 'unsupported_by_server' })
  })

  test('without a usable store nobody is asked to approve', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { words, stdin } = deviceTo(org)
    const env = { ...home.env, OAUTHCTL_STORE: 'passphrase' }
    expect(await run(words, { env, stdin })).toMatchObject({ status: 8, stdout: '' })
    expect((await org.ledger()).requests.map(({ path }) => path)).not.toContain(
      '/services/oauth2/token',
    )
  })

  test('an interruption ends the wait with 130', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const { words, stdin } = deviceTo(org)
    const device = start([...words, '-o', 'json'], { ...home, stdin })
    await device.seen('stderr', json)
    device.child.kill('SIGINT')
    const ended = await device.ended
    expect(ended).toMatchObject({ status: 130, stdout: '' })
    expect(lastLine(ended)).toMatchObject({ error: 'interrupted' })
  })

  test('T28: a browser is opened only with --open, and only at a loopback URL of ours', async () => {
    await using org = await startTestOrg()
    using home = temporaryHome()
    const visited = join(home.path, 'visited')
    const browser = join(home.path, 'browser')
    writeFileSync(
      browser,
      `#!${process.execPath}
import('node:fs').then(async ({ appendFileSync }) => {
  const url = process.argv[2]
  const answer = await fetch(url, { redirect: 'manual' })
  const location = answer.headers.get('location')
  await fetch(location)
  appendFileSync(${JSON.stringify(visited)}, url + '\\n' + location + '\\n')
})
`,
    )
    chmodSync(browser, 0o700)
    const env = { ...home.env, OAUTHCTL_BROWSER: browser }
    const { words, stdin } = deviceTo(org)
    const closed = await run([...words, '--login-timeout', '1'], { env, stdin })
    expect(closed.status).toBe(10)
    await expect(readFile(visited, 'utf8')).rejects.toMatchObject({ code: 'ENOENT' })

    const device = start([...words, '--open'], { env, stdin })
    const [line] = await device.seen('stderr', json)
    expect(await device.ended).toMatchObject({ status: 0 })
    const [opened, led] = (await readFile(visited, 'utf8')).split('\n')
    expect(opened).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/go\/[\w-]{22}$/)
    expect(led).toBe(JSON.parse(line).verification_uri_complete)
  })
})
