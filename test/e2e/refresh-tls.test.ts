import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.js'
import { nothingSent, refreshScene, storedTokenGiven, tokenPath } from '../support/refresh-scene.js'
import { runUnder } from '../support/run-under.js'
import { authority, type ServerCertificate } from '../unit/http/certificates.js'

describeWith(['openssl'], 'a server that cannot be trusted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oauthctl-tls-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('N14: is not sent the refresh token', async () => {
    const ours = await authority(folder, 'ours')
    const between = await ours.issueAuthority('between')
    const trusted = ['--ca-file', join(folder, 'ours.pem')]
    const noProtocol =
      /no secure connection to localhost:\d+ could be made \(\w*NO_APPLICATION_PROTOCOL\)/
    await using scene = await refreshScene()
    await scene.makeDue('alive')
    const cases = [
      { shown: await ours.issue(['localhost'], -1), words: 'has expired', known: trusted },
      { shown: await ours.issue(['other.example']), words: 'is for another host', known: trusted },
      { shown: await ours.issue(), words: 'that is not trusted here', known: [] },
      // It does not show who signed it.
      { shown: await between.issue(), words: 'that is not trusted here', known: trusted },
      // It speaks HTTP/2 only.
      {
        shown: { ...(await ours.issue()), ALPNProtocols: ['h2'] },
        words: noProtocol,
        known: trusted,
      },
    ]
    for (const { shown, words, known } of cases) {
      await using server = await tlsServer(shown)
      await scene.sendTo(`https://localhost:${server.port}${tokenPath}`)
      const before = await scene.kept()
      await storedTokenGiven(scene, before, await scene.token(...known), words)
      expect(server.heard()).toBe('')
    }
  })
})

describeWith(['openssl', 'faketime'], 'a clock from before the certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oauthctl-tls-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('N14: tells that it is not valid yet, and nothing is sent', async () => {
    const ours = await authority(folder, 'future')
    await using server = await tlsServer(await ours.issue())
    await using scene = await refreshScene()
    await scene.sendTo(`https://localhost:${server.port}${tokenPath}`)
    const before = await scene.kept()
    const words = ['token', '--rejected', '-', '--ca-file', join(folder, 'future.pem')]
    const asking = { env: scene.home.env, stdin: before.accessToken }
    const { status, stdout, stderr } = await runUnder(['faketime', '-f', '-3d'], words, asking)
    expect({ status, stdout }).toEqual({ status: 6, stdout: '' })
    expect(stderr).toMatch(/^error: the certificate of localhost:\d+ is not valid yet\.$/m)
    expect(server.heard()).toBe('')
    await nothingSent(scene, before)
  })
})

/** A server below HTTP that keeps what it was told behind TLS. */
async function tlsServer(
  options: ServerCertificate & { readonly ALPNProtocols?: readonly string[] },
): Promise<AsyncDisposable & { readonly port: number; readonly heard: () => string }> {
  let heard = ''
  const server = createTlsServer({ ...options }, (socket) => {
    socket.on('error', () => undefined)
    socket.setEncoding('latin1').on('data', (chunk: string) => (heard += chunk))
  })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { readonly port: number }
  return {
    port,
    heard: () => heard,
    [Symbol.asyncDispose]: async () => {
      await new Promise((closed) => server.close(closed))
    },
  }
}
