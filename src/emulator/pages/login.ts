import { keyIcon } from './icons.js'
import { layout } from './layout.js'
import { markup, trusted, type Markup } from './markup.js'
import { hiddenInputs, person } from './parts.js'

/** What the login page shows and carries along. */
export interface LoginView {
  readonly org: string
  /** The app somebody logs in for, `undefined` when no app asked. */
  readonly app: string | undefined
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
  /** Prefills the field, empty for nobody. */
  readonly username: string
  readonly error: string | undefined
  /** Accounts to choose from with one press; none leaves the chooser out. */
  readonly accounts: readonly { readonly username: string; readonly name: string }[]
}

/** Asks who it is: posts `username` and `password`, or `account`, and the hidden values. */
export function loginPage(view: LoginView): string {
  return layout({
    title: `${view.error === undefined ? '' : 'Error: '}Log in · ${view.org}`,
    body: markup`<div class="card">
<div class="mark">${keyIcon}</div>
<h1>Log in to <bdi>${view.org}</bdi></h1>
${view.app === undefined ? undefined : markup`<p class="lead">to continue to <strong><bdi>${view.app}</bdi></strong></p>`}
${chooser(view)}
${credentials(view)}
</div>`,
  })
}

function chooser(view: LoginView): Markup | undefined {
  if (view.accounts.length === 0) return undefined
  const accounts = view.accounts.map(
    (account) =>
      markup`<button class="person" name="account" value="${account.username}">${person(account)}</button>`,
  )
  // A form of its own: the fields below are required, and choosing an account must not ask for them.
  return markup`<form method="post" action="${view.action}" aria-label="Choose an account">
${hiddenInputs(view.hidden)}
<div class="choices">${accounts}</div>
</form>
<p class="or">or</p>`
}

function credentials(view: LoginView): Markup {
  const failed =
    view.error === undefined
      ? undefined
      : trusted(' aria-invalid="true" aria-describedby="login-error"')
  const focus = trusted(' autofocus')
  const known = view.username !== ''
  return markup`<form method="post" action="${view.action}">
${hiddenInputs(view.hidden)}
${view.error === undefined ? undefined : markup`<p class="alert" role="alert" id="login-error">${view.error}</p>`}
<label for="username">Username</label>
<input id="username" name="username" value="${view.username}" autocomplete="username" autocapitalize="none" autocorrect="off" spellcheck="false" required${failed}${known ? undefined : focus}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${failed}${known ? focus : undefined}>
<div class="submit"><button class="main" id="Login">Log in</button></div>
</form>`
}
