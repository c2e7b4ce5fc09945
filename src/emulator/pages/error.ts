import { refusedIcon } from './icons.js'
import { layout } from './layout.js'
import { markup } from './markup.js'

/** An OAuth error, as its two parameters. */
export interface ErrorView {
  readonly error: string
  readonly description: string
}

/**
 * Shows an authorization error to the person, since the request names no app or no callback that
 * could be trusted with it. The pair stands in a `pre`, url-encoded: clients search for it.
 *
 * @see salesforce-oauth.md section 2.3
 */
export function errorPage(view: ErrorView): string {
  const pair = `error=${encodeURIComponent(view.error)}&error_description=${encodeURIComponent(view.description)}`
  return layout({
    title: `Error · ${view.error}`,
    body: markup`<div class="card">
<div class="mark bad">${refusedIcon}</div>
<h1>The app sent a request this org cannot answer</h1>
<p class="lead">${view.description}</p>
<pre>${pair}</pre>
</div>`,
  })
}
