import { keyIcon } from './icons.js'
import { layout } from './layout.js'
import { markup } from './markup.js'
import { hiddenInputs, person } from './parts.js'

/** What the page of the identity provider shows and carries along. */
export interface SsoView {
  readonly provider: string
  readonly org: string
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
  readonly users: readonly { readonly username: string; readonly name: string }[]
}

/** Plays an identity provider: posts `account`, whom somebody wants to be, and the hidden values. */
export function ssoPage(view: SsoView): string {
  const users = view.users.map(
    (user) =>
      markup`<button class="person" name="account" value="${user.username}">${person(user)}</button>`,
  )
  return layout({
    title: `Sign in · ${view.provider}`,
    body: markup`<div class="card">
<div class="mark">${keyIcon}</div>
<h1>Sign in with <bdi>${view.provider}</bdi></h1>
<p class="lead">This page plays the identity provider of <strong><bdi>${view.org}</bdi></strong>. Sign in as …</p>
${users.length === 0 ? markup`<p class="small">Nobody can log in here.</p>` : undefined}
<form method="post" action="${view.action}" aria-label="Sign in as">
${hiddenInputs(view.hidden)}
<div class="choices">${users}</div>
</form>
</div>`,
  })
}
