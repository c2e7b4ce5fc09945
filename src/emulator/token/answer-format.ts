import { noStore, xmlText } from '../answers.js'
import { type Call, parameter } from '../call.js'

/** The members of an answer in the order they are written. */
export type Members = Readonly<Record<string, string | number>>

type Format = 'json' | 'urlencoded' | 'xml'

const mediaTypes: readonly (readonly [string, Format])[] = [
  ['application/json', 'json'],
  ['application/x-www-form-urlencoded', 'urlencoded'],
  ['application/xml', 'xml'],
]

/**
 * Answers at the token endpoint in the format that was asked for: by `format`, else by `Accept`, else JSON.
 *
 * @see salesforce-oauth.md section 3.0
 */
export function formatted(call: Call, members: Members, status = 200): Response {
  const format = askedFormat(call)
  return new Response(written(members, format), {
    status,
    headers: {
      ...noStore,
      ...(status === 200 ? {} : { 'cache-control': 'no-store' }),
      'content-type': contentType(format),
    },
  })
}

function askedFormat(call: Call): Format {
  const byName = mediaTypes.find(([, format]) => format === parameter(call, 'format'))
  if (byName !== undefined) return byName[1]
  const accepted = (call.headers.get('accept') ?? '').split(',').map((item) => item.trim())
  const byType = accepted.flatMap((item) => mediaTypes.filter(([type]) => item.startsWith(type)))
  return byType[0]?.[1] ?? 'json'
}

function contentType(format: Format): string {
  const type = mediaTypes.find(([, other]) => other === format)?.[0] ?? 'application/json'
  return `${type};charset=UTF-8`
}

function written(members: Members, format: Format): string {
  switch (format) {
    case 'json':
      return JSON.stringify(members)
    case 'urlencoded':
      return Object.entries(members)
        .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
        .join('&')
    case 'xml':
      // The name of the root element is that of Salesforce's first OAuth documents; no current one shows it.
      return `<?xml version="1.0" encoding="UTF-8"?><OAuth>${Object.entries(members)
        .map(([name, value]) => `<${name}>${xmlText(String(value))}</${name}>`)
        .join('')}</OAuth>`
  }
}
