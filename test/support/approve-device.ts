import { cookieJar } from './cookie-jar.js'

/**
 * Plays the person at the pages of a device flow: opens the link and submits, with cookies and redirects,
 * every form that comes with the code filled in.
 *
 * @param answers What to enter besides, in every form.
 * @returns The last page.
 */
export async function approveDevice(
  link: string,
  answers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const jar = cookieJar()
  let at = new URL(link)
  let form: URLSearchParams | undefined
  for (let step = 0; step < 20; step += 1) {
    const cookie = jar.header(at)
    const response = await fetch(at, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie === undefined ? {} : { cookie }) },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    })
    const page = await response.text()
    jar.take(at, response.headers.getSetCookie())
    const filled = fieldsOf(page, answers)
    form = undefined
    const location = response.headers.get('location')
    const action = /<form[^>]* action="([^"]*)"/.exec(page)?.[1]
    if (location !== null) at = new URL(location, at)
    else if (action === undefined || !filled.has('user_code')) return page
    else {
      at = new URL(action, at)
      form = filled
    }
  }
  throw new Error(`still no end at ${at.href}`)
}

function fieldsOf(page: string, answers: Readonly<Record<string, string>>): URLSearchParams {
  const inputs = page.matchAll(/<input[^>]* name="([^"]*)" value="([^"]*)"/g)
  return new URLSearchParams([
    ...[...inputs].map(([, name = '', value = '']): [string, string] => [name, value]),
    ...Object.entries(answers),
  ])
}
