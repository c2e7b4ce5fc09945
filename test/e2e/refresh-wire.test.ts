import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run } from '../support/cli.js'
import { describeWith } from '../support/needs.js'
import {
  lastResort,
  nothingSent,
  refreshScene,
  storedTokenGiven,
  tokenPath,
  type RefreshScene,
} from '../support/refresh-scene.js'
import { ask, deliverTo, relay, type Relay } from '../support/relay.js'
import { runUnder, shell } from '../support/run-under.js'

const noReuse = { refused: 0, replayed: 0, families_revoked: 0 }

async function through(scene: RefreshScene, { origin }: Relay): Promise<void> {
  await scene.sendTo(`${origin}${tokenPath}`)
}

describe('a server that cannot be reached', () => {
  test('N1: is tried for some seconds; then the stored token is given with a warning, unless more was asked', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('alive')
    const before = await scene.kept()
    const { accessToken } = before
    await scene.org.org.close()
    const from = performance.now()
    const [token, minTtl, rejected] = await Promise.all([
      scene.token(),
      scene.token('--min-ttl', '600'),
      scene.afterRefusal(),
    ])
    expect(token).toMatchObject({ status: 0, stdout: `${accessToken}\n` })
    expect(token.stderr).toMatch(lastResort)
    expect(minTtl).toMatchObject({ status: 6, stdout: '' })
    expect(rejected).toMatchObject({ status: 6, stdout: '' })
    expect(rejected.stderr).toMatch(/^error: 127\.0\.0\.1:\d+ refused the connection\.$/m)
    // 8 seconds by the rule; what is above is for starting three processes on a busy machine.
    expect(performance.now() - from).toBeLessThan(30_000)
    expect(await scene.kept()).toEqual(before)
  })
})

describeWith(['unshare'], 'a machine without a network', () => {
  const alone = ['unshare', '-rn']

  test.concurrent('N1: has no way there: likewise', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('alive')
    const before = await scene.kept()
    const run = await runUnder(alone, ['token'], scene.home)
    await storedTokenGiven(scene, before, run, /cannot be reached from this network/)
  })

  test.concurrent('N2: cannot look up a name: likewise', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('alive')
    await scene.sendTo(`https://org.invalid${tokenPath}`)
    const before = await scene.kept()
    const why = /org\.invalid (?:is not a known name|could not be looked up right now)/
    await storedTokenGiven(scene, before, await runUnder(alone, ['token'], scene.home), why)
  })

  test.concurrent('N2: waits for a silent name server no longer than it was told', async () => {
    await using scene = await refreshScene()
    await scene.makeDue('alive')
    await scene.sendTo(`https://org.example${tokenPath}`)
    const before = await scene.kept()
    const { path } = scene.home
    const patience = 'options timeout:30 attempts:2'
    writeFileSync(join(path, 'resolv.conf'), `nameserver 127.0.0.1\n${patience}\n`)
    const silent = `require('dgram').createSocket('udp4').bind(53, '127.0.0.1', () => console.log())`
    const setUp = [
      `mount --bind "${path}/resolv.conf" /etc/resolv.conf`,
      'ip link set lo up',
      `mkfifo "${path}/ready"`,
      `node -e "${silent}" >"${path}/ready" & server=$!`,
      `read -r _ <"${path}/ready"`,
      '"$@"; status=$?; kill $server; exit $status',
    ]
    const namespace = ['unshare', '-rnm', ...shell(setUp.join('\n'))]
    const from = performance.now()
    const words = ['token', '--timeout', '2']
    const run = await runUnder(namespace, words, scene.home)
    // The lookup alone would take a minute; what is above ten seconds is for a busy machine.
    expect(performance.now() - from).toBeLessThan(45_000)
    const why = /^warning: org\.example (?:did not|could not be looked up)/
    await storedTokenGiven(scene, before, run, why)
  })
})

