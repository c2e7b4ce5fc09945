import { refusedIcon } from './icons.js'
import { layout } from './layout.js'
import { markup } from './markup.js'

/** What the org refused, in words for the person in front of it. */
export interface DeniedView {
  readonly org: string
  readonly app: string | undefined
  readonly title: string
  readonly message: string
}

/** Says that the org refused and why, where a redirect to the app is not the answer. */
export function deniedPage(view: DeniedView): string {
  return layout({
    title: `${view.title} · ${view.org}`,
    body: markup`<div class="card">
<div class="mark bad">${refusedIcon}</div>
<h1>${view.title}</h1>
<p class="lead">${view.message}</p>
<p class="small">${view.app === undefined ? undefined : markup`App: <strong><bdi>${view.app}</bdi></strong> · `}Org: <strong><bdi>${view.org}</bdi></strong></p>
</div>`,
  })
}
