import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { describe, expect, test } from 'vitest'
import { commandTree, everyCommand } from '../src/app/command-tree.js'
import { program } from '../src/app/program.js'

/** On every command that asks for a token. */
const serverOptions = [
  '--issuer <url>',
  '-i, --client-id <id>',
  '--client-secret-file <file>',
  '--client-secret-stdin',
  '--key-file <file>',
  '--key-id <kid>',
  '--auth-method <method>',
  '-s, --scope <scope>',
  '--session-timeout <seconds>',
  '-r, --instance-url <url>',
  '-f, --jwt-key-file <file>',
]

/** How a headless flow finds its way back, and carries a visitor on. */
const headlessLogin = ['[site]', ...serverOptions, '--redirect-uri <uri>', '--uvid <uuid>']

/** What lets a headless flow begin. */
const headlessAccess = [
  '--recaptcha-file <file>',
  '--recaptcha-stdin',
  '--recaptcha-site-key <key>',
  '--recaptcha-project <id>',
  '--integration-token-file <file>',
]

/** A headless flow in two steps, with a one-time password between them. */
const headlessSteps = [
  '--start',
  '--finish',
  '--identifier <id>',
  '--otp-file <file>',
  '--otp-stdin',
]

/** What a client says of itself when it is registered. */
const clientMetadata = [
  '--name <name>',
  '--redirect-uri <uri>',
  '--grant-type <type>',
  '--response-type <type>',
  '--contact <email>',
  '--application-type <type>',
  '--auth-method <method>',
  '-s, --scope <scope>',
  '--param <k=v>',
  '--metadata <file>',
]

/**
 * The surface that scripts rely on: every command with its arguments and options, spelled as in the
 * help. A line that changes here is a release note.
 */
