import { start, type Run, type RunOptions } from './cli.js'
import type { TestOrg } from './emulator.js'
import { scriptedBrowser } from './scripted-browser.js'

/** Logs in through the real program, with a scripted browser at the other end. */
export async function logIn(
  words: readonly string[],
  options: RunOptions,
): Promise<Run & { readonly page: string; readonly finalUrl: string }> {
  const login = start(['login', '--no-browser', ...words], options)
  const [url] = await login.seen('stderr', /^https?:\/\/\S+$/m)
  const { body, finalUrl } = await scriptedBrowser(url)
  return { ...(await login.ended), page: body, finalUrl }
}

/** Logs in to an org's app. A secret travels by stdin. */
export async function logInTo(
  org: TestOrg,
  appName: string,
  env: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): ReturnType<typeof logIn> {
  const app = org.app(appName)
  const secret = app.secret === undefined ? [] : ['--client-secret-stdin']
  return logIn([org.myDomain, '--client-id', app.id, '--port', '0', ...secret, ...words], {
    env,
    ...(app.secret === undefined ? {} : { stdin: app.secret }),
  })
}
