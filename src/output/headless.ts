import type {
  HeadlessEchoView,
  HeadlessResetView,
  HeadlessStartedView,
  HeadlessView,
} from '../kernel/headless-view.js'
import type { JsonObject } from '../kernel/json.js'
import type { Presentation } from './presentation.js'
import { fingerprint, redactAnswer } from './redact.js'
import { sanitize } from './sanitize.js'

/** The JSON of the headless commands besides tokens: the server's documents as they came (cli-contract section 5). */
export function headlessJson(view: HeadlessView, redact: boolean): object {
  switch (view.kind) {
    case 'headless-started':
      return startedJson(view, redact)
    case 'headless-reset':
      return view.document
    case 'headless-echo':
      return redact ? redactAnswer(view.document) : view.document
  }
}

/** The text of the headless commands besides tokens. What `--start` prints is for scripts, so it is JSON here too. */
export function headlessText(view: HeadlessView, as: Presentation): string {
  switch (view.kind) {
    case 'headless-started':
      return `${JSON.stringify(startedJson(view, as.redact))}\n`
    case 'headless-reset':
      return resetText(view, as)
    case 'headless-echo':
      return echoText(view, as)
  }
}

function startedJson({ identifier, verification }: HeadlessStartedView, redact: boolean): object {
  const value = identifier.expose()
  return {
    identifier: redact ? fingerprint(value) : value,
    ...(verification === undefined ? {} : { verification_method: verification }),
  }
}

function resetText({ username, host }: HeadlessResetView, { style }: Presentation): string {
  const who = style.strong(sanitize(username))
  return `${style.good('Changed the password of')} ${who} at ${sanitize(host)}\n`
}

/** A code is a secret, which text never shows. */
function echoText({ document }: HeadlessEchoView, { style }: Presentation): string {
  const shown: JsonObject = redactAnswer(document)
  const width = Math.max(0, ...Object.keys(shown).map((name) => name.length))
  const lines = Object.entries(shown).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return `${style.dim(sanitize(name).padEnd(width))}  ${sanitize(text)}`
  })
  return lines.length === 0 ? 'The endpoint returned nothing.\n' : `${lines.join('\n')}\n`
}
