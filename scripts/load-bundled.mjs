// Loads a TypeScript module of the repository, bundled. The bundle lies two folders below the root, as test/support does: what is
// found from there is found from here, and so are native modules.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'

const repository = join(import.meta.dirname, '..')

/** @param {import('esbuild').BuildOptions} entry What is bundled: `entryPoints` or `stdin`. */
export async function loadBundled(entry) {
  const outfile = join(repository, 'node_modules', '.cache', `torture-${process.pid}.mjs`)
  mkdirSync(join(outfile, '..'), { recursive: true })
  process.once('exit', () => rmSync(outfile, { force: true }))
  buildSync({
    ...entry,
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
