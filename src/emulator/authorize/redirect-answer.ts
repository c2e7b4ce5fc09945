import { redirect } from '../answers.js'

/** Parameters of an answer; those that are `undefined` are left out. */
export type AnswerParameters = Readonly<Record<string, string | number | undefined>>

/** Sends the browser back to the app with parameters in the query. @see salesforce-oauth.md section 2.2 */
export function answerInQuery(redirectUri: string, parameters: AnswerParameters): Response {
  const separator = redirectUri.includes('?') ? '&' : '?'
  return redirect(`${redirectUri}${separator}${encoded(parameters)}`)
}

/** Sends the browser back to the app with parameters in the fragment. @see salesforce-oauth.md section 14 */
export function answerInFragment(redirectUri: string, parameters: AnswerParameters): Response {
  return redirect(`${redirectUri}#${encoded(parameters)}`)
}

function encoded(parameters: AnswerParameters): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${percentEncoded(String(value))}`],
    )
    .join('&')
}

/** Everything that is reserved anywhere, as Salesforce does: the `!` of an access token too. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
