// Bundles test/torture, which is TypeScript, and runs it. The bundle lies two folders below the repository's root, as
// test/support does: what is found from there is found from here, and so are native modules.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'

const repository = join(import.meta.dirname, '..')
const outfile = join(repository, 'node_modules', '.cache', `torture-${process.pid}.mjs`)
mkdirSync(join(outfile, '..'), { recursive: true })
process.once('exit', () => rmSync(outfile, { force: true }))
buildSync({
  entryPoints: [join(repository, 'test', 'torture', 'torture.ts')],
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20.20',
  outfile,
  logLevel: 'error',
})
const { torture } = await import(pathToFileURL(outfile).href)
process.exitCode = await torture(process.argv.slice(2))
