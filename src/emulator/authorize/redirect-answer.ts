import { redirect } from '../answers.js'

/**
 * Sends the browser back to the app with parameters, those that are `undefined` left out.
 *
 * @see salesforce-oauth.md sections 2.2 and 2.3
 */
export function redirectToApp(
  redirectUri: string,
  parameters: Readonly<Record<string, string | undefined>>,
): Response {
  const query = Object.entries(parameters)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
    )
    .join('&')
  return redirect(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}`)
}
