import type { LandingView } from '../kernel/ports.js'
import { joined, markup, type Markup } from './markup.js'
import { badMark, footer, goodMark, headline, note, page } from './page-parts.js'

type SuccessView = Extract<LandingView, { kind: 'success' }>
type FailureView = Extract<LandingView, { kind: 'failure' }>

/** The page at the end of a login. Whole, without script, images or anything to load. */
export function landingPage(view: LandingView): string {
  return view.kind === 'success' ? successPage(view) : failurePage(view)
}

/** What a person reads who came to the callback URL without a genuine answer to this login. */
export function noticePage(title: string, message: string): string {
  return page(title, [badMark, headline(title, message), footer('You can close this tab.')])
}

function successPage(view: SuccessView): string {
  const facts = [
    view.user === undefined ? [] : [fact('User', markup`<bdi>${view.user}</bdi>`)],
    [fact('Server', markup`<bdi>${view.server}</bdi>`)],
    view.orgId === undefined ? [] : [fact('Org', markup`<code>${view.orgId}</code>`)],
    [fact('Profile', markup`<bdi>${view.profile}</bdi>`)],
    view.scopes.length === 0 ? [] : [fact('Scopes', scopeList(view.scopes))],
  ]
  return page('You are logged in', [
    goodMark,
    headline(
      'You are logged in',
      'You can close this tab and go back to the terminal. From now on oauthctl on this computer may act for you:',
    ),
    markup`<dl>\n${joined(facts.flat())}</dl>\n`,
  ])
}

function failurePage(view: FailureView): string {
  return page(view.title, [
    badMark,
    headline(view.title, view.message),
    view.hint === undefined ? markup`` : note('What to do next', view.hint),
    footer('You can close this tab. The terminal says the same.'),
  ])
}

function fact(name: string, value: Markup): Markup {
  return markup`<div><dt>${name}</dt><dd>${value}</dd></div>\n`
}

function scopeList(scopes: readonly string[]): Markup {
  return markup`<ul>${joined(scopes.map((scope) => markup`<li>${scope}</li>`))}</ul>`
}
