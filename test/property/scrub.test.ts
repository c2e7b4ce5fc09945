import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scrub } from '../../src/output/scrub.js'

const secret = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 12,
  maxLength: 60,
})

const around = fc.string({ maxLength: 20 })

/** How a server may spell what it was sent. */
const spellings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => encodeURIComponent(text),
  (text) => new URLSearchParams({ echo: text }).toString(),
  (text) => JSON.stringify(text),
]

test('no spelling of a token comes through, whatever stands around it', () => {
  fc.assert(
    fc.property(secret, around, around, fc.constantFrom(...spellings), (value, a, b, spell) => {
      expect(scrub(`${a}${spell(value)}${b}`, [value])).not.toContain(spell(value))
    }),
  )
})

test('base64 of any text that holds a token tells at most its first and last byte', () => {
  fc.assert(
    fc.property(
      secret,
      around,
      around,
      fc.constantFrom('base64', 'base64url'),
      (value, a, b, code) => {
        const shown = scrub(Buffer.from(`${a}${value}${b}`).toString(code), [value])
        const decoded = shown
          .split('«redacted»')
          .map((part) => Buffer.from(part, 'base64').toString('latin1'))
        expect(shown).toContain('«redacted»')
        for (const part of decoded) expect(part).not.toContain(value.slice(1, -1))
      },
    ),
  )
})
