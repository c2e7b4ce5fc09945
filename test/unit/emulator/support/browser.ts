/** A page or a redirect, as a browser sees it. */
export interface Visit {
  readonly status: number
  readonly text: string
  readonly location: string | undefined
  readonly headers: Headers
}

/** A browser without script: keeps cookies, follows nothing by itself. */
export interface Browser {
  readonly cookies: Map<string, string>
  readonly visit: (url: string) => Promise<Visit>
  /** Posts the form of a page that has a field or button of this name. */
  readonly submit: (page: Visit, values: Readonly<Record<string, string>>) => Promise<Visit>
}

export function browser(origin: string): Browser {
  const cookies = new Map<string, string>()
  const send = async (url: string, form?: URLSearchParams): Promise<Visit> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(new URL(url, origin), {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: cookie === '' ? {} : { cookie },
      ...(form === undefined ? {} : { body: form }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      cookies.set(name!, value!)
    }
    return {
      status: answer.status,
      text: await answer.text(),
      location: answer.headers.get('location') ?? undefined,
      headers: answer.headers,
    }
  }
  return {
    cookies,
    visit: (url) => send(url),
    submit: (page, values) => {
      const form = formWith(page.text, Object.keys(values)[0]!)
      const action = attribute(form, 'action')
      const fields = [...form.matchAll(/<input type="hidden"[^>]*>/g)].map(
        ([tag]): [string, string] => [attribute(tag, 'name'), attribute(tag, 'value')],
      )
      return send(action, new URLSearchParams([...fields, ...Object.entries(values)]))
    },
  }
}

function formWith(html: string, name: string): string {
  const forms = html.match(/<form[\s\S]*?<\/form>/g) ?? []
  return forms.find((form) => form.includes(`name="${name}"`))!
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)![1]!
  return value
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&amp;/g, '&')
}
