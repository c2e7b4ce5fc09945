import { describe, expect, it } from 'vitest'
import { consentPage, type ConsentView } from '../../../src/emulator/pages/consent.js'

const view: ConsentView = {
  org: 'Acme',
  app: 'web',
  user: { username: 'ada@acme.example', name: 'Ada Admin' },
  userCode: undefined,
  scopes: [
    { name: 'api', description: 'Manage user data via APIs' },
    { name: 'refresh_token', description: 'Perform requests at any time' },
  ],
  action: '/setup/secur/RemoteAccessAuthorizationPage.apexp',
  hidden: { ticket: 't1' },
  logoutUrl: '/secur/logout.jsp?startURL=%2Fa',
}

describe('consent page', () => {
  it('posts the decision and the hidden values', () => {
    const document = consentPage(view)

    expect(document).toContain('<form method="post" action="/setup/secur/RemoteAccessAuth')
    expect(document).toContain('<input type="hidden" name="ticket" value="t1">')
    expect(document).toContain('id="oaapprove" name="decision" value="allow">Allow</button>')
    expect(document).toContain('id="oadeny" name="decision" value="deny">Deny</button>')
  })

  it('says who asks for what on whose behalf', () => {
    const document = consentPage(view)

    expect(document).toContain('<bdi>web</bdi>')
    expect(document).toContain('Ada Admin')
    expect(document).toContain('ada@acme.example')
    expect(document).toContain('Manage user data via APIs<code>api</code>')
    expect(document).toContain('Perform requests at any time<code>refresh_token</code>')
  })

  it('warns of a code that is somebody else’s, where a device asks', () => {
    expect(consentPage({ ...view, userCode: 'CODE7777' })).toContain(
      'your own device shows the code <code class="user-code"><bdi>CODE7777</bdi></code>',
    )
    expect(consentPage(view)).not.toContain('your own device')
  })

  it('lets somebody else start over', () => {
    expect(consentPage(view)).toContain('<a href="/secur/logout.jsp?startURL=%2Fa">Not you?</a>')
  })

  it('says so when no scope is asked for', () => {
    expect(consentPage({ ...view, scopes: [] })).toContain('It asks for no scope.')
  })

  it('has a letter for every name, also for an empty one', () => {
    const initialOf = (name: string): string | undefined =>
      /aria-hidden="true">([^<]*)<\/span>/.exec(
        consentPage({ ...view, user: { username: 'u', name } }),
      )?.[1]

    expect(['ada', ' élan', '😀x', ''].map(initialOf)).toEqual(['A', 'É', '😀', '?'])
  })
})