describe('a connection', () => {
  test('N3: that ends before the request is written is made again', async () => {
    await using scene = await refreshScene()
    await using gate = await relay({
      connected: (socket, number) => {
        if (number === 1) socket.resetAndDestroy()
      },
      deliver: deliverTo(scene.org.myDomain),
    })
    await through(scene, gate)
    expect(await scene.afterRefusal()).toMatchObject({ status: 0, stderr: '' })
    expect([gate.connections(), gate.requests.length]).toEqual([2, 1])
    expect(await scene.look()).toMatchObject({ asked: 1, refreshes: 1, reuse: noReuse })
  })

  test('N17: is of one request: a kept one could die with the next, and that be sent again', async () => {
    await using scene = await refreshScene()
    await using gate = await relay({ deliver: deliverTo(scene.org.myDomain) })
    await through(scene, gate)
    // Two requests of one process, and one of another.
    await scene.script({ kind: 'answer', status: 429, headers: { 'retry-after': '0' }, body: '' })
    expect(await scene.afterRefusal()).toMatchObject({ status: 0, stderr: '' })
    expect(await scene.afterRefusal()).toMatchObject({ status: 0, stderr: '' })
    expect(gate.requests.map(({ connection }) => connection)).toEqual([1, 2, 3])
    for (const { text } of gate.requests) expect(text).toMatch(/^connection: close\r$/im)
    expect(await scene.look()).toMatchObject({ asked: 3, refreshes: 2, reuse: noReuse })
  })
})

describe('a proxy that delivers our request twice', () => {
  test('N18: and gives us the first answer ends the login at the org; the next refresh says why', async () => {
    await using scene = await refreshScene()
    const { myDomain } = scene.org
    await using gate = await relay({
      deliver: async (request, client) => {
        const answer = await ask(myDomain, request)
        await ask(myDomain, request)
        client.end(answer, 'latin1')
      },
    })
    await through(scene, gate)
    expect(await scene.afterRefusal()).toMatchObject({ status: 0, stderr: '' })
    expect(await scene.look()).toMatchObject({
      reuse: { ...noReuse, refused: 1, families_revoked: 1 },
    })
    const ended = await scene.afterRefusal()
    expect(ended).toMatchObject({ status: 4, stdout: '' })
    expect(ended.stderr).toMatch(
      /has ended: expired access\/refresh token[^]*\nTry: log in again: /,
    )
    expect(gate.requests).toHaveLength(2)
  })

  test('N18: and gives us the second answer has ended the login, and the org says why', async () => {
    await using scene = await refreshScene()
    const { myDomain } = scene.org
    await using gate = await relay({
      deliver: async (request, client) => {
        await ask(myDomain, request)
        client.end(await ask(myDomain, request), 'latin1')
      },
    })
    await through(scene, gate)
    const ended = await scene.afterRefusal()
    expect(ended).toMatchObject({ status: 4, stdout: '' })
    expect(ended.stderr).toMatch(
      /has ended: expired access\/refresh token[^]*\nTry: log in again: /,
    )
    expect(await scene.afterRefusal()).toMatchObject({ status: 4, stdout: '' })
    expect(gate.requests).toHaveLength(1)
  })
})

// A loopback host is never called through a proxy, so the record names a host that only the proxy knows.
test('N13: a proxy that makes no tunnel is told, and nothing is sent', async () => {
  await using scene = await refreshScene()
  await scene.sendTo(`https://org.example${tokenPath}`)
  const before = await scene.kept()
  const answers = ['407 Proxy Authentication Required', '502 Bad Gateway']
  await using proxy = await relay({
    deliver: (_request, client) => {
      client.end(`HTTP/1.1 ${answers.shift() ?? ''}\r\ncontent-length: 0\r\n\r\n`)
      return Promise.resolve()
    },
  })
  const env = { ...scene.home.env, HTTPS_PROXY: proxy.origin }
  const asking = { env, stdin: before.accessToken }
  for (const words of [
    'wants a user name and a password',
    'did not connect to org.example, status 502',
  ]) {
    const { status, stdout, stderr } = await run(['token', '--rejected', '-'], asking)
    expect({ status, stdout }).toEqual({ status: 6, stdout: '' })
    expect(stderr).toContain(words)
  }
  const asked = proxy.requests.map(({ text }) => text.split('\r\n')[0])
  expect(asked).toEqual(Array(2).fill('CONNECT org.example:443 HTTP/1.1'))
  await proxy[Symbol.asyncDispose]()
  const { status, stderr } = await run(['token', '--rejected', '-'], asking)
  expect(status).toBe(6)
  expect(stderr).toMatch(/the proxy 127\.0\.0\.1:\d+ refused the connection/)
  await nothingSent(scene, before)
})
