import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { encode } from 'uqr'
import { qrCode } from '../../../src/output/qr-code.js'
import { ansi, plain } from '../../../src/output/style.js'

const link = 'https://acme.my.salesforce.com/setup/connect?user_code=08T3AY9D'

/** Reads the halves of each block back: `true` is drawn. */
function drawn(lines: readonly string[]): readonly (readonly boolean[])[] {
  return lines.map(stripVTControlCharacters).flatMap((line) => {
    const cells = line.split('')
    return [cells.map((cell) => '█▀'.includes(cell)), cells.map((cell) => '█▄'.includes(cell))]
  })
}

describe('a QR code', () => {
  const { data, size } = encode(link, { ecc: 'L', border: 2 })
  const empty = Array.from({ length: size }, () => false)

  test('with colours its dark parts are drawn, black on white', () => {
    const lines = qrCode(link, 120, ansi)
    expect(drawn(lines)).toEqual([...data, empty])
    expect(
      lines.filter((line) => !(line.startsWith('\u001b[30;47m') && line.endsWith('\u001b[39;49m'))),
    ).toEqual([])
  })

  test('without colours its light parts are drawn', () => {
    const light = data.map((row) => row.map((dark) => !dark))
    expect(drawn(qrCode(link, 120, plain))).toEqual([...light, empty])
  })

  test.each([ansi, plain])('%# fits its width or is not drawn', (style) => {
    expect([qrCode(link, size, style).length, qrCode(link, size - 1, style)]).toEqual([
      (size + 1) / 2,
      [],
    ])
  })
})
