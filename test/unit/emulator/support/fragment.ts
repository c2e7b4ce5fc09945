/** The parameters in the fragment of a redirect, in their order, and the URL before it. */
export interface Fragment {
  readonly uri: string
  readonly members: Readonly<Record<string, string>>
}

export function fragmentOf(location: string | undefined): Fragment {
  const [uri = '', fragment = '', ...more] = (location ?? '').split('#')
  if (more.length > 0) throw new Error('two fragments')
  const pairs = fragment.split('&').map((pair) => pair.split('=') as [string, string])
  return {
    uri,
    members: Object.fromEntries(pairs.map(([name, value]) => [name, decodeURIComponent(value)])),
  }
}

/** The fragment of the redirect that answers a request. */
export async function fragmentAt(url: string): Promise<Fragment> {
  const answer = await fetch(url, { redirect: 'manual' })
  if (answer.status !== 302) throw new Error(`${answer.status} ${await answer.text()}`)
  return fragmentOf(answer.headers.get('location') ?? undefined)
}
