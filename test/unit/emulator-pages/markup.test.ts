import { describe, expect, it } from 'vitest'
import { markup, trusted } from '../../../src/emulator/pages/markup.js'

describe('markup', () => {
  it('escapes text, takes over markup, leaves out what is absent', () => {
    const items = [markup`<li>${'a&b'}</li>`, trusted('<li>c</li>')]

    expect(markup`<ul class="${`"'>`}">${items}${undefined}</ul>`.toString()).toBe(
      '<ul class="&quot;&#39;&gt;"><li>a&amp;b</li><li>c</li></ul>',
    )
  })

  it('refuses a part that is not there yet', () => {
    const late: unknown = Promise.resolve('late')

    expect(() => markup`<p>${late as string}</p>`).toThrow(TypeError)
  })
})
