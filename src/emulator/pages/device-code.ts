import { keyIcon } from './icons.js'
import { layout } from './layout.js'
import { markup, trusted } from './markup.js'
import { hiddenInputs } from './parts.js'

/** What the page that asks for the code of a device shows and carries along. */
export interface DeviceCodeView {
  readonly org: string
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
  /** Prefills the field, empty for none. */
  readonly userCode: string
  readonly error: string | undefined
}

/** Asks for the code that a device shows: posts `user_code` and the hidden values. */
export function deviceCodePage(view: DeviceCodeView): string {
  const failed = trusted(' aria-invalid="true" aria-describedby="code-error"')
  return layout({
    title: `${view.error === undefined ? '' : 'Error: '}Connect a device · ${view.org}`,
    body: markup`<div class="card">
<div class="mark">${keyIcon}</div>
<h1>Connect a device</h1>
<p class="lead">Enter the code that your device shows, to connect it to <strong><bdi>${view.org}</bdi></strong>.</p>
<form method="post" action="${view.action}">
${hiddenInputs(view.hidden)}
${view.error === undefined ? undefined : markup`<p class="alert" role="alert" id="code-error">${view.error}</p>`}
<label for="user_code">Code</label>
<input class="user-code" id="user_code" name="user_code" value="${view.userCode}" autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck="false" required autofocus${view.error === undefined ? undefined : failed}>
<div class="submit"><button class="main" id="connect">Connect</button></div>
</form>
<p class="small">Never enter a code that somebody sent you.</p>
</div>`,
  })
}
