import { describe, expect, it } from 'vitest'
import { deniedPage } from '../../../src/emulator/pages/denied.js'
import { errorPage } from '../../../src/emulator/pages/error.js'
import { homePage } from '../../../src/emulator/pages/home.js'
import { loggedOutPage } from '../../../src/emulator/pages/logged-out.js'
import { successPage } from '../../../src/emulator/pages/success.js'

describe('error page', () => {
  it('carries the url-encoded pair that clients look for, with %20 for a space', () => {
    expect(
      errorPage({ error: 'invalid_client_id', description: 'client identifier invalid' }),
    ).toContain(
      '<pre>error=invalid_client_id&amp;error_description=client%20identifier%20invalid</pre>',
    )
  })
})

describe('denied page', () => {
  it('says what was refused, why, and for which app', () => {
    const document = deniedPage({
      org: 'Acme',
      app: 'web',
      title: 'Blocked',
      message: 'An admin blocked this app.',
    })

    expect(document).toContain('<h1>Blocked</h1>')
    expect(document).toContain('An admin blocked this app.')
    expect(document).toContain('App: <strong><bdi>web</bdi></strong>')
  })

  it('leaves out an app that is not known', () => {
    expect(
      deniedPage({ org: 'Acme', app: undefined, title: 'Blocked', message: 'No.' }),
    ).not.toContain('App:')
  })
})

describe('home page', () => {
  const view = {
    role: 'my_domain',
    origin: 'http://127.0.0.1:1',
    hosts: { my_domain: 'http://127.0.0.1:1', login: 'http://127.0.0.1:2' },
    apps: [{ name: 'web', clientId: '3MVG9web' }],
    users: [{ username: 'ada@acme.example' }],
    user: undefined,
  }

  it('names its part and links its sisters', () => {
    const document = homePage(view)

    expect(document).toContain('<h1>My Domain</h1>')
    expect(document).toContain('<a href="http://127.0.0.1:2/">')
    expect(document).toContain('http://127.0.0.1:1/.well-known/openid-configuration')
  })

  it('lists apps by client id and users by name', () => {
    const document = homePage(view)

    expect(document).toContain('<code>3MVG9web</code>')
    expect(document).toContain('<code>ada@acme.example</code>')
  })

  it('says who is logged in, and offers a logout, only where somebody is', () => {
    const user = { username: 'ada@acme.example', name: 'Ada Admin' }

    expect(homePage(view)).not.toContain('You are logged in as')
    expect(homePage({ ...view, user })).toMatch(
      /You are logged in as[^]*Ada Admin[^]*href="\/secur\/logout.jsp"/,
    )
  })

  it('shows a part it has no name for as it is called', () => {
    expect(homePage({ ...view, role: 'constructor' })).toContain('<h1>constructor</h1>')
  })

  it('says when there is nothing to list', () => {
    expect(homePage({ ...view, apps: [], users: [] }).match(/None\./g)).toHaveLength(2)
  })
})

describe('landing page', () => {
  it('says whether the app was let in', () => {
    expect(successPage({ org: 'Acme', refused: false })).toContain(
      '<h1>Remote access authorized</h1>',
    )
    expect(successPage({ org: 'Acme', refused: true })).toContain(
      '<h1>Remote access not authorized</h1>',
    )
  })
})

describe('logged-out page', () => {
  it('names each app and calls it from a hidden frame, without a referrer', () => {
    const called = [{ name: 'A & B', url: 'https://rp.example/out?a=1&b=2' }]
    const document = loggedOutPage({ org: 'Acme', called, loginUrl: '/login' })

    expect(document).toContain('<bdi>A &amp; B</bdi>')
    expect(document).toContain(
      '<iframe src="https://rp.example/out?a=1&amp;b=2" referrerpolicy="no-referrer" hidden></iframe>',
    )
    expect(document).toContain('<a href="/login">Log in again</a>')
  })
})