const surface: Readonly<Record<string, readonly string[]>> = {
  '': [
    '-V, --version',
    '-p, --profile <name>',
    '-o, --output <format>',
    '--redact',
    '-q, --quiet',
    '-v, --verbose',
    '--no-input',
    '--no-color',
    '--timeout <seconds>',
    '--ca-file <file>',
    '--store <kind>',
    '--no-store',
    '-a, --alias <name>',
    '--json',
  ],
  login: [
    '[host]',
    ...serverOptions,
    '--hybrid',
    '--user-agent',
    '--hybrid-user-agent',
    '--param <k=v>',
    '--browser <name>',
    '--no-browser',
    '--port <n>',
    '--redirect-uri <uri>',
    '--callback-cert <file>',
    '--callback-key <file>',
    '--paste',
    '--prompt <prompt>',
    '--login-hint <name>',
    '--sso-provider <name>',
    '--display <kind>',
    '--immediate',
    '--login-timeout <seconds>',
  ],
  device: ['[host]', ...serverOptions, '--open', '--no-qr', '--login-timeout <seconds>'],
  introspect: ['[file]', '--token-type-hint <kind>'],
  revoke: ['[file]', '--token-type-hint <kind>'],
  userinfo: ['--identity'],
  pkce: [],
  'pkce flow': ['--remote [host]', '--length <n>'],
  'pkce verify': ['<challenge>', '[file]'],
  discover: ['[host]', '--issuer <url>', '--auth', '--keys', '-r, --instance-url <url>'],
  cors: ['<origin>', '[host]', '--issuer <url>', '-r, --instance-url <url>'],
  register: [],
  'register create': [
    '[host]',
    ...clientMetadata,
    '--issuer <url>',
    '--initial-access-token-file <file>',
    '--initial-access-token-stdin',
    '-r, --instance-url <url>',
  ],
  'register show': [],
  'register update': clientMetadata,
  'register delete': [],
  explain: ['[error]', '--list'],
  flows: ['[name]', '--host <host>', '--mermaid'],
  open: ['[path]', '--url-only', '--browser <name>'],
  headless: [],
  'headless login': [
    ...headlessLogin,
    '--uvid-token-file <file>',
    '-u, --username <name>',
    '--password-file <file>',
    '--password-stdin',
    '--credentials-in-body',
    '--user-discovery',
    '--login-hint <hint>',
    '--custom-data <file>',
  ],
  'headless register': [
    ...headlessLogin,
    '--uvid-token-file <file>',
    ...headlessAccess,
    ...headlessSteps,
    '--email <address>',
    '--first-name <name>',
    '--last-name <name>',
    '-u, --username <name>',
    '--password-file <file>',
    '--password-stdin',
    '--custom-data <file>',
    '--verification <method>',
  ],
  'headless passwordless': [
    ...headlessLogin,
    '--uvid-token-file <file>',
    ...headlessAccess,
    ...headlessSteps,
    '-u, --username <name>',
    '--verification <method>',
  ],
  'headless forgot-password': [
    '[site]',
    '-r, --instance-url <url>',
    ...headlessAccess,
    ...headlessSteps,
    '-u, --username <name>',
    '--password-file <file>',
    '--password-stdin',
  ],
  'headless guest': headlessLogin,
  'headless echo': ['[site]', '-r, --instance-url <url>', '--callback-url <file>'],
  oauth1: [
    '[host]',
    '-i, --client-id <id>',
    '--client-secret-file <file>',
    '--client-secret-stdin',
    '--enterprise',
    '--api-version <version>',
    '--redirect-uri <uri>',
    '--callback-cert <file>',
    '--callback-key <file>',
    '--browser <name>',
    '--no-browser',
    '--login-timeout <seconds>',
    '--session-timeout <seconds>',
    '-r, --instance-url <url>',
  ],
  jwt: [],
  'jwt flow': ['[host]', ...serverOptions, '-u, --username <name>', '--audience <url>'],
  'jwt keygen': [
    '--out-key <file>',
    '--out-cert <file>',
    '--days <n>',
    '--subject <cn>',
    '--bits <n>',
    '--force',
  ],
  'jwt sign': [
    '--claims <file>',
    '--claim <k=v>',
    '--iss <issuer>',
    '--sub <subject>',
    '--aud <audience>',
    '--exp-in <seconds>',
    '--iat',
    '--key-file <file>',
    '--key-id <id>',
  ],
  'jwt decode': ['[file]'],
  'jwt verify': [
    '[file]',
    '--issuer <url>',
    '--jwks-url <url>',
    '--key-file <file>',
    '--certificate <file>',
    '--audience <aud>',
    '--no-audience',
    '--clock-tolerance <seconds>',
  ],
  'client-credentials': ['[host]', ...serverOptions],
  exchange: [
    '[host]',
    ...serverOptions,
    '--subject-token-file <file>',
    '--subject-token-stdin',
    '--subject-from <source>',
    '--subject-token-type <type>',
    '--actor-token-file <file>',
    '--actor-token-type <type>',
    '--token-handler <name>',
    '--audience <aud>',
  ],
  saml: [],
  'saml flow': [
    '[host]',
    ...serverOptions,
    '--assertion-file <file>',
    '--certificate <file>',
    '-u, --username <name>',
    '--audience <url>',
  ],
  'saml assertion': ['[host]', ...serverOptions, '--assertion-file <file>'],
  asset: [
    '[host]',
    ...serverOptions,
    '--device-id <id>',
    '--name <name>',
    '--serial-number <number>',
    '--device-key <file>',
    '--public-key <file>',
    '--subject-profile <name>',
    '--subject-token-file <file>',
    '--subject-token-stdin',
    '--show',
  ],
  password: [
    '[host]',
    ...serverOptions,
    '-u, --username <name>',
    '--password-file <file>',
    '--password-stdin',
    '--security-token-file <file>',
  ],
  token: ['--min-ttl <seconds>', '--rejected <file>'],
  refresh: [],
  status: ['--check', '--origins'],
  logout: ['--browser', '--local'],
  profile: [],
  'profile list': [],
  'profile show': ['[name]'],
  'profile use': ['<name>'],
  'profile set': [
    '[name]',
    '--client-secret-file <file>',
    '--client-secret-stdin',
    '-s, --scope <scope>',
    '--redirect-uri <uri>',
    '--session-timeout <seconds>',
    '--rotation-reuse <policy>',
  ],
  'profile remove': ['<name>'],
  emulator: ['--port <n>', '--config <file>', '--auto-approve', '--tls'],
  demo: ['--browser'],
  completion: ['<shell>'],
}

