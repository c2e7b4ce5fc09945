import { parseJsonObject, type JsonObject } from '../kernel/json.js'
import type { Fetch, HttpAnswer, HttpRequest } from '../kernel/ports.js'
import { fingerprint, redaction, type Redaction } from './redaction.js'

const shownAnswerHeaders = [
  'content-type',
  'content-length',
  'location',
  'retry-after',
  'www-authenticate',
  'dpop-nonce',
  'date',
  'set-cookie',
]
const formType = 'application/x-www-form-urlencoded'
const longestText = 200
const longestMember = 1_000
const tokenLike = /[\w.!-]{20,}/g

/**
 * Shows each exchange of a Fetch: what was sent, what came back, and how long it took. Secrets are
 * replaced by fingerprints, by their name and wherever else they turn up.
 *
 * @param write Takes one line without its newline, free of control characters.
 */
export function tracedFetch(fetch: Fetch, write: (line: string) => void): Fetch {
  const redact = redaction()
  return async (request, signal) => {
    for (const line of requestLines(request, redact)) write(`> ${line}`)
    const started = performance.now()
    const elapsed = (): string => `${Math.round(performance.now() - started)} ms`
    try {
      const answer = await fetch(request, signal)
      write(`< ${answer.status} after ${elapsed()}`)
      for (const line of answerLines(answer, redact)) write(`< ${line}`)
      return answer
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      write(`< nothing after ${elapsed()}: ${redact.text(reason)}`)
      throw error
    }
  }
}

function requestLines(request: HttpRequest, redact: Redaction): readonly string[] {
  const url = new URL(request.url)
  // Secrets of the body and the headers first: from then on they are known in the URL too.
  const body = bodyLines(request.body ?? '', request.headers, redact)
  const headers = Object.entries(request.headers).map(
    ([name, value]) => `${name}: ${redact.named(name, value)}`,
  )
  const query = fieldsOf(url.searchParams, redact).join('&')
  const target = redact.text(`${url.origin}${url.pathname}`)
  return [`${request.method} ${target}${query === '' ? '' : `?${query}`}`, ...headers, ...body]
}

function answerLines(answer: HttpAnswer, redact: Redaction): readonly string[] {
  const body = bodyLines(answer.text, answer.headers, redact)
  const headers = shownAnswerHeaders.flatMap((name) => {
    const value = answer.headers[name]
    return value === undefined ? [] : [`${name}: ${redact.named(name, value)}`]
  })
  return [...headers, ...body]
}

function bodyLines(
  body: string,
  headers: Readonly<Record<string, string>>,
  redact: Redaction,
): readonly string[] {
  if (body === '') return []
  const type = mediaType(headers)
  if (type === formType) return fieldsOf(new URLSearchParams(body), redact).map(indented)
  const object = jsonObject(body)
  if (object !== undefined) return membersOf(object, redact).map(indented)
  return [indented(excerpt(body, type, redact))]
}

function mediaType(headers: Readonly<Record<string, string>>): string {
  const [, value = ''] =
    Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type') ?? []
  return (value.split(';')[0] ?? '').trim().toLowerCase()
}

function jsonObject(body: string): JsonObject | undefined {
  try {
    return parseJsonObject(body, { name: 'the body', code: 'bad_answer' })
  } catch {
    return undefined
  }
}

function fieldsOf(parameters: URLSearchParams, redact: Redaction): readonly string[] {
  return [...parameters].map(([name, value]) => `${redact.text(name)}=${redact.named(name, value)}`)
}

function membersOf(object: JsonObject, redact: Redaction): readonly string[] {
  return Object.entries(object).map(([name, value]) => {
    const shown = redact.json(name, value)
    const text = typeof shown === 'string' ? shown : JSON.stringify(shown)
    return `${redact.text(name)}: ${cut(text, longestMember)}`
  })
}

function excerpt(body: string, type: string, redact: Redaction): string {
  const shown = redact.text(body).replace(tokenLike, (run) => fingerprint('text', run))
  const size = `${Buffer.byteLength(body)} bytes${type === '' ? '' : ` of ${redact.text(type)}`}`
  return `${size}: ${cut(shown, longestText)}`
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

function indented(line: string): string {
  return `  ${line}`
}
