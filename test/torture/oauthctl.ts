import { parseJsonObject, optionalString } from '../../src/kernel/json.js'
import type { Credential } from '../../src/kernel/credential.js'
import { program, start } from '../support/cli.js'
import { scriptedBrowser } from '../support/scripted-browser.js'
import type { Command, Contender } from './contender.js'
import { environmentOf, recordIn } from './oauthctl-home.js'

/** Much longer than a login takes, and shorter than it waits for a person. */
const loginMs = 60_000

/** The real program with a key-file store, asked by a script whose API refused the present token. */
export const oauthctl: Contender = {
  name: 'oauthctl',
  prepare: async (org, home) => {
    const { id, secret } = org.app('rotating')
    const words = ['login', '--no-browser', org.myDomain, '--client-id', id, '--port', '0']
    const login = start([...words, '--client-secret-stdin'], {
      env: environmentOf(home),
      ...(secret === undefined ? {} : { stdin: secret }),
    })
    const end = (): unknown => login.child.kill('SIGKILL')
    process.once('exit', end)
    const patience = setTimeout(end, loginMs)
    try {
      const [url] = await login.seen('stderr', /^https?:\/\/\S+$/m)
      // On a machine this busy the last page may come too late; what counts is how the program ends.
      await scriptedBrowser(url).catch(() => undefined)
      const { status, stderr } = await login.ended
      if (status !== 0) throw new Error(`the login failed (${status}): ${stderr}`)
    } finally {
      clearTimeout(patience)
      process.off('exit', end)
      end()
    }
  },
  command: async (home) => {
    const { tokens } = await recordIn(home)
    return tokenCommand(home, { rejected: tokens.accessToken.expose() })
  },
  refreshTokenIn: async (home) => {
    try {
      return nextRefreshToken(await recordIn(home))
    } catch {
      return undefined
    }
  },
  readable: async (home) => {
    try {
      return (await recordIn(home)).profile !== ''
    } catch {
      return false
    }
  },
  hold: crashAt('CP0:SIGSTOP'),
  knowsItSent: async (home) => (await recordIn(home)).pending?.kind === 'sent',
}

/** `oauthctl token` in a home. @param given.rejected A token that the API refused. */
export function tokenCommand(home: string, given: { readonly rejected?: string } = {}): Command {
  const words = given.rejected === undefined ? ['token'] : ['token', '--rejected', '-']
  return {
    file: process.execPath,
    args: [program, ...words],
    env: environmentOf(home),
    ...(given.rejected === undefined ? {} : { stdin: given.rejected }),
  }
}

/** What lets oauthctl meet its fate at a checkpoint, `CP4` or `CP1:SIGSTOP`. */
export function crashAt(place: string): Readonly<Record<string, string>> {
  return { NODE_ENV: 'test', OAUTHCTL_CRASH_AT: place }
}

/** The refresh token of an answer that is kept and not yet judged counts: the next process commits it. */
export function nextRefreshToken({ pending, tokens }: Credential): string | undefined {
  if (pending?.kind === 'answered') {
    const source = { name: 'the kept answer', code: 'store_damaged' } as const
    const answer = parseJsonObject(pending.answer.expose(), source)
    const rotated = optionalString(answer, 'refresh_token', source)
    if (rotated !== undefined) return rotated
  }
  return tokens.refreshToken?.expose()
}
