import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import {
  deviceCodeJson,
  deviceCodeLines,
  deviceCountdown,
  deviceScreen,
  type DeviceCodeView,
} from '../../../src/output/device-screen.js'
import { qrCode } from '../../../src/output/qr-code.js'
import { ansi, plain } from '../../../src/output/style.js'

const view: DeviceCodeView = {
  verificationUri: 'https://acme.my.salesforce.com/setup/connect',
  verificationUriComplete: 'https://acme.my.salesforce.com/setup/connect?user_code=08T3AY9D',
  userCode: '08T3AY9D',
  expiresAt: epochSeconds(1_700_000_600),
  interval: 5,
}
const link = view.verificationUriComplete ?? ''
const screens = [40, 120].flatMap((width) =>
  [plain, ansi].flatMap((style) =>
    [true, false].map((unicode) => ({ width, style, unicode, qr: true })),
  ),
)

const warning = {
  40: [
    'Only enter a code that you asked for',
    'yourself: whoever gave you one could',
    'sign in as you.',
  ],
  120: [
    'Only enter a code that you asked for yourself: whoever gave you one could sign in as you.',
  ],
}

describe('the screen', () => {
  test.each([40, 120] as const)('with %i columns, colours and blocks', (width) => {
    expect(deviceScreen(view, { width, style: ansi, unicode: true, qr: true })).toEqual([
      'Scan this with a phone:',
      '',
      ...qrCode(link, width, ansi),
      '',
      'Or open this page on any device:',
      '',
      'https://acme.my.salesforce.com/setup/connect',
      '',
      'and enter this code:',
      '',
      '╭─────────────────────────╮',
      '│    \u001b[1m0 8 T 3   A Y 9 D\u001b[22m    │',
      '╰─────────────────────────╯',
      '',
      '\u001b[2mto copy:\u001b[22m 08T3AY9D',
      '',
      ...warning[width],
    ])
  })

  test.each([40, 120] as const)('with %i columns, neither colours nor blocks', (width) => {
    expect(deviceScreen(view, { width, style: plain, unicode: false, qr: true })).toEqual([
      'Open this page on any device:',
      '',
      'https://acme.my.salesforce.com/setup/connect',
      '',
      'and enter this code:',
      '',
      '+-------------------------+',
      '|    0 8 T 3   A Y 9 D    |',
      '+-------------------------+',
      '',
      'to copy: 08T3AY9D',
      '',
      ...warning[width],
    ])
  })

  test('colours change nothing but the colours', () => {
    for (const screen of screens) {
      const lines = deviceScreen(view, screen)
      const bare = deviceScreen({ ...view }, { ...screen, style: plain, qr: false })
      const first = lines.findIndex((line) => line.includes('pen this page'))
      expect(lines.slice(first + 1).map(stripVTControlCharacters)).toEqual(bare.slice(1))
    }
  })

  test('nothing but the page is wider than the screen, for the longest code too', () => {
    for (const userCode of ['08T3AY9D', 'WDJB-MJHT', 'ABCD', 'A'.repeat(20), 'A-'.repeat(10)]) {
      for (const screen of [...screens, { ...screens[0]!, width: 32 }]) {
        const lines = deviceScreen({ ...view, userCode }, screen).filter(
          (line) => line !== view.verificationUri,
        )
        const widest = Math.max(...lines.map((line) => stripVTControlCharacters(line).length))
        expect(widest).toBeLessThanOrEqual(screen.width)
      }
    }
  })

  test('the page is the only URL in words, whole on one line however narrow the screen', () => {
    for (const width of [20, 40, 120]) {
      const lines = deviceScreen(view, { width, style: ansi, unicode: true, qr: true })
      expect(lines.filter((line) => line.includes('://'))).toEqual([view.verificationUri])
    }
  })

  test.each([
    ['--no-qr', { width: 120, unicode: true, qr: false }],
    ['no blocks', { width: 120, unicode: false, qr: true }],
    ['too narrow a screen', { width: 36, unicode: true, qr: true }],
  ])('no QR code with %s', (_why, screen) => {
    expect(deviceScreen(view, { ...screen, style: ansi })[0]).toBe('Open this page on any device:')
  })

  test.each([
    ['WDJB-MJHT', 'W D J B   M J H T'],
    ['ABC123', 'A B C   1 2 3'],
    ['ABCDE', 'A B C D   E'],
    ['----', '- - - -'],
    ['A'.repeat(20), 'AAAA AAAA AAAA AAAA AAAA'],
  ])('T25: the code %s reads %s, and stands there once as it was sent', (userCode, large) => {
    const screen = { width: 50, style: plain, unicode: true, qr: false }
    const lines = deviceScreen({ ...view, userCode }, screen)
    expect(lines.filter((line) => line.includes(large) || line.includes(userCode))).toEqual([
      expect.stringMatching(new RegExp(`^│ +${large} +│$`)),
      `to copy: ${userCode}`,
    ])
  })
})

describe('for programs', () => {
  test('one JSON line, the code as sent', () => {
    expect(deviceCodeJson({ ...view, userCode: 'WDJB-MJHT' })).toBe(
      '{"verification_uri":"https://acme.my.salesforce.com/setup/connect",' +
        '"verification_uri_complete":"https://acme.my.salesforce.com/setup/connect?user_code=08T3AY9D",' +
        '"user_code":"WDJB-MJHT","expires_at":1700000600,"interval":5}',
    )
  })

  test('what the server did not send is not there', () => {
    const json: unknown = JSON.parse(
      deviceCodeJson({ ...view, verificationUriComplete: undefined }),
    )
    expect(json).toEqual({
      verification_uri: view.verificationUri,
      user_code: '08T3AY9D',
      expires_at: 1_700_000_600,
      interval: 5,
    })
  })

  test('--quiet leaves page and code', () => {
    expect(deviceCodeLines(view)).toEqual([view.verificationUri, '08T3AY9D'])
  })
})

test.each([
  [0, 'expires in 10:00'],
  [2, 'expires in 9:58'],
  [595, 'expires in 0:05'],
  [600, 'expires in 0:00'],
  [700, 'expires in 0:00'],
])('after %i s it %s', (after, text) => {
  expect(deviceCountdown(view.expiresAt, epochSeconds(1_700_000_000 + after))).toBe(text)
})
