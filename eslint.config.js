import tseslint from 'typescript-eslint'

/** The house: each layer and the layers it may import. Mirrored by test/architecture.test.ts. */
export const layers = {
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

/** Packages that do IO or speak a protocol, and the only places that may import them. */
const owners = {
  undici: ['src/http/**'],
  keytar: ['src/store/**'],
  'fs-native-extensions': ['src/store/**'],
  open: ['src/listener/**'],
  ora: ['src/output/**'],
  uqr: ['src/output/**'],
  commander: ['src/commands/**', 'src/app/**'],
  '@commander-js/extra-typings': ['src/commands/**', 'src/app/**'],
  oauth4webapi: ['src/oauth/**'],
  jose: ['src/oauth/**', 'src/emulator/**'],
  hono: ['src/emulator/**'],
  '@hono/node-server': ['src/emulator/**'],
  'xml-crypto': ['src/oauth/**'],
  '@clack/prompts': ['src/output/**'],
}

const ambient = ['process', 'console', 'fetch', 'setTimeout', 'setInterval']

const layerRules = Object.entries(layers).map(([layer, allowed]) => {
  const closed = Object.keys(layers).filter((other) => other !== layer && !allowed.includes(other))
  const strangers = Object.entries(owners)
    .filter(([, places]) => !places.includes(`src/${layer}/**`))
    .map(([name]) => name)
  return {
    files: [`src/${layer}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...closed.map((other) => ({
              group: [`**/${other}/*`, `**/${other}/**`],
              message: `${layer} may not import ${other} (docs/ARCHITECTURE.md)`,
            })),
            ...strangers.map((name) => ({
              group: [name, `${name}/*`],
              message: `${name} is imported elsewhere, behind a port (docs/ARCHITECTURE.md)`,
            })),
          ],
        },
      ],
    },
  }
})

const withClock = ['http', 'store', 'listener', 'config', 'output', 'emulator', 'app']

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'node_modules/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // What is taken out of an object, or held until the end of a block, has a name that nobody reads.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'named exports only' },
        { selector: 'TSEnumDeclaration', message: 'use a union of literals' },
        { selector: 'TSParameterProperty', message: 'declare the field' },
      ],
    },
  },
  {
    files: Object.keys(layers)
      .filter((layer) => !withClock.includes(layer))
      .map((layer) => `src/${layer}/**/*.ts`),
    rules: {
      'no-restricted-globals': ['error', ...ambient],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'take a Clock' },
        { object: 'Math', property: 'random', message: 'take a Random' },
      ],
    },
  },
  ...layerRules,
  {
    files: ['test/**/*.ts', 'scripts/**/*.ts', '*.config.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
)
