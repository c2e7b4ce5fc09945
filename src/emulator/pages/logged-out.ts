import { tickIcon } from './icons.js'
import { layout } from './layout.js'
import { markup, type Markup } from './markup.js'

/** What ended, and which apps are told. */
export interface LoggedOutView {
  readonly org: string
  /** Each app and where it wants to be called. */
  readonly called: readonly { readonly name: string; readonly url: string }[]
  readonly loginUrl: string
}

/** Says that the session is over, and calls the apps from frames nobody sees. */
export function loggedOutPage(view: LoggedOutView): string {
  return layout({
    title: `Logged out · ${view.org}`,
    body: markup`<div class="card">
<div class="mark">${tickIcon}</div>
<h1>You are logged out of <bdi>${view.org}</bdi></h1>
${view.called.length === 0 ? markup`<p class="lead">No other app had to be told.</p>` : calledApps(view.called)}
<p class="small"><a href="${view.loginUrl}">Log in again</a></p>
</div>`,
  })
}

function calledApps(called: LoggedOutView['called']): Markup {
  return markup`<p class="lead">These apps are told to log you out too.</p>
<ul class="scopes" id="called">
${called.map(({ name, url }) => markup`<li>${tickIcon}<div><bdi>${name}</bdi><code>${url}</code></div></li>`)}
</ul>
${called.map(({ url }) => markup`<iframe src="${url}" referrerpolicy="no-referrer" hidden></iframe>`)}`
}
