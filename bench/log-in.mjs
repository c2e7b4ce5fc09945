import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Logs in to the org's app `rotating` with a scripted browser, by a program of its own home that is forgotten at once.
 *
 * @returns The client and the tokens, with the names of RFC 6749.
 */
export async function logIn(harness, org) {
  const home = mkdtempSync(join(tmpdir(), 'oauthctl-bench-login-'))
  try {
    const env = { HOME: home, OAUTHCTL_HOME: join(home, 'oauthctl'), OAUTHCTL_STORE: 'key-file' }
    const login = await harness.logInTo(org, 'rotating', env, ['-o', 'json'])
    if (login.status !== 0) throw new Error(`the login failed: ${login.stderr}`)
    const { access_token, refresh_token } = JSON.parse(login.stdout)
    const { id, secret } = org.app('rotating')
    return { client_id: id, client_secret: secret, access_token, refresh_token }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
