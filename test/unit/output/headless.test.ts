import { describe, expect, test } from 'vitest'
import type { HeadlessView } from '../../../src/kernel/headless-view.js'
import { Secret } from '../../../src/kernel/secret.js'
import { headlessJson, headlessText } from '../../../src/output/headless.js'
import { plain } from '../../../src/output/style.js'
import { hostile } from './views.js'

function text(view: HeadlessView, redact = false): string {
  return headlessText(view, { format: 'text', redact, style: plain })
}

describe('what --start prints', () => {
  const view = {
    kind: 'headless-started',
    identifier: new Secret('MFF0'),
    verification: 'sms',
  } as const

  test('is JSON, in text as well', () => {
    const json = { identifier: 'MFF0', verification_method: 'sms' }
    expect(headlessJson(view, false)).toEqual(json)
    expect(text(view)).toBe(`${JSON.stringify(json)}\n`)
  })

  test('has no method where the site chooses', () => {
    expect(text({ ...view, verification: undefined })).toBe('{"identifier":"MFF0"}\n')
  })

  test('T78: stays on one line whatever is in it', () => {
    const printed = text({ ...view, identifier: new Secret('a\r\nb\u2028c') })
    expect(printed.trimEnd().split(/[\r\n]/)).toHaveLength(1)
  })

  test('is a fingerprint with --redact', () => {
    expect(text(view, true)).toMatch(/^\{"identifier":"sha256:[0-9a-f]{8}"/)
    expect(headlessJson(view, true)).toMatchObject({
      identifier: expect.stringMatching(/^sha256:/),
    })
  })
})

test('a changed password is a sentence, and the document of the site', () => {
  const document = { status: 'success', status_code: 'success' }
  const view = {
    kind: 'headless-reset',
    username: hostile,
    host: 'acme.my.site.com',
    document,
  } as const
  expect(headlessJson(view, false)).toBe(document)
  expect(text(view)).toBe('Changed the password of evil [2J forged: line at acme.my.site.com\n')
})

describe('an echo', () => {
  const view = {
    kind: 'headless-echo',
    document: { code: 'aPrx', sfdc_community_id: '0DB', state: hostile },
  } as const

  test('shows the code in JSON only', () => {
    expect(headlessJson(view, false)).toBe(view.document)
    expect(text(view)).toMatch(
      /^code +sha256:[0-9a-f]{8}\nsfdc_community_id +0DB\nstate +evil.*\n$/,
    )
    expect(headlessJson(view, true)).toMatchObject({ code: expect.stringMatching(/^sha256:/) })
  })

  test('of nothing says so', () => {
    expect(text({ ...view, document: {} })).toBe('The endpoint returned nothing.\n')
  })
})
