import { AuthError } from '../kernel/errors.js'
import type { CallbackParameters, ListenRequest } from '../kernel/ports.js'
import { judgeCallback } from './judge-callback.js'

const wholeUrl =
  'run the command again and paste the whole URL that the browser ended on, from its scheme to its end'

// What a terminal puts around a paste, and people, chats and shells around a URL.
const terminalMarks = ['\u001b[200~', '\u001b[201~']
const quotes = new Set(['""', "''", '``', '<>', '\u201c\u201d', '\u2018\u2019'])

// A scheme and an authority; or, as browsers copy it, less of that, but named parameters.
const address = /^[a-z][a-z0-9+.-]*:\/\/|[?#](?:[^#]*&)?[\w.-]+=/i

/**
 * Reads what was pasted: a URL with its answer, or the code alone, percent-encoded or not.
 *
 * A URL carries our state. A code alone is bound to this login by PKCE; a token alone by nothing, so
 * it is no answer. An error without a state ends the login as any refusal does, so it may say why:
 * Salesforce leaves the state out of some.
 *
 * @throws {AuthError} `request_refused` when the state is another login's, `usage` for what is no answer.
 */
export function parsePasted(
  line: string,
  { state, answerIn }: Pick<ListenRequest, 'state' | 'answerIn'>,
): CallbackParameters {
  const text = bare(line)
  if (/\p{Cc}/u.test(text)) throw unusable('the pasted text has control characters in it')
  if (!address.test(text)) {
    if (answerIn === 'query') return { code: decoded(text) }
    throw unusable('a token alone does not say which login it belongs to')
  }
  const given = answerOf(text, answerIn)
  const names = new URLSearchParams(given)
  const verdict = judgeCallback(given, { state })
  if (verdict.kind === 'genuine') return verdict.parameters
  if (verdict.kind === 'malformed') {
    throw unusable('the pasted URL has a parameter twice or one that is malformed')
  }
  if (!names.has('state')) {
    if (names.has('error')) return Object.fromEntries(names)
    throw unusable(
      answerIn === 'fragment'
        ? 'the pasted URL has no state behind its #'
        : 'the pasted URL has no state',
    )
  }
  throw new AuthError('request_refused', 'the pasted URL belongs to another login', {
    hint: 'run the command again and use the new URL',
  })
}

function bare(line: string): string {
  const unmarked = terminalMarks.reduce((text, mark) => text.replaceAll(mark, ''), line).trim()
  const isQuoted = quotes.has(`${unmarked.at(0) ?? ''}${unmarked.at(-1) ?? ''}`)
  return isQuoted && unmarked.length > 1 ? unmarked.slice(1, -1).trim() : unmarked
}

/** An error stands in the query at some servers, even when tokens would stand behind `#`. */
function answerOf(text: string, answerIn: ListenRequest['answerIn']): string {
  const [beforeHash, fragment] = parted(text, '#')
  const [, query] = parted(beforeHash, '?')
  return answerIn === 'query' || new URLSearchParams(query).has('error') ? query : fragment
}

function parted(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** A code out of a URL is encoded once; a literal `%` never stands in one. */
function decoded(code: string): string {
  try {
    return decodeURIComponent(code)
  } catch {
    return code
  }
}

function unusable(message: string): AuthError {
  return new AuthError('usage', message, { hint: wholeUrl })
}
