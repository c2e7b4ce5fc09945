import type { Style } from './style.js'

/** A code to read off a screen and type elsewhere, large in a box, in groups as far as the width allows. */
export function userCodeBox(
  code: string,
  screen: { readonly width: number; readonly style: Style; readonly unicode: boolean },
): readonly string[] {
  const groups = grouped(code)
  const large = groups.map((group) => group.replace(/(?<=.)(?=.)/g, ' ')).join('   ')
  const padding = 4
  const text = large.length + 2 * padding + 2 <= screen.width ? large : groups.join(' ')
  const space = ' '.repeat(Math.min(padding, Math.max(1, (screen.width - text.length - 2) >> 1)))
  const inner = text.length + 2 * space.length
  const [corners, across, side] = screen.unicode
    ? (['╭╮╰╯', '─', '│'] as const)
    : (['++++', '-', '|'] as const)
  const [topLeft = '', topRight = '', bottomLeft = '', bottomRight = ''] = corners
  return [
    `${topLeft}${across.repeat(inner)}${topRight}`,
    `${side}${space}${screen.style.strong(text)}${space}${side}`,
    `${bottomLeft}${across.repeat(inner)}${bottomRight}`,
  ]
}

/** `ABCD1234` and `ABCD-1234` are both easier to read as `ABCD 1234`. */
function grouped(code: string): readonly string[] {
  const parts = code.split('-').filter((part) => part !== '')
  if (parts.length > 1) return parts
  const size = code.length % 4 !== 0 && code.length % 3 === 0 ? 3 : 4
  const groups: string[] = []
  for (let at = 0; at < code.length; at += size) groups.push(code.slice(at, at + size))
  return groups
}
