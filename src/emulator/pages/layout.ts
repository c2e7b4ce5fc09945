import { createHash } from 'node:crypto'
import { markup, trusted, type Markup } from './markup.js'
import { style } from './style.js'

const styleHash = createHash('sha256').update(style).digest('base64')

// An empty picture keeps the browser from asking the org for /favicon.ico, which would put a
// request that no client made into its ledger.
const noIcon = 'data:,'

/**
 * The `Content-Security-Policy` every page is answered with.
 *
 * `form-action` is left out on purpose: Chromium applies it to the redirect that follows a form
 * post too, and the answer to a consent is a redirect to the app's callback, on another port or in
 * another scheme.
 */
export const pageCsp: string = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What a page puts into the frame all pages share. */
export interface Page {
  readonly title: string
  readonly body: Markup
  readonly width?: 'wide'
}

/** Draws a complete document around the body of a page. */
export function layout(page: Page): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title}</title>
<link rel="icon" href="${noIcon}">
<style>${trusted(style)}</style>
</head>
<body>
<header class="banner"><p><strong>oauthctl emulator</strong> — not a real org</p></header>
<main${page.width === 'wide' ? trusted(' class="wide"') : undefined}>
${page.body}
</main>
<footer><p>Runs on this computer only. Never type a real password here.</p></footer>
</body>
</html>
`.toString()
}
