import { AuthError } from '../kernel/errors.js'
import type { Lesson } from '../oauth/lesson.js'
import type { ErrorText } from './read-error-text.js'

type Sought = Extract<ErrorText, { readonly kind: 'error' | 'words' }>

/**
 * Finds the lesson of an error. Where a code means several things, the description chooses.
 *
 * @param lessons What servers say.
 * @param own What oauthctl says: asked for by its exact code only, after the servers.
 * @throws {AuthError} `usage` when a part of a description fits several.
 */
export function findLesson(
  sought: Sought,
  lessons: readonly Lesson[],
  own: readonly Lesson[],
): Lesson | undefined {
  const { error, description } =
    sought.kind === 'error' ? sought : { error: sought.words, description: undefined }
  // Invalid_Scope is a word of singleaccess, invalid_scope a code: the spelling chooses where it can.
  const spelled = lessons.filter((lesson) => lesson.error === error)
  const named =
    spelled.length > 0 ? spelled : lessons.filter((lesson) => sameCode(lesson.error, error))
  if (named.length > 0) return described(named, description) ?? general(named)
  const ours = own.find((lesson) => sameCode(lesson.error, error))
  if (ours !== undefined) return ours
  if (sought.kind === 'words') return ofWords(sought.words, lessons)
  return description === undefined ? undefined : ofWords(description, lessons)
}

/** The descriptions with which the same error means something more exact. */
export function variantsOf(found: Lesson, lessons: readonly Lesson[]): readonly string[] {
  if (found.description !== undefined) return []
  return lessons.flatMap(({ error, description }) =>
    sameCode(error, found.error) && description !== undefined ? description : [],
  )
}

/** The code alone is the general meaning; where there is none, the most common one comes first. */
function general(named: readonly Lesson[]): Lesson | undefined {
  return named.find(({ description }) => description === undefined) ?? named[0]
}

function described(named: readonly Lesson[], description: string | undefined): Lesson | undefined {
  if (description === undefined) return undefined
  const said = plain(description)
  return (
    named.find(
      (lesson) => lesson.description !== undefined && plain(lesson.description) === said,
    ) ?? withinText(said, named)
  )
}

function ofWords(text: string, lessons: readonly Lesson[]): Lesson | undefined {
  const said = plain(text)
  if (said === '') return undefined
  const coded = lessons.filter(({ error }) => isWordOf(error, said))
  const exact = lessons.find(
    (lesson) => lesson.description !== undefined && plain(lesson.description) === said,
  )
  return (
    exact ??
    withinText(said, coded) ??
    withinText(said, lessons) ??
    general(longestCodes(coded)) ??
    completed(said, lessons)
  )
}

/** The longest description that stands in a text. */
function withinText(said: string, lessons: readonly Lesson[]): Lesson | undefined {
  return lessons
    .filter(({ description }) => description !== undefined && said.includes(plain(description)))
    .sort((a, b) => (b.description?.length ?? 0) - (a.description?.length ?? 0))[0]
}

/** The descriptions that a part of one completes to: one meaning is an answer, several are a question. */
function completed(said: string, lessons: readonly Lesson[]): Lesson | undefined {
  if (said.length < 4) return undefined
  const fitting = lessons.filter(
    ({ description }) => description !== undefined && plain(description).includes(said),
  )
  const texts = new Set(fitting.map(({ description }) => plain(description ?? '')))
  if (texts.size < 2) return fitting[0]
  const named = fitting.slice(0, 4).map(({ description }) => `"${description ?? ''}"`)
  throw new AuthError('usage', 'that is a part of several descriptions', {
    hint: `give more of one of them: ${[...new Set(named)].join(', ')}`,
  })
}

/** `invalid_client_id` is not about `invalid_client`. */
function longestCodes(lessons: readonly Lesson[]): readonly Lesson[] {
  const length = Math.max(0, ...lessons.map(({ error }) => error.length))
  return lessons.filter(({ error }) => error.length === length)
}

/** Whether a code stands in a text as a word of its own; plain words such as Inactive do so by chance. */
function isWordOf(error: string, said: string): boolean {
  if (!/[_\d]/.test(error)) return false
  return said.split(/[^\w]+/).includes(error.toLowerCase())
}

/** Some documents of Salesforce spell a code with a hyphen, and people with a space. */
function sameCode(one: string, other: string): boolean {
  return (
    one.toLowerCase() ===
    other
      .trim()
      .toLowerCase()
      .replace(/[-\s]+/g, '_')
  )
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[‘’]/g, "'").replace(/\s+/g, ' ').trim().replace(/\.$/, '')
}
