import type { LandingView } from '../kernel/ports.js'
import { joined, markup, type Markup } from './markup.js'
import { pageStyle } from './page-style.js'

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

function page(title: string, content: readonly Markup[]): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} - oauthctl</title>
<style>${{ html: pageStyle }}</style>
</head>
<body>
<main>
${joined(content)}</main>
</body>
</html>
`.html
}

const goodMark = mark('good', 'M5 12.5l4.5 4.5L19 7.5')
const badMark = mark('bad', 'M12 5.5v8.5M12 18.2v.01')

function mark(outcome: string, path: string): Markup {
  const sign = markup`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`
  return markup`<header><div class="mark ${outcome}">${sign}</div><span class="brand">oauthctl</span></header>\n`
}

function headline(title: string, lead: string): Markup {
  return markup`<h1>${title}</h1>\n<p class="lead">${lead}</p>\n`
}

function fact(name: string, value: Markup): Markup {
  return markup`<div><dt>${name}</dt><dd>${value}</dd></div>\n`
}

function scopeList(scopes: readonly string[]): Markup {
  return markup`<ul>${joined(scopes.map((scope) => markup`<li>${scope}</li>`))}</ul>`
}

function note(title: string, text: string): Markup {
  return markup`<section class="note">\n<h2>${title}</h2>\n<p>${text}</p>\n</section>\n`
}

function footer(sentence: string): Markup {
  return markup`<footer>${sentence}</footer>\n`
}
