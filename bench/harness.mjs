// The harness is TypeScript. Bundled two folders below the repository's root, as scripts/torture.mjs does it.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const repository = join(import.meta.dirname, '..')
const used = `
  export { kills } from './torture/kills.js'
  export { look } from './torture/ledger.js'
  export { machine } from './torture/machine.js'
  export { oauthctl } from './torture/oauthctl.js'
  export { spread } from './torture/quantile.js'
  export { races } from './torture/races.js'
  export { stage } from './torture/stage.js'
  export { logInTo } from './support/log-in.js'
`

/** Loads what the torture and its contenders are made of. */
export async function loadHarness() {
  const outfile = join(repository, 'node_modules', '.cache', `bench-${process.pid}.mjs`)
  mkdirSync(join(outfile, '..'), { recursive: true })
  process.once('exit', () => rmSync(outfile, { force: true }))
  await build({
    stdin: { contents: used, resolveDir: join(repository, 'test'), loader: 'ts' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.20',
    outfile,
    logLevel: 'error',
  })
  return import(pathToFileURL(outfile).href)
}
