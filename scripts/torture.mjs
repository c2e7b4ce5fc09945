// Runs test/torture, which is TypeScript.
import { join } from 'node:path'
import { loadBundled } from './load-bundled.mjs'

const { torture } = await loadBundled({
  entryPoints: [join(import.meta.dirname, '..', 'test', 'torture', 'torture.ts')],
})
process.exitCode = await torture(process.argv.slice(2))
