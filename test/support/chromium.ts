import { chromium, type Page } from 'playwright-core'
import { parts } from './needs.js'

/** Where Debian's Chromium is, `undefined` when it is not installed. */
export const chromiumPath: string | undefined = parts.chromium.available()
  ? '/usr/bin/chromium'
  : undefined

/** A running Chromium; each page has a profile, and so cookies, of its own. */
export interface TestBrowser extends AsyncDisposable {
  newPage(options?: PageOptions): Promise<Page>
}

interface PageOptions {
  /** Width of the window in CSS pixels, 1280 unless told. */
  readonly width?: number
  /** Whether the person prefers dark pages. */
  readonly dark?: boolean
  /** Whether the person goes on behind every warning of a certificate. */
  readonly trusting?: boolean
}

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Starts Chromium without a window. Put the suite under `describeWith(['chromium'], …)`.
 *
 * @throws {Error} When Chromium is not installed.
 */
export async function launchChromium(): Promise<TestBrowser> {
  if (chromiumPath === undefined) throw new Error('needs chromium (apt-get install chromium)')
  const browser = await chromium.launch({ executablePath: chromiumPath, args: quiet })
  return {
    newPage: ({ width = 1280, dark = false, trusting = false } = {}) =>
      browser.newPage({
        viewport: { width, height: 800 },
        colorScheme: dark ? 'dark' : 'light',
        ignoreHTTPSErrors: trusting,
      }),
    [Symbol.asyncDispose]: () => browser.close(),
  }
}
