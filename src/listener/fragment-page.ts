import { createHash } from 'node:crypto'
import { joined, markup, type Markup } from './markup.js'
import { badMark, footer, headline, note, openMark, page } from './page-parts.js'

// An answer behind `#` never reaches a server by itself (RFC 6749 §4.2, step D). Constant, so that
// one hash allows it; where it delivers to stands in the markup. The address is cleared first: from
// then on no reload, history entry or bookmark of this tab holds a token.
const script = `
(async ({ dataset }) => {
  const answer = location.hash.slice(1)
  history.replaceState(null, '', location.origin + location.pathname)
  const show = (id) => {
    for (const part of document.querySelectorAll('main > div')) part.hidden = part.id !== id
    document.title = document.querySelector('#' + id + ' h1').textContent + ' - oauthctl'
  }
  if (answer === '') return show('nothing')
  show('underway')
  try {
    const taken = await fetch(dataset.to, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: answer,
      credentials: 'omit',
      redirect: 'error',
    })
    if (taken.ok) location.replace(await taken.text())
    else show(taken.status === 409 ? 'late' : 'refused')
  } catch {
    show('gone')
  }
})(document.currentScript)
`

/** The one entry that Content-Security-Policy needs in `script-src` for this page. */
export const fragmentScriptSource = `'sha256-${createHash('sha256').update(script).digest('base64')}'`

const close = footer('You can close this tab.')

const parts: readonly Markup[] = [
  part('underway', [
    openMark,
    headline('Finishing the login', 'The answer is on its way to oauthctl in the terminal.'),
  ]),
  part('nothing', [
    badMark,
    headline(
      'There is no answer here',
      'This address waits for a login that has not come. Use the link in the terminal to go on.',
    ),
    close,
  ]),
  part('refused', [
    badMark,
    headline(
      'This answer was not taken',
      'It belongs to another login or is not complete. The login that runs now is still open: use the link in the terminal to go on.',
    ),
    close,
  ]),
  part('late', [
    badMark,
    headline(
      'This login has been answered already',
      'Only the first answer counts. Log in again from the terminal if it was not yours.',
    ),
    close,
  ]),
  part('gone', [
    badMark,
    headline('oauthctl is not waiting any more', 'The login in the terminal has ended.'),
    note('What to do next', 'Look at the terminal for the reason, then log in again.'),
    close,
  ]),
]

const withoutScript = joined([
  badMark,
  headline(
    'This login needs JavaScript',
    'The answer is in the part of the address that only a script of this page can read.',
  ),
  note(
    'What to do next',
    'Allow JavaScript for this address and load the page again, or log in with --paste, which takes the address itself. It holds your access token: show it to nobody.',
  ),
])

/**
 * The page at a callback whose answer is in the fragment: it hands that to the listener and goes.
 * Nothing of the answer becomes part of it.
 *
 * @param delivery The path that takes the answer.
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-4.2.2 RFC 6749 §4.2.2}
 */
export function fragmentPage(delivery: string): string {
  return page('Finishing the login', [
    joined(parts),
    markup`<noscript>\n${withoutScript}</noscript>\n`,
    markup`<script data-to="${delivery}">${{ html: script }}</script>\n`,
  ])
}

function part(id: string, content: readonly Markup[]): Markup {
  return markup`<div id="${id}" hidden>\n${joined(content)}</div>\n`
}
