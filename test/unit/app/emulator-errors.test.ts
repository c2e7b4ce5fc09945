import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { explainError } from '../../../src/flows/explain.js'

/** An error as the sources of the emulator spell it. */
interface Emitted {
  readonly error: string
  readonly description: string | undefined
}

const emulator = resolve(import.meta.dirname, '..', '..', '..', 'src', 'emulator')

/** What the emulator says as a program, not as an org. */
const ofTheProgram = new Set(['bad_config', 'port_in_use'])

/** Every error of a source file: refusals, pairs of code and text, objects with both, plain words. */
function emittedBy(text: string): readonly Emitted[] {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ES2022, true)
  const constants = new Map<string, ts.Expression>()
  const found: Emitted[] = []
  const texts = (node: ts.Expression | undefined): readonly string[] => {
    if (node === undefined) return []
    if (ts.isStringLiteralLike(node)) return [node.text]
    if (ts.isParenthesizedExpression(node)) return texts(node.expression)
    if (ts.isConditionalExpression(node)) return [...texts(node.whenTrue), ...texts(node.whenFalse)]
    const known = ts.isIdentifier(node) ? constants.get(node.text) : undefined
    return known === undefined ? [] : texts(known)
  }
  const emit = (error: ts.Expression | undefined, description: ts.Expression | undefined): void => {
    for (const code of texts(error).filter((one) => /^[A-Za-z]+(?:_[A-Za-z]+)+$/.test(one))) {
      const said = texts(description)
      for (const one of said.length === 0 ? [undefined] : said) {
        found.push({ error: code, description: one })
      }
    }
  }
  const declare = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      constants.set(node.name.text, node.initializer)
    }
    node.forEachChild(declare)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Refusal') {
      emit(node.arguments?.[0], node.arguments?.[1])
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'page') {
      emit(node.arguments[0], node.arguments[1])
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'plain') {
      for (const word of texts(node.arguments[0])) {
        if (/^[A-Z]\w+$/.test(word)) found.push({ error: word, description: undefined })
      }
    }
    if (ts.isArrayLiteralExpression(node) && node.elements.length === 2) {
      // A pair whose second part reads as a sentence; two scopes are no error.
      const [error, description] = node.elements
      if (texts(description).some((one) => one.includes(' '))) emit(error, description)
    }
    if (ts.isObjectLiteralExpression(node)) {
      const member = (...names: readonly string[]): ts.Expression | undefined =>
        node.properties
          .filter((property) => ts.isPropertyAssignment(property))
          .find((property) => names.includes(property.name.getText()))?.initializer
      emit(member('error'), member('error_description', 'description'))
    }
    node.forEachChild(visit)
  }
  declare(file)
  visit(file)
  return found.filter(({ error }) => !ofTheProgram.has(error))
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

const emitted = [
  ...new Map(
    sources(emulator)
      .flatMap(emittedBy)
      .map((one) => [`${one.error}: ${one.description ?? ''}`, one]),
  ).values(),
]

describe('the scan of the emulator sees', () => {
  test.each([
    [`throw new Refusal('a_b', 'the text')`, [{ error: 'a_b', description: 'the text' }]],
    [
      `const text = x ? 'one' : 'two'; new Refusal('a_b', text)`,
      [
        { error: 'a_b', description: 'one' },
        { error: 'a_b', description: 'two' },
      ],
    ],
    [`return plain('Bad_Id', 404)`, [{ error: 'Bad_Id', description: undefined }]],
    [`return plain('Not found', 404)`, []],
    [`return ['A_B', 'in words']`, [{ error: 'A_B', description: 'in words' }]],
    [`f({ error: 'a_b' })`, [{ error: 'a_b', description: undefined }]],
    [`new Refusal(code, words)`, []],
  ])('%s', (text, expected) => {
    expect(emittedBy(text)).toEqual(expected)
  })

  test('more than thirty errors in the sources as they are', () => {
    expect(emitted.length).toBeGreaterThan(30)
  })
})

describe('explain knows every error that the emulator can give, by the code and its description', () => {
  test.each(emitted)('$error: $description', ({ error, description }) => {
    const asked = JSON.stringify({ error, error_description: description })
    const { explanation } = explainError(asked)
    expect(explanation.error.toLowerCase()).toBe(error.toLowerCase())
  })
})
