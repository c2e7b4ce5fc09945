import { keyIcon, tickIcon } from './icons.js'
import { layout } from './layout.js'
import { markup, type Markup } from './markup.js'
import { hiddenInputs, person } from './parts.js'

/** What the consent page shows and carries along. */
export interface ConsentView {
  readonly org: string
  readonly app: string
  readonly user: { readonly username: string; readonly name: string }
  /** The code of a device, which the person has to recognise; `undefined` where a browser asks. */
  readonly userCode: string | undefined
  readonly scopes: readonly Scope[]
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
  /** Where somebody else starts over. */
  readonly logoutUrl: string
}

interface Scope {
  readonly name: string
  readonly description: string
}

/** Asks whether an app may act for a user: posts `decision`, `allow` or `deny`, and the hidden values. */
export function consentPage(view: ConsentView): string {
  return layout({
    title: `Allow access? · ${view.org}`,
    body: markup`<div class="card">
<div class="mark">${keyIcon}</div>
<h1>Allow access?</h1>
<p class="lead"><strong><bdi>${view.app}</bdi></strong> asks to act for you at <strong><bdi>${view.org}</bdi></strong>.</p>
<div class="who person">${person(view.user)}<a href="${view.logoutUrl}">Not you?</a></div>
${view.userCode === undefined ? undefined : ownDevice(view.userCode)}
${scopeList(view)}
<form method="post" action="${view.action}">
${hiddenInputs(view.hidden)}
<div class="decide">
<button id="oadeny" name="decision" value="deny">Deny</button>
<button class="main" id="oaapprove" name="decision" value="allow">Allow</button>
</div>
</form>
</div>`,
  })
}

/** Whoever sends a stranger a code gets what that stranger allows. @see RFC 8628 §5.4 */
function ownDevice(userCode: string): Markup {
  return markup`<p class="note">Go on only if your own device shows the code <code class="user-code"><bdi>${userCode}</bdi></code>. Never allow a code that somebody sent you.</p>`
}

function scopeList(view: ConsentView): Markup {
  if (view.scopes.length === 0) return markup`<p class="small">It asks for no scope.</p>`
  return markup`<h2 class="scopes-title" id="scopes-title">It will be able to</h2>
<ul class="scopes" aria-labelledby="scopes-title">
${view.scopes.map(scopeItem)}
</ul>`
}

function scopeItem(scope: Scope): Markup {
  return markup`<li>${tickIcon}<div>${scope.description}<code>${scope.name}</code></div></li>
`
}
