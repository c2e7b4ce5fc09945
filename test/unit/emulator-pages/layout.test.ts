import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { pageCsp } from '../../../src/emulator/pages/layout.js'
import { everyPage } from './every-page.js'

describe('every page', () => {
  it.each(everyPage('Acme'))(
    '$name carries exactly the stylesheet its policy names',
    ({ document }) => {
      const [, style = ''] = /<style>([^]*?)<\/style>/.exec(document) ?? []
      const hash = createHash('sha256').update(style).digest('base64')

      expect(pageCsp).toContain(`style-src 'sha256-${hash}'`)
    },
  )

  it.each(everyPage('Acme'))('$name needs nothing its policy forbids', ({ document }) => {
    expect(document).not.toMatch(/<script|\sstyle=|\son\w+=|<iframe|<base|url\(|@import/i)
  })

  it.each(everyPage('Acme'))(
    '$name is a document with a language, a title and its landmarks',
    ({ document }) => {
      expect(document).toMatch(/^<!doctype html>\n<html lang="en">/)
      expect(document).toMatch(/<title>[^<]+<\/title>/)
      expect(document.match(/<h1[ >]/g)).toHaveLength(1)
      expect(document.match(/<main[ >]/g)).toHaveLength(1)
      expect(document).toContain('name="viewport"')
    },
  )

  it.each(everyPage('Acme'))('$name says that it is no real org', ({ document }) => {
    expect(document).toContain('<strong>oauthctl emulator</strong> — not a real org')
  })

  it.each(everyPage(`</title><img src=x onerror="x('&')">`))(
    '$name shows hostile text as text',
    ({ document }) => {
      expect(document).not.toContain('<img')
      expect(document).toContain(
        '&lt;/title&gt;&lt;img src=x onerror=&quot;x(&#39;&amp;&#39;)&quot;',
      )
    },
  )

  it.each(everyPage('" autofocus x="'))(
    '$name does not let a value leave its attribute',
    ({ document }) => {
      expect(document).not.toContain('" autofocus x="')
    },
  )
})

describe('the policy', () => {
  it('forbids frames, scripts and a moved base, and lets a form post redirect to any app', () => {
    const directives = pageCsp.split('; ')

    expect(directives).toContain("default-src 'none'")
    expect(directives).toContain("base-uri 'none'")
    expect(directives).toContain("frame-ancestors 'none'")
    expect(pageCsp).not.toContain('form-action')
    expect(pageCsp).not.toContain('unsafe')
  })
})
