import { encode } from 'uqr'
import { plain, type Style } from './style.js'

/** Modules of white around the code. The standard wants four; readers of screens are content with two. */
const border = 2

/**
 * Draws a QR code with half blocks, two rows of modules on a line.
 *
 * With colours it is black on white whatever the theme. Without, its light parts are drawn, as most terminals
 * are dark; readers take the negative as well.
 *
 * @returns The lines, or none when the code is wider than that many columns.
 */
export function qrCode(text: string, width: number, style: Style): readonly string[] {
  const { data, size } = encode(text, { ecc: 'L', border })
  if (size > width) return []
  const dark = (row: number, column: number): boolean => data[row]?.[column] ?? false
  const lines: string[] = []
  for (let row = 0; row < size; row += 2) {
    const cells = Array.from({ length: size }, (_, column) => {
      const below = row + 1 < size && dark(row + 1, column)
      return style === plain
        ? block(!dark(row, column), row + 1 < size && !below)
        : block(dark(row, column), below)
    })
    lines.push(style === plain ? cells.join('') : blackOnWhite(cells.join('')))
  }
  return lines
}

function block(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀'
  return lower ? '▄' : ' '
}

function blackOnWhite(text: string): string {
  return `\u001b[30;47m${text}\u001b[39;49m`
}
