import { describe, expect, test } from 'vitest'
import { run, temporaryHome } from '../support/cli.js'

const cases: readonly {
  readonly says: string
  readonly words: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly status: number
  readonly error: string
  readonly hint: RegExp
}[] = [
  {
    says: 'an unknown option',
    words: ['token', '--nope'],
    status: 2,
    error: 'usage',
    hint: /--help/,
  },
  { says: 'an unknown command', words: ['tokne'], status: 2, error: 'usage', hint: /--help/ },
  { says: 'no command', words: [], status: 2, error: 'usage', hint: /--help/ },
  {
    says: 'a host and an issuer',
    words: ['login', 'acme', '--issuer', 'https://as.example', '-i', 'x'],
    status: 2,
    error: 'usage',
    hint: /--issuer/,
  },
  {
    says: 'a login without a client id',
    words: ['login', 'acme'],
    status: 2,
    error: 'input_required',
    hint: /callback URL http:\/\/localhost:1717\/OauthRedirect/,
  },
  {
    says: 'a lightning host',
    words: ['login', 'acme.lightning.force.com', '-i', 'x'],
    status: 2,
    error: 'usage',
    hint: /acme\.my\.salesforce\.com/,
  },
  {
    says: 'http beyond loopback',
    words: ['login', 'http://acme.example', '-i', 'x'],
    status: 2,
    error: 'usage',
    hint: /https/,
  },
  {
    says: 'a secret on the command line',
    words: ['login', 'acme', '--client-secret', 'hunter2', '-i', 'x'],
    status: 2,
    error: 'secret_on_argv',
    hint: /^oauthctl login acme -i x .*--client-secret-file FILE$/,
  },
  {
    says: 'an output format that is none',
    words: ['status', '-o', 'yaml'],
    status: 2,
    error: 'usage',
    hint: /text, json/,
  },
  {
    says: 'a token format for a status',
    words: ['profile', 'list', '-o', 'header'],
    status: 2,
    error: 'usage',
    hint: /-o json/,
  },
  {
    says: 'a profile that does not exist',
    words: ['token', '-p', 'nowhere'],
    status: 3,
    error: 'unknown_profile',
    hint: /profile list/,
  },
  {
    says: 'a profile of the environment that does not exist',
    words: ['token'],
    env: { OAUTHCTL_PROFILE: 'nowhere' },
    status: 3,
    error: 'unknown_profile',
    hint: /profile list/,
  },
  {
    says: 'no credential',
    words: ['token'],
    status: 4,
    error: 'login_required',
    hint: /oauthctl login/,
  },
  {
    says: 'a refresh without a credential',
    words: ['refresh'],
    status: 4,
    error: 'login_required',
    hint: /oauthctl login/,
  },
  {
    says: 'nobody listening at the host',
    words: ['login', 'http://127.0.0.1:1', '-i', 'x', '--port', '0'],
    status: 6,
    error: 'network_error',
    hint: /./,
  },
  {
    says: 'a relative OAUTHCTL_HOME',
    words: ['token'],
    env: { OAUTHCTL_HOME: 'here' },
    status: 3,
    error: 'bad_configuration',
    hint: /absolute/,
  },
  {
    says: 'a store that is none',
    words: ['token'],
    env: { OAUTHCTL_STORE: 'plaintext' },
    status: 2,
    error: 'usage',
    hint: /keychain, passphrase, key-file/,
  },
]

describe('every refusal has its status, its code and the next step', () => {
  test.each(cases)('$says is exit $status', async ({ words, env, status, error, hint }) => {
    using home = temporaryHome()
    const asJson = words.includes('-o') ? [] : ['-o', 'json']
    const ended = await run([...words, ...asJson], { env: { ...home.env, ...env } })
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status, stdout: '' })
    if (asJson.length === 0) {
      expect(ended.stderr).toMatch(/^error: .+\.\nTry: .+\n$/)
      return
    }
    const last = JSON.parse(ended.stderr.trimEnd().split('\n').at(-1) ?? '')
    expect(last).toMatchObject({ error, exit_status: status, retryable: status === 6 })
    expect(last.hint).toMatch(hint)
  })

  test('T87: the value of a secret flag is printed nowhere', async () => {
    using home = temporaryHome()
    for (const words of [
      ['login', '--client-secret', 'CANARY-1'],
      ['login', '--client-secret=CANARY-1'],
      ['login', '--password=CANARY-1', '-v'],
      ['token', '--refresh-token=CANARY-1', '-o', 'json'],
      ['login', '--client-secretx=CANARY-1'],
    ]) {
      const { status, stdout, stderr } = await run(words, home)
      expect({ words, status }).toEqual({ words, status: 2 })
      expect(stdout + stderr).not.toContain('CANARY-1')
    }
  })

  test('-o with the name of a profile hints at -p', async () => {
    using home = temporaryHome()
    const { mkdirSync, writeFileSync } = await import('node:fs')
    mkdirSync(home.env['OAUTHCTL_HOME'] ?? '', { recursive: true })
    writeFileSync(
      `${home.env['OAUTHCTL_HOME'] ?? ''}/profiles.json`,
      '{"version":1,"profiles":{"work":{"host":"https://acme.my.salesforce.com","client_id":"x","grant":"authorization_code"}}}',
    )
    const { status, stderr } = await run(['status', '-o', 'work'], home)
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'error: "work" is not an output format.\nTry: a profile is named with -p work\n',
    })
  })

  test('help and version end 0 and need no home', async () => {
    for (const words of [['--help'], ['--version'], ['login', '--help'], ['profile', '--help']]) {
      const { status, stdout, stderr } = await run(words, { env: { HOME: '' } })
      expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: '' })
      expect(stdout).not.toBe('')
    }
  })
})
