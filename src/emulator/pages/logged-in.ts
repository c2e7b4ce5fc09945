import { serverIcon } from './icons.js'
import { layout } from './layout.js'
import { markup } from './markup.js'
import { signedIn } from './parts.js'

/** Who is where. */
export interface LoggedInView {
  readonly org: string
  readonly path: string
  readonly user: { readonly username: string; readonly name: string }
}

/** A page of the org for somebody who is logged in: says who it is and which page this would be. */
export function loggedInPage(view: LoggedInView): string {
  return layout({
    title: `Logged in · ${view.org}`,
    body: markup`<div class="card">
<div class="mark">${serverIcon}</div>
<h1>You are logged in as</h1>
${signedIn(view.user)}
<p class="small">Page: <code>${view.path}</code></p>
<p class="small">Org: <strong><bdi>${view.org}</bdi></strong></p>
</div>`,
  })
}
