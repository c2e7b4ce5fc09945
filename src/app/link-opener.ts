import type { Signpost } from '../kernel/ports.js'

/** Opens pages of a server in a browser for as long as it is not disposed. */
export interface LinkOpener extends AsyncDisposable {
  /** Whether a browser was started. */
  readonly open: (link: string, browser: string | undefined) => Promise<boolean>
}

/**
 * Opens a server's link by a loopback URL of ours that leads to it, so that nothing a server wrote is handed
 * to another process (threat row T20).
 */
export function linkOpener(): LinkOpener {
  let signpost: Signpost | undefined
  return {
    open: async (link, browser) => {
      const { openSignpost } = await import('../listener/signpost.js')
      const { openUrl } = await import('../listener/open-url.js')
      signpost = await openSignpost(link)
      return openUrl(signpost.url, browser)
    },
    [Symbol.asyncDispose]: async () => signpost?.[Symbol.asyncDispose](),
  }
}
