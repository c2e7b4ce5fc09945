import { markup, type Markup } from './markup.js'

/** The inputs that carry a request through a page. */
export function hiddenInputs(values: Readonly<Record<string, string>>): readonly Markup[] {
  return Object.entries(values).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  )
}

/** A person in a row: the first letter of the name, the name, the username. */
export function person(user: { readonly name: string; readonly username: string }): Markup {
  return markup`<span class="initial" aria-hidden="true">${initial(user.name)}</span>
<span><bdi class="name">${user.name}</bdi><bdi class="username">${user.username}</bdi></span>`
}

/** Who is logged in, and how to end that. */
export function signedIn(user: { readonly name: string; readonly username: string }): Markup {
  return markup`<div class="who person">${person(user)}<a href="/secur/logout.jsp">Log out</a></div>`
}

function initial(name: string): string {
  const [first = '?'] = name.trim()
  return first.toUpperCase()
}
