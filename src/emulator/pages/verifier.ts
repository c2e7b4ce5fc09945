import { keyIcon } from './icons.js'
import { layout } from './layout.js'
import { markup } from './markup.js'

/** The verifier that a person carries to an app. */
export interface VerifierView {
  readonly org: string
  readonly app: string
  readonly verifier: string
}

/** Shows the verifier of an approved request to the person, since the app has no callback. */
export function verifierPage(view: VerifierView): string {
  return layout({
    title: `Verification code · ${view.org}`,
    body: markup`<div class="card">
<div class="mark">${keyIcon}</div>
<h1>Remote access authorized</h1>
<p class="lead">Enter this verification code in <strong><bdi>${view.app}</bdi></strong>:</p>
<p><code class="user-code" id="oauth_verifier">${view.verifier}</code></p>
<p class="small">Org: <strong><bdi>${view.org}</bdi></strong>. Give the code to nobody else.</p>
</div>`,
  })
}
