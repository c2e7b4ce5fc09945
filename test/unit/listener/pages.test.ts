import { describe, expect, test } from 'vitest'
import { landingPage, noticePage } from '../../../src/listener/pages.js'
import { success } from './listening.js'

const hostile = [
  '<script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  "'onmouseover='alert(1)",
  '</style><script>alert(1)</script>',
  '<!-- -->',
  '&lt;b&gt;',
  '`${alert(1)}`',
]

describe('the success page', () => {
  test('says who may act where, and that the tab can be closed', () => {
    const page = landingPage(success)
    for (const text of [
      'You are logged in',
      'ada@example.com',
      'acme.my.salesforce.com',
      '00D000000000001EAA',
      'default',
      '<li>api</li><li>refresh_token</li>',
      'You can close this tab and go back to the terminal.',
    ]) {
      expect(page).toContain(text)
    }
  })

  test('leaves out what the server did not say', () => {
    const page = landingPage({ ...success, user: undefined, orgId: undefined, scopes: [] })
    for (const text of ['User', 'Org', 'Scopes', 'undefined']) expect(page).not.toContain(text)
  })
})

describe('the failure page', () => {
  test('says what happened and what to do next', () => {
    const page = landingPage({
      kind: 'failure',
      title: 'The server refused the login',
      message: 'the person said no',
      hint: 'ask an administrator',
    })
    expect(page).toContain('<title>The server refused the login - oauthctl</title>')
    expect(page).toContain('the person said no')
    expect(page).toContain('What to do next')
    expect(page).toContain('ask an administrator')
    expect(page).not.toContain('logged in')
  })

  test('has no empty box without a hint', () => {
    const page = landingPage({ kind: 'failure', title: 't', message: 'm', hint: undefined })
    expect(page).not.toContain('What to do next')
  })
})

describe('text from a server', () => {
  test.each(hostile)('stays text: %s', (text) => {
    const pages = [
      landingPage({
        kind: 'success',
        profile: text,
        user: text,
        server: text,
        orgId: text,
        scopes: [text],
      }),
      landingPage({ kind: 'failure', title: text, message: text, hint: text }),
      noticePage(text, text),
    ]
    for (const page of pages) {
      expect(page).not.toContain(text)
      expect(page.match(/<script|<svg onload|onmouseover='/gi)).toBeNull()
      expect(page.match(/<style>/g)).toHaveLength(1)
    }
  })

  test('cannot hide, reorder or control anything', () => {
    const message = 'a\u0000b\u001b[31mc\u202ed\u2066e\u200bf\ufeffg\u{e0041}h\u0085i\u2028j\r\n\tk'
    const page = landingPage({ kind: 'failure', title: 't', message, hint: undefined })
    expect(page).toContain('a\ufffdb\ufffd[31mc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh\ufffdi\ufffdj k')
  })
})

test('a page loads nothing and runs nothing', () => {
  const page = landingPage(success)
  expect(
    page.match(/<(script|link|img|iframe|object|form|a)\b|\bstyle=|\bon\w+=|url\(/g),
  ).toBeNull()
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/)
  expect(page).toContain('name="viewport"')
})
