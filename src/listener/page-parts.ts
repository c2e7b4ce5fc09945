import { joined, markup, type Markup } from './markup.js'
import { pageStyle } from './page-style.js'

/** A whole page of ours around that content. */
export function page(title: string, content: readonly Markup[]): string {
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

/** The sign of what went well. */
export const goodMark = mark('good', 'M5 12.5l4.5 4.5L19 7.5')

/** The sign of what did not. */
export const badMark = mark('bad', 'M12 5.5v8.5M12 18.2v.01')

/** The sign of what is not known yet: the hands of a clock. */
export const openMark = mark('open', 'M12 3.5V12l5.5 3.5')

function mark(outcome: string, path: string): Markup {
  const sign = markup`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`
  return markup`<header><div class="mark ${outcome}">${sign}</div><span class="brand">oauthctl</span></header>\n`
}

/** What happened, in two sentences. */
export function headline(title: string, lead: string): Markup {
  return markup`<h1>${title}</h1>\n<p class="lead">${lead}</p>\n`
}

/** A box for what to do. */
export function note(title: string, text: string): Markup {
  return markup`<section class="note">\n<h2>${title}</h2>\n<p>${text}</p>\n</section>\n`
}

/** The last sentence of a page. */
export function footer(sentence: string): Markup {
  return markup`<footer>${sentence}</footer>\n`
}
