import type { App } from './app.js'
import { covers, inServerOrder, scopeNames, scopeOrder } from './scopes.js'

/**
 * The scopes a request asks for: all of the app's when it names none.
 *
 * @returns `undefined` when the app lacks one of those named.
 * @see salesforce-oauth.md section 17
 */
export function askedScope(app: App, asked: string | undefined): readonly string[] | undefined {
  if (asked === undefined) return app.scopes
  const names = scopeNames(asked)
  const known = names.every((name) => scopeOrder.includes(name) && covers(app.scopes, name))
  return known ? inServerOrder(names) : undefined
}
