import { AuthError } from '../kernel/errors.js'
import type { Explanation, ExplanationGroup } from '../kernel/explain-view.js'
import type { Lesson } from '../oauth/lesson.js'
import { lessonGroups } from '../salesforce/catalogue/lessons.js'
import { readRefusal } from '../salesforce/refusals.js'
import { scopeGuide } from '../salesforce/scope-guide.js'
import { findLesson, variantsOf } from './find-lesson.js'
import { nearestWords } from './nearest-words.js'
import { ownErrorLessons } from './own-error-lessons.js'
import { readErrorText } from './read-error-text.js'

/** An error explained, and the descriptions with which it would mean something more exact. */
export interface Explained {
  readonly explanation: Explanation
  readonly variants: readonly string[]
}

const lessons = lessonGroups.flatMap((group) => group.lessons)

/**
 * Explains whatever names an error: a code, a description, a callback URL, an answer, an error line of ours,
 * or a scope. What else stands in the text is never repeated, as it may be a secret.
 *
 * @throws {AuthError} `usage` naming what comes near, when nothing is known.
 */
export function explainError(text: string): Explained {
  const read = readErrorText(text)
  if (read.kind === 'success') throw worked()
  if (read.kind === 'words') {
    const scope = scopeGuide.get(read.words.toLowerCase())
    if (scope !== undefined)
      return { explanation: ofScope(read.words.toLowerCase(), scope), variants: [] }
  }
  const found =
    read.kind === 'own'
      ? ownErrorLessons.find((lesson) => lesson.error === read.error)
      : findLesson(read, lessons, ownErrorLessons)
  if (found === undefined) throw unknown(read.kind === 'words' ? read.words : read.error)
  const variants = read.kind === 'own' ? [] : variantsOf(found, lessons)
  return { explanation: explained(found), variants }
}

/** Everything that can be explained, by the place where it appears. */
export function explainEverything(): {
  readonly groups: readonly ExplanationGroup[]
  readonly scopes: readonly string[]
} {
  const ours = { title: "oauthctl's own error codes", lessons: ownErrorLessons }
  return {
    groups: [...lessonGroups, ours].map((group) => ({
      title: group.title,
      explanations: group.lessons.map(explained),
    })),
    scopes: [...scopeGuide.keys()],
  }
}

/** A lesson and the hint of the failing command, which is written once. */
function explained(lesson: Lesson): Explanation {
  const { error, description, meaning, causes, setup, command, see } = lesson
  const hint =
    lesson.hint ?? readRefusal({ error, description, status: undefined }).hint ?? lesson.meaning
  const first = {
    text: hint,
    ...(setup === undefined ? {} : { setup }),
    ...(command === undefined ? {} : { command }),
  }
  return {
    error,
    ...(description === undefined ? {} : { description }),
    meaning,
    causes,
    cures: [first, ...(lesson.more ?? [])],
    ...(see === undefined ? {} : { see }),
  }
}

function ofScope(scope: string, gives: string): Explanation {
  return {
    error: scope,
    meaning: `A scope. It gives: ${gives}.`,
    causes: [],
    cures: [
      {
        text: `ask for it: --scope ${scope}; the app must have it among its own`,
        setup: 'Setup > External Client App Manager > (app) > Settings > OAuth Settings',
        command: `oauthctl login --scope ${scope}`,
      },
    ],
  }
}

function worked(): AuthError {
  return new AuthError(
    'usage',
    'there is no error in it: that is an answer to a request that worked',
    {
      hint: 'keep it secret, and give an error, its description or a URL with error= in it: oauthctl explain invalid_grant',
    },
  )
}

function unknown(typed: string): AuthError {
  const names = [...lessons, ...ownErrorLessons].map(({ error }) => error)
  const texts = lessons.flatMap(({ description }) => description ?? [])
  const near = nearestWords(typed, [...new Set([...names, ...texts, ...scopeGuide.keys()])])
  const named = near.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(', ')
  return new AuthError('usage', `nothing is known of ${quoted(typed)}`, {
    hint:
      near.length === 0
        ? 'see all there is: oauthctl explain --list'
        : `explain what comes near: ${named}; see all there is: oauthctl explain --list`,
  })
}

/** Only what has the looks of an error is repeated: anything longer, or with a long run of letters and digits, may be a secret. */
function quoted(typed: string): string {
  const harmless = typed.length <= 60 && !/[=!%]|\d.*[a-z].*\d|[\w+/.-]{41,}/i.test(typed)
  return harmless ? `"${typed}"` : 'that text'
}
