import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { scriptedBrowser } from '../support/scripted-browser.js'

describe('the scripted browser', () => {
  it('follows redirects, relative ones too, to the last page', async () => {
    await using site = await startSite((request, response) => {
      if (request.url === '/a') response.writeHead(302, { location: 'b?x=1' }).end()
      else response.writeHead(403).end(`at ${request.url ?? ''}`)
    })

    expect(await scriptedBrowser(`${site.origin}/a`)).toEqual({
      finalUrl: `${site.origin}/b?x=1`,
      status: 403,
      body: 'at /b?x=1',
    })
  })

  it('sends cookies to the host and path that set them, on every port, until they are taken back', async () => {
    const cookies: (string | undefined)[] = []
    await using other = await startSite((request, response) => {
      cookies.push(request.headers.cookie)
      response.end()
    })
    await using site = await startSite((request, response) => {
      cookies.push(request.headers.cookie)
      const [location, setCookie] = steps[request.url ?? ''] ?? ['/lost', []]
      response.writeHead(302, { location, 'set-cookie': setCookie }).end()
    })
    const steps: Record<string, [string, string[]]> = {
      '/': ['/in/1', ['a=1; Path=/; HttpOnly', 'Deep=x=y; path=/in; Max-Age=60']],
      '/in/1': ['/inner', ['b=2; expires=Thu, 01 Jan 2099 00:00:00 GMT']],
      '/inner': ['/out', ['a=; Max-Age=0; Path=/', 'b=; Expires=Thu, 01 Jan 1970 00:00:00 GMT']],
      '/out': [`${other.origin}/in`, ['c=3']],
    }

    await scriptedBrowser(site.origin)

    expect(cookies).toEqual([undefined, 'a=1; Deep=x=y', 'a=1; b=2', undefined, 'Deep=x=y; c=3'])
  })

  it('stops where a redirect leaves the web for an app', async () => {
    await using site = await startSite((_request, response) => {
      response.writeHead(302, { location: 'com.acme.app://done?code=1' }).end()
    })

    expect(await scriptedBrowser(site.origin)).toEqual({
      finalUrl: 'com.acme.app://done?code=1',
      status: 302,
      body: '',
    })
  })

  it('gives up on a loop', async () => {
    await using site = await startSite((_request, response) => {
      response.writeHead(302, { location: '/' }).end()
    })

    await expect(scriptedBrowser(site.origin)).rejects.toThrow('still redirected after 20 hops')
  })
})

async function startSite(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly origin: string } & AsyncDisposable> {
  const server = createServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
