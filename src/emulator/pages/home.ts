import { serverIcon } from './icons.js'
import { layout } from './layout.js'
import { markup, type Markup } from './markup.js'
import { signedIn } from './parts.js'

/** What there is to know about a running emulator from one of its hosts. */
export interface HomeView {
  /** The part this host plays, a key of `hosts`. */
  readonly role: string
  readonly origin: string
  readonly hosts: Readonly<Record<string, string>>
  readonly apps: readonly { readonly name: string; readonly clientId: string }[]
  readonly users: readonly { readonly username: string }[]
  /** Who is logged in at this host with this browser, if anybody. */
  readonly user: { readonly username: string; readonly name: string } | undefined
}

const roleNames: Readonly<Record<string, string>> = {
  my_domain: 'My Domain',
  login: 'Login',
  sandbox: 'Sandbox login',
  site: 'Experience Cloud site',
}

/** The page at the root of each host: which part it plays, its sisters, the apps and the users. */
export function homePage(view: HomeView): string {
  const role = roleName(view.role)
  return layout({
    title: `${role} · oauthctl emulator`,
    width: 'wide',
    body: markup`<div class="card">
<div class="mark">${serverIcon}</div>
<h1>${role}</h1>
<p class="lead"><code>${view.origin}</code></p>
<p class="small"><a href="${view.origin}/.well-known/openid-configuration">OpenID configuration</a></p>
</div>
${view.user === undefined ? undefined : card('you', 'You are logged in as', signedIn(view.user))}
${table('hosts', 'Hosts', Object.entries(view.hosts).map(host))}
${table('apps', 'Apps', view.apps.map(app))}
${list('users', 'Users', view.users)}`,
  })
}

function roleName(role: string): string {
  return Object.hasOwn(roleNames, role) ? (roleNames[role] ?? role) : role
}

function host([role, origin]: readonly [string, string]): Markup {
  return row(roleName(role), markup`<a href="${origin}/"><code>${origin}</code></a>`)
}

function app(entry: { readonly name: string; readonly clientId: string }): Markup {
  return row(entry.name, markup`<code>${entry.clientId}</code>`)
}

function row(name: string, value: Markup): Markup {
  return markup`<div><dt><bdi>${name}</bdi></dt><dd>${value}</dd></div>
`
}

function table(id: string, title: string, rows: readonly Markup[]): Markup {
  return card(
    id,
    title,
    rows.length === 0
      ? undefined
      : markup`<dl class="rows">
${rows}</dl>`,
  )
}

function list(id: string, title: string, users: HomeView['users']): Markup {
  return card(
    id,
    title,
    users.length === 0
      ? undefined
      : markup`<ul class="rows">
${users.map((user) => markup`<li><code>${user.username}</code></li>`)}</ul>`,
  )
}

function card(id: string, title: string, content: Markup | undefined): Markup {
  return markup`<section class="card" aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content ?? markup`<p class="small">None.</p>`}
</section>
`
}