const top = program(() => Promise.reject(new Error('not run here')))
const tree = commandTree(top)
const commands = everyCommand(tree)

describe('the command line', () => {
  test('has every command, argument and option in the spelling that scripts use', () => {
    const found = commands.map(({ path, arguments: given, options }) => [
      path,
      [
        ...given.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`)),
        ...options.map(({ flags }) => flags).filter((flags) => flags !== '-h, --help'),
      ],
    ])
    expect(Object.fromEntries(found)).toEqual(surface)
  })

  test('hides the spellings of other tools, and nothing else', () => {
    const hidden = commands.flatMap(({ options }) =>
      options.filter((option) => option.hidden).map(({ flags }) => flags),
    )
    expect([...new Set(hidden)]).toEqual([
      '-a, --alias <name>',
      '--json',
      '-r, --instance-url <url>',
      '-f, --jwt-key-file <file>',
    ])
  })

  test('hides the command that runs when none is named, and no other', () => {
    const hiddenBelow = (command: CommandUnknownOpts): readonly string[] => {
      const shown = command.createHelp().visibleCommands(command)
      return command.commands.flatMap((child) => [
        ...(shown.includes(child) ? [] : [`${command.name()} ${child.name()}`]),
        ...hiddenBelow(child),
      ])
    }
    expect(hiddenBelow(top)).toEqual(['jwt flow', 'saml flow', 'pkce flow', 'register create'])
  })

  test('has --help behind every command', () => {
    const without = commands.filter(
      ({ options }) => !options.some(({ flags }) => flags === '-h, --help'),
    )
    expect(without.map(({ path }) => path)).toEqual([])
  })

  test('gives every command one line for the list of commands', () => {
    const bad = commands.filter(({ summary }) => summary === '' || summary.includes('\n'))
    expect(bad.map(({ path }) => path)).toEqual([])
  })

  test('takes no secret as the value of an option: a file or a switch for stdin instead', () => {
    const secret = /secret|password|passphrase|token|assertion|otp|key|rejected/
    const others = commands.flatMap(({ options }) =>
      options.filter(
        ({ names, takes }) =>
          secret.test(names.at(-1) ?? '') && takes.kind !== 'file' && takes.kind !== 'nothing',
      ),
    )
    // They speak of a key or a token, and are public.
    const open = [
      '--key-id',
      '--subject-token-type',
      '--actor-token-type',
      '--token-handler',
      '--recaptcha-site-key',
      '--token-type-hint',
    ]
    expect([...new Set(others.map(({ names }) => names.at(-1)))]).toEqual(open)
  })

  test('takes a switch for stdin beside a file for every secret that a pipe would bring', () => {
    const lonely = commands.flatMap(({ path, options }) => {
      const names = options.flatMap((option) => option.names)
      return names
        .filter((name) => name.endsWith('-stdin'))
        .filter((name) => !names.includes(name.replace('-stdin', '-file')))
        .map((name) => `${path} ${name}`)
    })
    expect(lonely).toEqual([])
  })

  test('never gives one letter two meanings on the same command', () => {
    const clashes = commands.flatMap(({ path, options }) => {
      const all = path === '' ? options : [...options, ...tree.options]
      const letters = all.flatMap(({ names }) => names.filter((name) => !name.startsWith('--')))
      return letters.filter((letter, index) => letters.indexOf(letter) !== index && letter !== '-h')
    })
    expect(clashes).toEqual([])
  })
})

const root = join(import.meta.dirname, '..')

describe('the documents', () => {
  const documents = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('docs', path))
    .concat(readdirSync(root))
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

  test('link to files that exist', () => {
    const dead = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .filter(([, target = '']) => !existsSync(join(root, dirname(path), target)))
        .map(([, target = '']) => `${path}: ${target}`),
    )
    expect(dead).toEqual([])
  })

  test('name sources and tests that exist', () => {
    const dead = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/`((?:src|test|scripts|bin|\.ci)\/[\w./-]+)`/g)]
        .filter(([, target = '']) => !existsSync(join(root, target)))
        .map(([, target = '']) => `${path}: ${target}`),
    )
    expect(dead).toEqual([])
  })

  test('name functions in the file that has them', () => {
    const text = readFileSync(join(root, 'docs', 'ARCHITECTURE.md'), 'utf8').replace(/\s+/g, ' ')
    const dead = [...text.matchAll(/`(\w+)`(?:,[^`]*)? (?:in|\() ?`(src\/[\w./-]+)`/g)]
      .filter(
        ([, name = '', path = '']) =>
          !new RegExp(`\\b${name}\\b`).test(readFileSync(join(root, path), 'utf8')),
      )
      .map(([, name = '', path = '']) => `${name} in ${path}`)
    expect(dead).toEqual([])
  })

  test('call commands and options that exist', () => {
    const known = new Map(
      commands.map(({ path, options }) => [path, options.flatMap(({ names }) => names)]),
    )
    const everywhere = known.get('') ?? []
    const dead = documents.flatMap(({ path, text }) => {
      const blocks = [...text.matchAll(/```(?:sh|yaml)\n(.*?)```/gs)].map(([, block = '']) => block)
      const calls = blocks.flatMap((block) =>
        [
          ...block.replaceAll(/\\\n\s*/g, '').matchAll(/\boauthctl ((?:[a-z-]+ ?)+[^\n|)#;&]*)/g),
        ].map(([, call = '']) =>
          call
            .replaceAll(/'[^']*'|"[^"]*"/g, 'VALUE')
            .trim()
            .split(/\s+/),
        ),
      )
      return calls.flatMap(([first = '', second = '', ...rest]) => {
        const deep = `${first} ${second}`
        const hidden = commands.find(
          (command) => command.hidden && command.path.startsWith(`${first} `),
        )
        const own = known.has(deep) ? deep : (hidden?.path ?? first)
        const end = rest.indexOf('--')
        const words = [second, ...(end < 0 ? rest : rest.slice(0, end))]
        const flags = words.filter((word) => /^--?[a-z]/.test(word))
        const names = [...(known.get(own) ?? []), ...everywhere]
        return [
          ...(known.has(first) ? [] : [`${path}: oauthctl ${first}`]),
          ...flags
            .filter((flag) => !names.includes(flag))
            .map((flag) => `${path}: oauthctl ${own} ${flag}`),
        ]
      })
    })
    expect(dead).toEqual([])
  })

  test('list the environment variables that the sources read, and no other of ours', () => {
    const listed = readFileSync(join(root, 'docs', 'environment.md'), 'utf8')
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(root, 'src', path), 'utf8'))
    const read = sources.flatMap((text) =>
      [
        ...text.matchAll(
          /(?:variable|switchedOn)\(\w[\w.]*, '((?:OAUTHCTL|ACTIONS)_\w+)'\)|variable: '(OAUTHCTL_\w+)'/g,
        ),
      ].flatMap(([, direct, secret = '']) =>
        direct === undefined ? [secret, `${secret}_FILE`] : [direct],
      ),
    )
    expect(read.length).toBeGreaterThan(30)
    expect(read.filter((name) => !listed.includes(`\`${name}\``))).toEqual([])
    const named = [...listed.matchAll(/`(OAUTHCTL_\w+)`/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !read.includes(name))).toEqual([])
  })
})

describe('the package', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Readonly<
    Record<string, unknown>
  >

  test('is one program and one importable module', () => {
    expect(manifest['bin']).toEqual({ oauthctl: 'bin/oauthctl.js' })
    expect(manifest['exports']).toEqual({
      './emulator': {
        types: './dist/types/emulator/index.d.ts',
        default: './dist/emulator.js',
      },
      './package.json': './package.json',
    })
  })

  test('carries what runs and what its users read, and no sources', () => {
    expect(manifest['files']).toEqual(['bin', 'dist', 'completions', 'CHANGELOG.md', 'SECURITY.md'])
  })

  test('runs no script of its own when it is installed', () => {
    const scripts = Object.keys(manifest['scripts'] as object)
    expect(
      scripts.filter((name) => /^(?:pre|post)?install$|^(?:pre|post)?prepare$/.test(name)),
    ).toEqual([])
  })

  test('runs on Node 20.20', () => {
    expect(manifest['engines']).toEqual({ node: '>=20.20' })
  })
})
