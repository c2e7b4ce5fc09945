import { describe, expect, test } from 'vitest'
import { explainEverything } from '../../../../src/flows/explain.js'
import { guideFlows } from '../../../../src/flows/guide-flows.js'
import { flowGuide } from '../../../../src/salesforce/flow-guide/flow-guide.js'
import { lessonGroups } from '../../../../src/salesforce/catalogue/lessons.js'
import { refusalCatalogue } from '../../../../src/salesforce/refusal-catalogue.js'
import { readRefusal } from '../../../../src/salesforce/refusals.js'

const lessons = lessonGroups.flatMap((group) => group.lessons)
const explanations = explainEverything().groups.flatMap((group) => group.explanations)
const key = (one: { readonly error: string; readonly description?: string }): string =>
  `${one.error}: ${one.description ?? ''}`.toLowerCase()

/** Section 2 of the contract: commands, and the subcommands of those that have some. */
const commands: Readonly<Record<string, readonly string[]>> = {
  login: [],
  device: [],
  jwt: ['keygen', 'sign', 'decode', 'verify'],
  'client-credentials': [],
  refresh: [],
  exchange: [],
  asset: [],
  saml: ['assertion'],
  password: [],
  headless: ['login', 'register', 'passwordless', 'forgot-password', 'guest', 'echo'],
  oauth1: [],
  token: [],
  status: [],
  logout: [],
  profile: ['list', 'show', 'use', 'set', 'remove'],
  introspect: [],
  revoke: [],
  userinfo: [],
  discover: [],
  register: ['show', 'update', 'delete'],
  pkce: ['verify'],
  cors: [],
  explain: [],
  flows: [],
  open: [],
  emulator: [],
  demo: [],
  completion: [],
}

/** Commands whose first word, when it is lower case, has to be a subcommand. */
const needsSubcommand = new Set(['profile', 'headless'])

/** Options as section 3 spells them, and those of single commands. */
const options = new Set(
  `--profile --output --redact --quiet --verbose --no-input --no-color --timeout --ca-file --store --issuer
  --client-id --client-secret-file --client-secret-stdin --key-file --key-id --auth-method --scope --param
  --no-browser --browser --port --redirect-uri --prompt --login-hint --sso-provider --display --immediate
  --login-timeout --session-timeout --no-store --paste --user-agent --hybrid --hybrid-user-agent --rejected
  --check --origins --identity --list --host --mermaid --audience --assertion-file --username --password-file
  --subject-token-file --name --help`.split(/\s+/),
)

function commandsIn(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/\boauthctl ((?:[a-z][\w-]*|[A-Z_]+|-\S+)(?: [a-z-]+)?)/g)].map(
    (match) => (match[1] ?? '').split(' '),
  )
}

const texts = [
  ...explanations.flatMap((one) => [
    ...one.cures.flatMap((cure) => [cure.text, cure.command ?? '', cure.setup ?? '']),
    one.see ?? '',
  ]),
  ...refusalCatalogue.map((entry) => entry.hint),
  ...guideFlows().flatMap((flow) => [flow.command, flow.advice, flow.block]),
  ...flowGuide.flatMap((flow) => flow.steps.map((step) => step.command ?? '')),
].filter((text) => text !== '')

describe('every error that can be explained', () => {
  test.each(explanations.map((one) => [key(one), one] as const))(
    '%s has all its parts',
    (_, one) => {
      expect(one.meaning).toMatch(/^\S.{10,}[.]$/)
      expect(one.causes.length).toBeGreaterThan(0)
      expect(one.cures.length).toBeGreaterThan(0)
      for (const cause of one.causes) expect(cause).toMatch(/^\S.{5,}[^.]$/)
      for (const cure of one.cures) {
        expect(cure.text).toMatch(/^\S.{5,}[^.]$/)
        if (cure.setup !== undefined) expect(cure.setup).toMatch(/^Setup > /)
        if (cure.command !== undefined) expect(cure.command).toMatch(/^oauthctl [a-z]/)
      }
    },
  )

  test('stands in the list of servers once', () => {
    const keys = lessons.map(({ error, description }) => `${error}: ${description ?? ''}`)
    expect(keys.filter((one, index) => keys.indexOf(one) !== index)).toEqual([])
  })

  test('gives the hint of the failing command first, unless no command meets it', () => {
    const differing = lessons.filter(
      ({ error, description, hint }) =>
        hint === undefined &&
        (readRefusal({ error, description, status: 400 }).hint ?? '').includes(
          'with -v to see the request',
        ),
    )
    expect(differing.map(key)).toEqual([])
  })
})

describe('a failing command and explain have one source', () => {
  test.each(refusalCatalogue.map((entry) => [key(entry), entry] as const))('%s', (_, entry) => {
    const taught = explanations.filter(
      (one) =>
        one.error.toLowerCase() === entry.error &&
        (entry.description === undefined || one.description?.toLowerCase() === entry.description),
    )
    expect(taught.length).toBeGreaterThan(0)
    expect(taught.some((one) => one.cures[0]?.text === entry.hint)).toBe(true)
  })

  test('of one error, entries with a description come before the one without', () => {
    const general = new Set<string>()
    for (const { error, description } of refusalCatalogue) {
      if (description === undefined) general.add(error)
      else expect(general).not.toContain(error)
    }
  })
})

describe('what a person is told to type', () => {
  test('is a command of the contract', () => {
    const wrong = texts.flatMap(commandsIn).filter(([command = '', next]) => {
      if (command.startsWith('-')) return false
      const below = Object.hasOwn(commands, command) ? commands[command] : undefined
      if (below === undefined) return true
      return needsSubcommand.has(command) && next !== undefined && !below.includes(next)
    })
    expect(wrong).toEqual([])
  })

  test('has only options of the contract', () => {
    const typed = texts.flatMap((text) => text.match(/(?<![\w-])--[a-z][a-z0-9-]*/g) ?? [])
    expect(typed.filter((option) => !options.has(option))).toEqual([])
    expect(typed.length).toBeGreaterThan(20)
  })
})
