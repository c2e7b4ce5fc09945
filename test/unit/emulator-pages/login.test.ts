import { describe, expect, it } from 'vitest'
import { loginPage, type LoginView } from '../../../src/emulator/pages/login.js'

const view: LoginView = {
  org: 'Acme',
  app: 'web',
  action: '/services/oauth2/login',
  hidden: { state: 'a&b', login: '1' },
  username: '',
  error: undefined,
  accounts: [],
}

describe('login page', () => {
  it('posts the fields and the hidden values to the action', () => {
    const document = loginPage(view)

    expect(document).toContain('<form method="post" action="/services/oauth2/login"')
    expect(document).toContain('<input type="hidden" name="state" value="a&amp;b">')
    expect(document).toContain('<input type="hidden" name="login" value="1">')
    expect(field(document, 'username')).toContain('name="username"')
    expect(field(document, 'password')).toContain('type="password"')
  })

  it('labels both fields and lets a password manager fill them', () => {
    const document = loginPage(view)

    expect(document).toContain('<label for="username">Username</label>')
    expect(document).toContain('<label for="password">Password</label>')
    expect(field(document, 'username')).toContain('autocomplete="username"')
    expect(field(document, 'password')).toContain('autocomplete="current-password"')
  })

  it('puts the cursor where typing goes on', () => {
    const empty = loginPage(view)
    const known = loginPage({ ...view, username: 'ada@acme.example' })

    expect(field(empty, 'username')).toContain('autofocus')
    expect(field(empty, 'password')).not.toContain('autofocus')
    expect(field(known, 'username')).toContain('value="ada@acme.example"')
    expect(field(known, 'username')).not.toContain('autofocus')
    expect(field(known, 'password')).toContain('autofocus')
  })

  it('says an error aloud and ties it to the fields', () => {
    const document = loginPage({ ...view, error: 'Wrong password' })

    expect(document).toContain('<p class="alert" role="alert" id="login-error">Wrong password</p>')
    expect(document).toContain('<title>Error: Log in · Acme</title>')
    for (const id of ['username', 'password']) {
      expect(field(document, id)).toContain('aria-invalid="true" aria-describedby="login-error"')
    }
  })

  it('marks no field when nothing is wrong', () => {
    expect(loginPage(view)).not.toMatch(/role="alert"|aria-invalid="|login-error/)
  })

  it('names the app that asks, and none when none does', () => {
    expect(loginPage(view)).toContain('to continue to <strong><bdi>web</bdi></strong>')
    expect(loginPage({ ...view, app: undefined })).not.toContain('to continue')
  })

  it('offers accounts as buttons of a form of their own, which carries the hidden values too', () => {
    const document = loginPage({
      ...view,
      accounts: [
        { username: 'ada@acme.example', name: 'Ada Admin' },
        { username: 'sam@acme.example', name: 'Sam' },
      ],
    })
    const [chooser = '', credentials = ''] = document.match(/<form[^]*?<\/form>/g) ?? []

    expect(chooser.match(/<button [^>]*name="account" value="[^"]*"/g)).toEqual([
      '<button class="person" name="account" value="ada@acme.example"',
      '<button class="person" name="account" value="sam@acme.example"',
    ])
    expect(chooser).toContain('Ada Admin')
    expect(chooser).toContain('<input type="hidden" name="login" value="1">')
    expect(chooser).not.toContain('required')
    expect(credentials).toContain('id="password"')
  })

  it('has no chooser without accounts', () => {
    expect(loginPage(view).match(/<form/g)).toHaveLength(1)
  })
})

function field(document: string, id: string): string {
  return new RegExp(`<input id="${id}"[^>]*>`).exec(document)?.[0] ?? ''
}
