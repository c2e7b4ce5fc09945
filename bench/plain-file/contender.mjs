import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { logIn } from '../log-in.mjs'

/**
 * A JSON file of tokens.
 *
 * @param how.writing `in-place` or `rename`.
 * @param how.locking `no-lock` or `lock`.
 */
export function plainFile(harness, others, how) {
  const fileIn = (home) => join(home, 'tokens.json')
  const stored = async (home) => JSON.parse(await readFile(fileIn(home), 'utf8'))
  return {
    name: how.name,
    prepare: async (org, home) => {
      const token_endpoint = `${org.myDomain}/services/oauth2/token`
      const tokens = { token_endpoint, ...(await logIn(harness, org)) }
      await writeFile(fileIn(home), JSON.stringify(tokens, null, 2), { mode: 0o600 })
    },
    command: async (home) => ({
      file: process.execPath,
      args: [others.program('plain-file', 'token.mjs'), fileIn(home), how.writing, how.locking],
      env: {},
      stdin: (await stored(home)).access_token,
    }),
    refreshTokenIn: (home) =>
      stored(home).then(
        ({ refresh_token }) => refresh_token,
        () => undefined,
      ),
    readable: (home) =>
      stored(home).then(
        () => true,
        () => false,
      ),
    hold: { BENCH_HOLD: '1' },
  }
}
