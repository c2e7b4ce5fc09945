import { describe, expect, test } from 'vitest'
import { jwtDecodeContext } from '../../../src/app/bind-jwt-tools.js'
import type { Services } from '../../../src/app/services.js'
import { jwtDecodeCommand, runJwtDecode } from '../../../src/commands/jwt-decode.js'
import { AuthError } from '../../../src/kernel/errors.js'
import type { DecodedJwtView } from '../../../src/kernel/jwt-view.js'
import { Secret } from '../../../src/kernel/secret.js'
import { epochSeconds } from '../../../src/kernel/token-set.js'
import { jwtParts } from '../../../src/oauth/jwt-parts.js'
import { jwtJson, jwtText } from '../../../src/output/jwt.js'
import { plain } from '../../../src/output/style.js'

const now = epochSeconds(1_790_000_000)

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

const header = { alg: 'RS256', kid: '250' }
const payload = { iss: 'https://idp.example', aud: ['api'], exp: now + 2_520, iat: now - 60 }
const token = `${part(header)}.${part(payload)}.c2ln`

async function decode(text: string, place?: string): Promise<DecodedJwtView> {
  const views: DecodedJwtView[] = []
  await runJwtDecode(place, {
    token: () => Promise.resolve(new Secret(text)),
    decode: jwtParts,
    now: () => now,
    show: (view) => views.push(view),
  })
  return views[0]!
}

async function failure(act: Promise<unknown>): Promise<AuthError> {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof AuthError) return error
  throw new Error(`no refusal: ${String(error)}`)
}

async function text(claims: object): Promise<string> {
  const view = await decode(`${part(header)}.${part(claims)}.c2ln`)
  return jwtText(view, { redact: false, style: plain })
}

describe('jwt decode', () => {
  test('shows header and claims in JSON as they are, and nothing else', async () => {
    expect(jwtJson(await decode(token), false)).toEqual({ header, payload })
  })

  test('shows times in UTC, here and from now, and says that nothing was checked', async () => {
    const zone = process.env['TZ']
    process.env['TZ'] = 'Asia/Kolkata'
    try {
      expect(await text(payload)).toBe(
        [
          'Header',
          '  alg  RS256',
          '  kid  250',
          'Claims',
          '  iss  https://idp.example',
          '  aud  ["api"]',
          '  exp  1790002520  2026-09-21T14:55:20Z, 2026-09-21 20:25:20 +05:30, in 42 min',
          '  iat  1789999940  2026-09-21T14:12:20Z, 2026-09-21 19:42:20 +05:30, 60 s ago',
          'Signature not checked. Anyone can write this; to check it: oauthctl jwt verify',
          '',
        ].join('\n'),
      )
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  test('shows a zone west of UTC with its sign', async () => {
    const zone = process.env['TZ']
    process.env['TZ'] = 'America/St_Johns'
    try {
      expect(await text({ exp: now })).toContain('2026-09-21 11:43:20 -02:30')
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  test('shows times that are none as they are', async () => {
    const told = await text({ exp: 1_790_000_000_000, nbf: 'soon', iat: -1, auth_time: null })
    expect(told).toContain('  exp        1790000000000\n')
    expect(told).toContain('  nbf        soon\n')
    expect(told).toContain('  iat        -1\n')
    expect(told).toContain('  auth_time  null\n')
  })

  test('never says that a token is good, in its output, its help or its refusals', async () => {
    const help = jwtDecodeCommand(() => Promise.resolve()).helpInformation()
    const refusals = await Promise.all(
      ['opaque', 'a.b.c', 'eyJ.e30.', `${part({ enc: 'x' })}.a.b.c.d`, `${part({})}.W10.`].map(
        async (bad) => {
          const { message, hint } = await failure(decode(bad))
          return `${message} ${hint ?? ''}`
        },
      ),
    )
    for (const told of [await text(payload), help, ...refusals]) {
      expect(told).not.toMatch(/valid|verified|genuine|trust/i)
    }
  })

  test('takes the teeth out of hostile claims', async () => {
    const told = await text({ '\u001b[2Jname': 'a\u202e\nexp  tomorrow\u001b[31m' })
    expect(told).not.toMatch(/[\u001b\u202e]/)
    expect(told.split('\n')).toHaveLength(7)
  })

  test('leaves no token without a verdict: opaque and encrypted are exit 7', async () => {
    for (const [bad, why] of [
      ['00D000000000001!AQ.x.y', /opaque/],
      [`${part({ alg: 'dir', enc: 'A128GCM' })}.a.b.c.d`, /encrypted \(JWE, A128GCM\)/],
    ] as const) {
      const { code, exitStatus, message } = await failure(decode(bad))
      expect({ code, exitStatus }).toEqual({ code: 'token_invalid', exitStatus: 7 })
      expect(message).toMatch(why)
    }
  })
})

describe('a token as an argument', () => {
  test.each([
    token,
    `${part(header)}.e30.`,
    `${part(header)}.a.b.c.d`,
    '00D000000000001!AQ.secret',
  ])('is refused unread, without repeating it', async (argument) => {
    const { code, exitStatus, message, hint } = await failure(decode(token, argument))
    expect({ code, exitStatus, hint }).toEqual({
      code: 'secret_on_argv',
      exitStatus: 2,
      hint: 'put it into a file or a pipe: oauthctl jwt decode FILE',
    })
    expect(message).not.toContain(argument.slice(0, 10))
  })

  test.each(['token.jwt', '-', 'eyJ', './eyJhbGciOiJSUzI1NiJ9', '/dev/stdin'])(
    'is not what %s is',
    async (place) => {
      expect((await decode(token, place)).payload).toEqual(payload)
    },
  )
})

describe('without a file', () => {
  const services = (terminal: boolean): Services =>
    ({
      host: {
        env: {},
        terminal: { stdin: terminal },
        readStdin: () => Promise.resolve(`  ${token}\r\n`),
      },
    }) as unknown as Services

  test('a pipe is read, the white space around the token left out', async () => {
    expect((await jwtDecodeContext(services(false)).token(undefined)).expose()).toBe(token)
  })

  test('a terminal is not waited for, unless - asks for it', async () => {
    const { token: read } = jwtDecodeContext(services(true))
    const { code, exitStatus, hint } = await failure(read(undefined))
    expect({ code, exitStatus }).toEqual({ code: 'input_required', exitStatus: 2 })
    expect(hint).toMatch(/file .* pipe/)
    expect((await read('-')).expose()).toBe(token)
  })
})
