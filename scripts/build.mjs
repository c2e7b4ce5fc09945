// Bundles src into dist: the program, split so that a run reads only what it needs; the emulator; the child
// that talks to the keychain; and the short way of a stored token. Libraries with weight of their own stay in node_modules and load on
// use. They are built apart: what they shared would be cut into many small files, and each costs.
import { rm } from 'node:fs/promises'
import { build } from 'esbuild'

const common = {
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.20',
  minifyWhitespace: true,
  minifySyntax: true,
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
}
const external = [
  '@clack/prompts',
  '@hono/node-server',
  'fs-native-extensions',
  'hono',
  'jose',
  'keytar',
  'oauth4webapi',
  'open',
  'ora',
  'xml-crypto',
]

/** The program loads the emulator from its own file: its classes must be one and the same. */
const emulatorApart = {
  name: 'emulator-apart',
  setup(bundler) {
    bundler.onResolve({ filter: /\/emulator\/index\.js$/ }, () => ({
      path: './emulator.js',
      external: true,
    }))
  },
}

await rm('dist', { recursive: true, force: true })
await Promise.all([
  build({
    ...common,
    entryPoints: { main: 'src/app/main.ts' },
    splitting: true,
    external,
    plugins: [emulatorApart],
  }),
  build({
    ...common,
    entryPoints: {
      emulator: 'src/emulator/index.ts',
      'keychain-child': 'src/store/keychain-child.ts',
    },
    external,
  }),
  // CommonJS starts faster than a module, and this one file is all that a stored token needs (ADR 6).
  build({
    ...common,
    entryPoints: { 'stored-token': 'src/app/stored-token.ts' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    banner: {},
    external,
  }),
])
