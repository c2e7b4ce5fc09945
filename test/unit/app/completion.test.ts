import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandTree, everyCommand } from '../../../src/app/command-tree.js'
import { completionScript } from '../../../src/app/completion.js'
import { program } from '../../../src/app/program.js'
import type { Shell } from '../../../src/commands/completion.js'
import { describeWith } from '../../support/needs.js'

const tree = commandTree(program(() => Promise.reject(new Error('not run here'))))
const formats = ['dotenv', 'env', 'fish', 'header', 'json', 'powershell', 'text', 'token']
const files: Readonly<Record<Shell, string>> = {
  bash: 'oauthctl.bash',
  zsh: 'oauthctl.zsh',
  fish: 'oauthctl.fish',
  powershell: 'oauthctl.ps1',
}

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oauthctl-completion-'))
  for (const [shell, file] of Object.entries(files)) {
    writeFileSync(join(folder, file), completionScript(shell as Shell, tree))
  }
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  // Stands in for the program, which a completion asks for the names of profiles.
  const list = '* acme  https://acme.my.salesforce.com\\n  $(id)  https://x\\n  ci    https://y\\n'
  writeFileSync(
    join(bin, 'oauthctl'),
    `#!/bin/sh\n[ "$1 $2 $3 $4 $5" = "profile list -o text --no-color" ] && printf '${list}'\n`,
  )
  chmodSync(join(bin, 'oauthctl'), 0o755)
  writeFileSync(join(folder, 'settings.json'), '{}')
  writeFileSync(join(folder, 'two words.json'), '{}')
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a shell beside the scripts and gives the lines it printed, sorted. */
function lines(command: string, args: readonly string[]): readonly string[] {
  const path = `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`
  const { stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: path, HOME: folder, TERM: 'vt100', LC_ALL: 'C.UTF-8' },
  })
  if (error !== undefined) throw error
  expect(stderr).toBe('')
  return stdout
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .sort()
}

/** The word under the cursor is the last. */
type LineCase = readonly [title: string, words: readonly string[], expected: readonly string[]]

/** What runs when no command is named is a hidden command, and takes all that its parent seems to take. */
const defaultCases: readonly LineCase[] = [
  [
    'the tools for JWTs and the hosts of the flow',
    ['jwt', ''],
    ['decode', 'keygen', 'login', 'sign', 'test', 'verify'],
  ],
  ['assertion and the hosts of the flow', ['saml', ''], ['assertion', 'login', 'test']],
  ['verify and no hidden word', ['pkce', ''], ['verify']],
  ['what is done with a registration', ['register', ''], ['delete', 'show', 'update']],
  ['options of the flow at its command', ['jwt', '--key-f'], ['--key-file']],
  ['options of making a pair', ['pkce', '--l'], ['--length']],
  [
    'options of creating a registration',
    ['register', '--init'],
    ['--initial-access-token-file', '--initial-access-token-stdin'],
  ],
  ['files for an option of the flow', ['jwt', '--key-file', 'sett'], ['settings.json']],
  ['options of the program at the flow', ['jwt', '--ca'], ['--ca-file']],
  ['tools behind an option of the program', ['jwt', '-q', 'k'], ['keygen']],
  ['hosts and no tool behind an option of the flow', ['jwt', '-s', 'api', ''], ['login', 'test']],
  [
    'hosts and no tool behind a switch of the flow',
    ['jwt', '--client-secret-stdin', ''],
    ['login', 'test'],
  ],
  ['options of the flow behind another', ['jwt', '-s', 'api', '--key-f'], ['--key-file']],
  ['options of the flow behind its host', ['jwt', 'acme', '--key-f'], ['--key-file']],
  ['no tool behind the host of the flow', ['jwt', 'acme', 'k'], []],
  ['no option of the flow at a tool', ['jwt', 'keygen', '--key-f'], []],
  ['own options of a tool', ['jwt', 'keygen', '--out'], ['--out-cert', '--out-key', '--output']],
  ['nothing where a host may stand that nobody knows', ['pkce', '--remote', ''], []],
  ['options where a value was left out', ['pkce', '--remote', '--l'], ['--length']],
  [
    'options behind a value that may be left out',
    ['pkce', '--remote', 'acme', '--l'],
    ['--length'],
  ],
]

