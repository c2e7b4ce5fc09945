import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTcpServer, type Server } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { bindLoopback, type Binding } from '../../../src/listener/bind-loopback.js'
import { listen } from '../../../src/listener/loopback.js'
import { listening, never, state, success } from './listening.js'

// TEST-NET-1 and the documentation prefix: addresses that no machine has.
const noIpv4 = '192.0.2.1'
const noIpv6 = '2001:db8::1'

/** Occupies a port on one family, as another program would. Any port is free on the other one. */
async function squat(host: string, port = 0): Promise<number> {
  for (;;) {
    const server = await held(host, port)
    const taken = (server.address() as { port: number }).port
    onTestFinished(() => void server.close())
    if (port !== 0) return taken
    const other = await held(host === '::1' ? '127.0.0.1' : '::1', taken).catch(() => undefined)
    if (other === undefined) continue
    other.close()
    await once(other, 'close')
    return taken
  }
}

async function held(host: string, port: number): Promise<Server> {
  const server = createTcpServer((socket) => socket.destroy())
  server.listen({ host, port })
  await once(server, 'listening')
  return server
}

async function bind(addresses: readonly string[], ports: readonly number[]): Promise<Binding> {
  const binding = await bindLoopback(addresses, ports, () => createServer())
  onTestFinished(() => binding.servers.forEach((server) => server.close()))
  return binding
}

function addressesOf(servers: readonly Server[]): readonly unknown[] {
  return servers.map((server) => (server.address() as { address: string }).address)
}

describe('localhost', () => {
  test('is served on both families, on the same port', async () => {
    const { listener, port, send } = await listening({ redirectUri: 'http://localhost:0/cb' })
    const received = listener.received(never)
    for (const address of ['127.0.0.1', '::1']) {
      expect((await send({ target: '/cb?state=wrong', address })).status).toBe(403)
    }
    const answer = send({ target: `/cb?code=c&state=${state}`, address: '::1' })
    expect(await received).toEqual({ code: 'c', state })
    listener.finish(success)
    await send({ target: (await answer).headers['location']!, address: '::1' })
    expect(port).toBeGreaterThan(0)
  })

  test.each(['127.0.0.1', '::1'])('is refused when somebody holds its port on %s', async (host) => {
    const port = await squat(host)
    await expect(
      listen({
        redirectUri: `http://localhost:${port}/cb`,
        answerIn: 'query',
        otherPorts: [],
        state,
      }),
    ).rejects.toMatchObject({
      code: 'port_in_use',
      message: `port ${port} is already in use on ${host}`,
      hint: expect.stringMatching(/--port .*registered in the app.*--paste/),
    })
    await squat(host === '::1' ? '127.0.0.1' : '::1', port)
  })

  test('takes the next of the other ports when the first is busy', async () => {
    const first = await squat('::1')
    const second = await squat('127.0.0.1')
    const { listener, port } = await listening({
      redirectUri: `http://localhost:${first}/cb`,
      otherPorts: [second, 0],
    })
    expect([first, second]).not.toContain(port)
    expect(listener.redirectUri).toBe(`http://localhost:${port}/cb`)
  })

  test('names every port that was tried', async () => {
    const first = await squat('::1')
    const second = await squat('127.0.0.1')
    await expect(
      listen({
        redirectUri: `http://localhost:${first}/cb`,
        answerIn: 'query',
        otherPorts: [second],
        state,
      }),
    ).rejects.toMatchObject({
      code: 'port_in_use',
      message: `port ${first} is already in use on ::1, port ${second} is already in use on 127.0.0.1`,
    })
  })
})

describe('a literal address', () => {
  test.each([
    ['http://127.0.0.1:0/cb', '127.0.0.1', '::1'],
    ['http://[::1]:0/cb', '::1', '127.0.0.1'],
  ])('%s binds that only', async (redirectUri, own, other) => {
    const { listener, port, authority, call } = await listening({ redirectUri })
    await squat(other, port)
    void call(`code=c&state=${state}`)
    expect(await listener.received(never)).toEqual({ code: 'c', state })
    expect(listener.visitUrl('https://issuer.example/')).toMatch(
      /^http:\/\/(localhost|127\.0\.0\.1|\[::1\]):\d+\/[a-zA-Z0-9/_-]+$/,
    )
    expect(authority).toBe(own === '::1' ? `[::1]:${port}` : `127.0.0.1:${port}`)
  })
})

describe('binding', () => {
  test('leaves out a family that does not exist', async () => {
    expect(addressesOf((await bind(['127.0.0.1', noIpv6], [0])).servers)).toEqual(['127.0.0.1'])
    expect(addressesOf((await bind([noIpv4, '::1'], [0])).servers)).toEqual(['::1'])
  })

  test('fails clearly when there is no family at all', async () => {
    await expect(bind([noIpv4, noIpv6], [0])).rejects.toMatchObject({
      code: 'bad_configuration',
      message: 'this machine has no 192.0.2.1 and no 2001:db8::1',
    })
  })

  test('tries another free port when the other family has taken the first one', async () => {
    let calls = 0
    const squatters: Server[] = []
    onTestFinished(() => squatters.forEach((server) => server.close()))
    const { port, servers } = await bindLoopback(['127.0.0.1', '::1'], [0], () => {
      calls += 1
      const server = createServer()
      // As soon as the first IPv4 port is known, somebody else takes it on IPv6.
      if (calls === 1) {
        server.once('listening', () => {
          const squatter = createServer()
          squatter.listen({ host: '::1', port: (server.address() as { port: number }).port })
          squatters.push(squatter)
        })
      }
      return server
    })
    onTestFinished(() => servers.forEach((server) => server.close()))
    expect(calls).toBeGreaterThan(2)
    expect(addressesOf(servers)).toEqual(['127.0.0.1', '::1'])
    expect(squatters.map((server) => (server.address() as { port: number }).port)).not.toContain(
      port,
    )
  })

  test('says that a port needs more rights', async () => {
    const refusing = createServer()
    refusing.listen = () => {
      refusing.emit('error', Object.assign(new Error('denied'), { code: 'EACCES' }))
      return refusing
    }
    await expect(bindLoopback(['127.0.0.1'], [80], () => refusing)).rejects.toMatchObject({
      code: 'port_in_use',
      message: 'port 80 on 127.0.0.1 needs more rights',
    })
  })

  test('outlives a connection that could not be accepted', async () => {
    const { servers } = await bind(['127.0.0.1'], [0])
    servers[0]!.emit('error', Object.assign(new Error('too many files'), { code: 'EMFILE' }))
    expect(servers[0]!.listening).toBe(true)
  })

  test('hands on an error that says nothing about ports', async () => {
    const failing = createServer()
    const error = Object.assign(new Error('too many files'), { code: 'EMFILE' })
    failing.listen = () => {
      failing.emit('error', error)
      return failing
    }
    await expect(bindLoopback(['127.0.0.1'], [0], () => failing)).rejects.toBe(error)
  })
})
