// Bundles src into dist. Splitting keeps every heavy library behind the import() that needs it;
// native modules and `open` (it finds a script beside itself) stay in node_modules.
import { rm } from 'node:fs/promises'
import { build } from 'esbuild'

await rm('dist', { recursive: true, force: true })
await build({
  entryPoints: {
    main: 'src/app/main.ts',
    'keychain-child': 'src/store/keychain-child.ts',
    emulator: 'src/emulator/index.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.20',
  external: ['keytar', 'fs-native-extensions', 'open', 'ora', 'undici'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
})