/** What every shell has to offer for a line. */
const lineCases: readonly LineCase[] = [
  ['commands by their beginning', ['lo'], ['login', 'logout']],
  ['commands behind an option and its value', ['-p', 'login', 'sta'], ['status']],
  ['commands of a command', ['profile', ''], ['list', 'remove', 'set', 'show', 'use']],
  ['hosts of a login', ['login', ''], ['login', 'test']],
  ['formats behind -o', ['token', '-o', ''], formats],
  ['stores', ['--store', 'k'], ['key-file', 'keychain']],
  ['prompts', ['login', '--prompt', 'c'], ['consent']],
  ['authentication methods', ['login', '--auth-method', 'b'], ['basic']],
  ['own options of a command', ['token', '--min'], ['--min-ttl']],
  [
    'own options of a command of a command',
    ['profile', 'set', '--red'],
    ['--redact', '--redirect-uri'],
  ],
  ['options of the program behind a command', ['status', '--ca'], ['--ca-file']],
  ['no option of another command', ['token', '--paste'], []],
  ['no alias for other fingers', ['--al'], []],
  ['files where a file is wanted', ['emulator', '--config', 'sett'], ['settings.json']],
  ['nothing where only the person knows', ['login', '--issuer', ''], []],
  ['kinds of pages', ['login', '--display', ''], ['mobile', 'page', 'popup', 'touch']],
  ['nothing for a provider that only the org knows', ['login', '--sso-provider', ''], []],
  ['kinds of tokens', ['introspect', '--token-type-hint', ''], ['access_token', 'refresh_token']],
  ['names of flows', ['flows', 'hybrid'], ['hybrid', 'hybrid-user-agent']],
  ['shells', ['completion', ''], ['bash', 'fish', 'powershell', 'zsh']],
  ['an option again that may be repeated', ['login', '--scope', 'api', '--sco'], ['--scope']],
  ['files where an argument is one', ['jwt', 'decode', 'sett'], ['settings.json']],
  ['files only where the file stands', ['pkce', 'verify', 'sett'], []],
  ['files behind another argument', ['pkce', 'verify', 'abc', 'sett'], ['settings.json']],
  ['options behind an option of the program', ['login', '-q', '--disp'], ['--display']],
  ['commands of a command behind an option', ['profile', '-q', 'l'], ['list']],
  ['nothing behind the last argument', ['login', 'acme', 't'], []],
  ...defaultCases,
  ['names of profiles', ['profile', 'use', 'a'], ['acme']],
  ['names of profiles behind -p', ['status', '-p', 'c'], ['ci']],
]

describe('bash completion', () => {
  const complete = (words: readonly string[]): readonly string[] =>
    lines('bash', [
      '--norc',
      '--noprofile',
      '-uc',
      'source ./oauthctl.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _oauthctl; ' +
        'printf "%s\\n" ${COMPREPLY[@]+"${COMPREPLY[@]}"}',
      'oauthctl',
      'oauthctl',
      ...words,
    ])

  test.each(lineCases)('offers %s', (_title, words, expected) => {
    expect(complete(words)).toEqual(expected)
  })

  test('knows the value of --option=value, which bash splits', () => {
    expect(complete(['token', '--output', '='])).toEqual(formats)
    expect(complete(['token', '--output', '=', 'js'])).toEqual(['json'])
    expect(complete(['--output', '=', 'json', 'sta'])).toEqual(['status'])
  })

  test('quotes the name of a profile that would run a command', () => {
    expect(complete(['-p', '$'])).toEqual(['\\$\\(id\\)'])
  })

  test('keeps a file name with a space in one piece', () => {
    expect(complete(['emulator', '--config', 'two'])).toEqual(['two words.json'])
  })

  test('offers no options behind --', () => {
    expect(complete(['token', '--', '--min'])).toEqual([])
  })

  test('is what the shell calls for the Tab key', () => {
    expect(lines('bash', ['--norc', '-c', 'source ./oauthctl.bash; complete -p oauthctl'])).toEqual(
      ['complete -F _oauthctl oauthctl'],
    )
  })
})

