import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Who may import whom. The same table, read by eslint, stands in eslint.config.js. */
const layers: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  oauth: ['kernel'],
  salesforce: ['kernel', 'oauth'],
  flows: ['kernel', 'oauth', 'salesforce'],
  listener: ['kernel'],
  http: ['kernel'],
  store: ['kernel'],
  config: ['kernel'],
  output: ['kernel'],
  commands: ['kernel', 'flows'],
  emulator: [],
  app: [
    'kernel',
    'oauth',
    'salesforce',
    'flows',
    'listener',
    'http',
    'store',
    'config',
    'output',
    'commands',
    'emulator',
  ],
}

/** Packages that do IO or speak a protocol, and the layers that own them. */
const owners: Readonly<Record<string, readonly string[]>> = {
  undici: ['http'],
  keytar: ['store'],
  'fs-native-extensions': ['store'],
  open: ['listener'],
  ora: ['output'],
  uqr: ['output'],
  commander: ['commands', 'app'],
  '@commander-js/extra-typings': ['commands', 'app'],
  oauth4webapi: ['oauth'],
  jose: ['oauth', 'emulator'],
  hono: ['emulator'],
  '@hono/node-server': ['emulator'],
  'xml-crypto': ['oauth'],
  '@clack/prompts': ['output'],
}

/** IO packages that exactly one file may import. */
const singleFile = ['undici', 'keytar', 'open', 'ora', 'uqr']

interface Import {
  readonly file: string
  readonly layer: string
  readonly target: string
}

const src = resolve(import.meta.dirname, '..', 'src')

function importsOf(file: string, text: string): readonly Import[] {
  const layer = relative(src, file).split(sep)[0] ?? ''
  const found = text.matchAll(
    /(?:from|import|require|resolve|createRequire\(import\.meta\.url\))\s*\(?\s*['"]([^'"]+)['"]|require\(['"]([^'"]+)['"]\)/g,
  )
  return [...found].map((match) => ({ file, layer, target: match[1] ?? match[2] ?? '' }))
}

/** The package of an import, or of one of its files. */
function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The rule an import breaks, in words, or `undefined`. */
function violation(entry: Import): string | undefined {
  const { file, layer, target } = entry
  const where = relative(src, file)
  if (target.startsWith('.')) {
    if (target.endsWith('/package.json')) return undefined
    const to = relative(src, resolve(file, '..', target)).split(sep)[0] ?? ''
    if (to === layer) return undefined
    return layers[layer]?.includes(to) === true ? undefined : `${where}: ${layer} imports ${to}`
  }
  const allowed = owners[packageOf(target)]
  return allowed === undefined || allowed.includes(layer)
    ? undefined
    : `${where}: ${layer} imports the package ${target}`
}

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
const imports = files.flatMap((file) => importsOf(file, readFileSync(file, 'utf8')))

describe('the house', () => {
  test('every import goes to a layer that the table allows', () => {
    expect(imports.flatMap((entry) => violation(entry) ?? [])).toEqual([])
  })

  test('every folder of src is a layer of the table', () => {
    expect([...new Set(imports.map((entry) => entry.layer))].filter((l) => !(l in layers))).toEqual(
      [],
    )
  })

  test('each IO package is imported by exactly one file', () => {
    const importers = singleFile.map((name) => [
      name,
      new Set(imports.filter(({ target }) => packageOf(target) === name).map(({ file }) => file))
        .size,
    ])
    expect(importers).toEqual(singleFile.map((name) => [name, 1]))
  })

  test('a planted violation is seen', () => {
    const planted = importsOf(
      join(src, 'flows', 'planted.ts'),
      "import { x } from '../store/x.js'\nimport { fetch } from 'undici'\nawait import('../app/main.js')",
    )
    expect(planted.flatMap((entry) => violation(entry) ?? [])).toEqual([
      'flows/planted.ts: flows imports store',
      'flows/planted.ts: flows imports the package undici',
      'flows/planted.ts: flows imports app',
    ])
  })

  test('no source file is over 250 lines', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 251)
    expect(long.map((file) => relative(src, file))).toEqual([])
  })
})
