import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { logIn } from '../log-in.mjs'

// The user who approves every page of an org by himself.
const username = 'admin@acme.example'

/** The library of Salesforce's own CLI with its plain key file, as it is on a machine without a desktop. */
export function salesforceCore(harness, others) {
  const authFile = (home) => join(home, '.sfdx', `${username}.json`)
  const environment = (home) => ({
    HOME: home,
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    SF_DISABLE_TELEMETRY: 'true',
    SF_DISABLE_LOG_FILE: 'true',
    // It warns of http, which is no more than the emulator's loopback.
    NODE_NO_WARNINGS: '1',
  })
  const run = async (home, name, stdin) => {
    const words = [others.program('salesforce-core', name), username]
    const env = { PATH: process.env.PATH, ...environment(home) }
    const running = promisify(execFile)(others.node, words, { env })
    running.child.stdin.end(stdin ?? '')
    return (await running).stdout
  }
  const nextRefreshToken = onceForEachContent(authFile, (home) => run(home, 'refresh-token.mjs'))
  return {
    name: '@salesforce/core',
    prepare: async (org, home) => {
      const { client_id, client_secret, refresh_token } = await logIn(harness, org)
      const options = {
        clientId: client_id,
        clientSecret: client_secret,
        refreshToken: refresh_token,
        loginUrl: org.myDomain,
      }
      await rm(authFile(home), { force: true })
      const made = await run(home, 'prepare.mjs', JSON.stringify(options))
      if (made !== username) throw new Error(`the auth file is of ${made}`)
    },
    command: async (home) => ({
      file: others.node,
      args: [others.program('salesforce-core', 'token.mjs'), username],
      env: environment(home),
    }),
    refreshTokenIn: (home) => nextRefreshToken(home).catch(() => undefined),
    readable: (home) =>
      nextRefreshToken(home).then(
        () => true,
        () => false,
      ),
    hold: { BENCH_HOLD: '1' },
  }
}

/** Asks again only when the file has changed: a process that reads it takes half a second. */
function onceForEachContent(fileOf, ask) {
  const known = new Map()
  return async (home) => {
    const content = await readFile(fileOf(home), 'utf8')
    if (known.get(home)?.content !== content) known.set(home, { content, answer: ask(home) })
    return known.get(home).answer
  }
}
