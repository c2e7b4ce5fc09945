import { AuthError } from '../kernel/errors.js'
import { within } from '../flows/within.js'
import type { Services } from './services.js'

/** Milliseconds a browser may take to come: a cold start on a slow machine, and as long as the link lives. */
const patienceMs = 60_000

/**
 * Leads a browser to a page of a server, by a loopback URL of ours.
 *
 * @throws {AuthError} `bad_configuration` when none could be started, `timeout` when none came.
 */
export async function leadBrowser(
  target: string,
  browser: string | undefined,
  services: Services,
): Promise<void> {
  const { openSignpost } = await import('../listener/signpost.js')
  const { openUrl } = await import('../listener/open-url.js')
  await using signpost = await openSignpost(target)
  if (!(await openUrl(signpost.url, browser))) {
    throw new AuthError('bad_configuration', 'no browser could be started', {
      hint: 'name one with --browser, or print the link: --url-only',
    })
  }
  await within(patienceMs, noVisitor(), services.clock, services.signal, (waiting) =>
    signpost.visited(waiting),
  )
}

function noVisitor(): AuthError {
  return new AuthError('timeout', `no browser came for the page within ${patienceMs / 1000} s`, {
    hint: 'look whether the browser waits for something, or print the link: --url-only',
  })
}