describeWith(['fish'], 'fish completion', () => {
  const complete = (words: readonly string[]): readonly string[] =>
    lines('fish', [
      '--no-config',
      '-c',
      'source ./oauthctl.fish; complete -C (string join " " -- oauthctl $argv)',
      '--',
      ...words,
    ]).map((line) => line.split('\t', 1)[0] ?? '')

  test.each(lineCases)('offers %s', (_title, words, expected) => {
    expect(complete(words)).toEqual(expected)
  })

  test('knows the value of --option=value', () => {
    expect(complete(['token', '--output=js'])).toEqual(['--output=json'])
  })

  test('describes what it offers', () => {
    expect(
      lines('fish', ['--no-config', '-c', 'source ./oauthctl.fish; complete -C "oauthctl logo"']),
    ).toEqual(['logout\trevoke the tokens at the server, then forget them'])
  })
})

describeWith(['zsh'], 'zsh completion', () => {
  // The completion system only runs at a prompt, so zsh gets a terminal of its own. Every match goes
  // through `compadd`, which here writes what it offers into a file.
  const setup = `
autoload -Uz compinit
compinit -u -d ./compdump
source ./oauthctl.zsh
bindkey '^I' complete-word
comppostfuncs=(exit)
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return $?; fi
  typeset -a offered
  builtin compadd -O offered "$@"
  (( $#offered )) && print -rl -- $offered >> ./offered
  builtin compadd "$@"
}
`
  const driver = `
zmodload zsh/zpty
: > ./offered
zpty shell zsh -f -i
zpty -w shell 'source ./setup.zsh'
zpty -w -n shell "oauthctl $*"$'\\t'
while zpty -r shell; do :; done >/dev/null
cat ./offered
`
  const complete = (words: readonly string[]): readonly string[] =>
    lines('zsh', ['-f', './driver.zsh', ...words])

  beforeAll(() => {
    writeFileSync(join(folder, 'setup.zsh'), setup)
    writeFileSync(join(folder, 'driver.zsh'), driver)
  })

  test.each(lineCases)('offers %s', (_title, words, expected) => {
    expect(complete(words)).toEqual(expected)
  })

  test('knows the value of --option=value', () => {
    expect(complete(['token', '--output=js'])).toEqual(['json'])
  })

  test('offers an option that is given once no second time', () => {
    expect(complete(['jwt', '--username', 'me', '--user'])).toEqual([])
  })

  test('offers an option of the flow again that may be repeated', () => {
    expect(complete(['jwt', '--scope', 'api', '--sco'])).toEqual(['--scope'])
    expect(complete(['login', '--param', 'a=b', '--par'])).toEqual(['--param'])
  })
})

describe('PowerShell completion', () => {
  const script = completionScript('powershell', tree)

  test('names every command and every option', () => {
    const words = everyCommand(tree).flatMap(({ path, options }) => [
      path,
      ...options.filter(({ hidden }) => !hidden).flatMap(({ names }) => names),
    ])
    expect(words.filter((word) => !script.includes(word))).toEqual([])
  })

  /** What a table of the script says. */
  const said = (key: string): readonly string[] =>
    (new RegExp(`^ +'${key}' = '([^']*)'$`, 'm').exec(script)?.[1] ?? '').split(' ').sort()

  test.each([
    ['the tools for JWTs and the hosts of the flow', 'jwt 0', defaultCases[0]?.[2]],
    ['verify and no hidden word', 'pkce 0', ['verify']],
    ['what is done with a registration', 'register 0', ['delete', 'show', 'update']],
    ['kinds of pages', 'login --display', ['mobile', 'page', 'popup', 'touch']],
    ['hosts and no tool once an option of the flow is given', 'jwt flow 0', ['login', 'test']],
    ['files for an option of the flow', 'jwt flow --key-file', ['@file']],
    ['files where an argument is one', 'jwt decode 0', ['@file']],
  ])('knows %s', (_title, key, expected) => {
    expect(said(key)).toEqual(expected)
  })

  test('offers the options of the flow at its command, and looks for them there', () => {
    expect(script).toContain("        'jwt' = 'jwt flow'\n")
    expect(said('jwt')).toContain('--key-file')
    expect(said('register')).toContain('--initial-access-token-stdin')
  })

  test('closes every brace, bracket and quotation mark that it opens', () => {
    const code = script.replace(/^\s*#.*$/gm, '').replace(/'[^']*'/g, '')
    const count = (character: string): number => code.split(character).length - 1
    expect([count('{'), count('('), count('['), count("'")]).toEqual([
      count('}'),
      count(')'),
      count(']'),
      0,
    ])
  })
})
