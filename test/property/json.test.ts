import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AuthError } from '../../src/kernel/errors.js'
import { mergeJson, parseJsonObject, type JsonSource } from '../../src/kernel/json.js'

const source: JsonSource = { name: 'it', code: 'bad_answer' }

/** What parsing gives, or the sentence it fails with. */
function outcome(text: string): unknown {
  try {
    return parseJsonObject(text, source)
  } catch (error) {
    if (error instanceof AuthError) return error.message
    throw error
  }
}

const object = fc.dictionary(
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', '"', '\\', '{', ':', '')),
  fc.jsonValue({ maxDepth: 5 }),
  { noNullPrototype: true },
)

/** Writes every character of a string as an escape. */
function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`
}

test('whatever JSON.stringify writes is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(object, fc.constantFrom(undefined, 2, '\t'), (value, space) => {
      const text = JSON.stringify(value, undefined, space)
      expect(outcome(text)).toEqual(JSON.parse(text))
    }),
  )
})

test('a member given twice is refused, whatever stands between and however it is spelled', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.jsonValue({ maxDepth: 3 }),
      fc.boolean(),
      (name, value, escape) => {
        const first = JSON.stringify(name)
        const second = escape ? escaped(name) : first
        const text = `{${first}:${JSON.stringify(value)},${second} :0}`
        expect(outcome(text)).toBe(`it gives ${first} twice`)
      },
    ),
  )
})

test('no text makes anything but an object or one of our errors', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc
          .array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'a', '1', 'null', ' '))
          .map((words) => words.join('')),
      ),
      (text) => {
        const result = outcome(text)
        expect(['string', 'object']).toContain(typeof result)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a merged object has the members of both, the later ones winning, and touches no prototype', () => {
  fc.assert(
    fc.property(object, object, (earlier, later) => {
      const [a, b] = [earlier, later].map((value) => parseJsonObject(JSON.stringify(value), source))
      const merged = mergeJson(a!, b!)
      expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
      expect(new Map(Object.entries(merged))).toEqual(
        new Map([...Object.entries(a!), ...Object.entries(b!)]),
      )
    }),
  )
})
