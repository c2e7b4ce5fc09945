import { keyIcon, refusedIcon } from './icons.js'
import { layout } from './layout.js'
import { markup } from './markup.js'

/** What the landing page tells a person. */
export interface SuccessView {
  readonly org: string
  /** Whether the app was told an error instead. */
  readonly refused: boolean
}

/** The built-in callback: says how it ended and shows nothing of what the app was given. */
export function successPage({ org, refused }: SuccessView): string {
  const title = refused ? 'Remote access not authorized' : 'Remote access authorized'
  return layout({
    title: `${title} · ${org}`,
    body: markup`<div class="card">
${refused ? markup`<div class="mark bad">${refusedIcon}</div>` : markup`<div class="mark">${keyIcon}</div>`}
<h1>${title}</h1>
<p class="lead">You can close this window and go back to the app.</p>
<p class="small">Org: <strong><bdi>${org}</bdi></strong></p>
</div>`,
  })
}
