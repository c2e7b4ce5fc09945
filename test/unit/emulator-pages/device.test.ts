import { describe, expect, it } from 'vitest'
import { deviceCodePage } from '../../../src/emulator/pages/device-code.js'
import { deviceDonePage } from '../../../src/emulator/pages/device-done.js'

describe('device code page', () => {
  const view = {
    org: 'Acme',
    action: '/setup/connect',
    hidden: { form_token: 't1' },
    userCode: 'CODE7777',
    error: undefined,
  }

  it('posts the code and the hidden values', () => {
    const document = deviceCodePage(view)

    expect(document).toContain('<form method="post" action="/setup/connect">')
    expect(document).toContain('<input type="hidden" name="form_token" value="t1">')
    expect(document).toMatch(/<input [^>]*name="user_code" value="CODE7777"/)
  })

  it('ties what went wrong to the field and to the title', () => {
    const document = deviceCodePage({ ...view, error: 'No such code.' })

    expect(document).toContain('role="alert" id="code-error">No such code.</p>')
    expect(document).toContain('aria-invalid="true" aria-describedby="code-error"')
    expect(document).toContain('<title>Error: Connect a device')
    expect(deviceCodePage(view)).not.toContain('aria-invalid="true"')
  })
})

it('the last device page says what was let in, for whom and where', () => {
  const document = deviceDonePage({
    org: 'Acme',
    app: 'tv',
    user: { username: 'ada@acme.example', name: 'Ada Admin' },
  })

  expect(document).toContain('<h1>Device connected</h1>')
  expect(document).toContain('<bdi>tv</bdi>')
  expect(document).toContain('<bdi>Acme</bdi>')
  expect(document).toContain('ada@acme.example')
})
