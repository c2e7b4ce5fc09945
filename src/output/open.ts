import type { OpenView } from '../kernel/open-view.js'
import { fingerprint } from './redact.js'
import type { Style } from './style.js'

/** The JSON of `open`: the link under the name the org gives it, or what was opened. */
export function openJson(view: OpenView, redact: boolean): object {
  if (view.kind === 'org-opened') return { opened: view.host }
  const url = view.url.expose()
  return { frontdoor_uri: redact ? fingerprint(url) : url }
}

/** The text of `open`: the single-use link alone on its line (cli-contract section 5), or what was opened. */
export function openText(view: OpenView, redact: boolean, style: Style): string {
  if (view.kind === 'org-opened') return `${style.good('Opened')} ${style.strong(view.host)}\n`
  const url = view.url.expose()
  return `${redact ? fingerprint(url) : url}\n`
}
