import { describe, expect, test } from 'vitest'
import { oobListen } from '../../../src/listener/oob.js'
import { newCertificate } from './certificate.js'
import { listening, never, settled, state, success } from './listening.js'

const pair = newCertificate()

describe('the callback of OAuth 1.0', () => {
  test('is judged by its oauth_token, and by nothing while there is none', async () => {
    let requested = ''
    const { listener, call, send } = await listening(
      {
        redirectUri: 'https://localhost:0/callback',
        state: () => requested,
        stateIn: 'oauth_token',
      },
      () => Promise.resolve(pair),
    )
    const received = listener.received(never)
    const early = ['', 'oauth_token=&oauth_verifier=V', 'oauth_token=RT-1&oauth_verifier=V']
    for (const query of early) expect((await call(query)).status).toBe(403)
    requested = 'RT-1'
    const foreign = [
      'oauth_verifier=V',
      'oauth_token=RT-2&oauth_verifier=V',
      'state=RT-1&oauth_verifier=V',
      `state=${state}&oauth_verifier=V`,
    ]
    for (const query of foreign) expect((await call(query)).status).toBe(403)
    expect((await call('oauth_token=RT-1&oauth_token=RT-1')).status).toBe(400)
    expect(await settled(received)).toBe(false)

    const genuine = call('oauth_token=RT-1&oauth_verifier=V')
    expect(await received).toEqual({ oauth_token: 'RT-1', oauth_verifier: 'V' })
    expect((await call('oauth_token=RT-1&oauth_verifier=W')).status).toBe(409)
    listener.finish(success)
    const page = await send({ target: (await genuine).headers['location'] ?? '' })
    expect(page.body).toContain('You are logged in')
  })
})

describe('a verifier that a person types', () => {
  const typed = (line: string | undefined): ReturnType<ReturnType<typeof oobListen>> =>
    oobListen(() => Promise.resolve(line))({
      redirectUri: 'oob',
      answerIn: 'query',
      otherPorts: [],
      state: () => 'RT',
      stateIn: 'oauth_token',
    })

  test('is one line, white space around it ignored, for the callback oob', async () => {
    await using listener = await typed(' 12ab \r')
    expect(listener.redirectUri).toBe('oob')
    expect(listener.visitUrl('https://org.example/a')).toBe('https://org.example/a')
    expect(await listener.received(never)).toEqual({ oauth_verifier: '12ab' })
    listener.finish(success)
  })

  test('is not nothing when the wait was given up', async () => {
    const over = new AbortController()
    const listen = oobListen(() => {
      over.abort(new Error('too late'))
      return Promise.resolve(undefined)
    })
    const request = { redirectUri: 'oob', answerIn: 'query', otherPorts: [], state: '' } as const
    await using listener = await listen(request)
    await expect(listener.received(over.signal)).rejects.toThrow('too late')
  })

  test.each([undefined, '', ' \t'])('of nothing says so: %j', async (line) => {
    await expect((await typed(line)).received(never)).rejects.toMatchObject({
      code: 'input_required',
      message: 'no verification code was given',
    })
  })
})
