import type { JsonObject } from '../kernel/json.js'
import type { IntrospectionView } from '../kernel/service-views.js'
import { cardRows, documentJson, shownMember, shownText } from './document.js'
import type { Style } from './style.js'

/** The JSON of `introspect`: the server's document as it came. */
export function introspectionJson(view: IntrospectionView, redact: boolean): JsonObject {
  return documentJson(view.document, view.token, redact)
}

/** The text of `introspect`: whether the token is active, and what the server says of it. */
export function introspectionText(view: IntrospectionView, style: Style): string {
  const { active, document, token, now } = view
  // Another word than true is no yes; it is shown, so that nobody wonders (threat row T67).
  const plainAnswer = typeof document['active'] === 'boolean'
  const rows = Object.entries(document)
    .filter(([name]) => name !== 'active' || !plainAnswer)
    .map(([name, value]) => [shownText(name, token), shownMember(name, value, token, now)] as const)
  const title = active ? style.good('The token is active') : style.bad('The token is not active')
  return [title, ...cardRows(rows, style), ''].join('\n')
}
