// Installs what is compared with us into a folder of its own, next to the programs that use it.
import { execFile } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

// The package node brings the newer Node that the library asks for.
const dependencies = { '@salesforce/core': '9', node: '22', 'proper-lockfile': '4' }

/** Installs the others into a folder. @returns Their programs and versions. */
export async function installOthers(folder) {
  for (const name of ['salesforce-core', 'plain-file']) {
    cpSync(join(import.meta.dirname, name), join(folder, name), { recursive: true })
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder })
  const node = join(folder, 'node_modules', 'node', 'bin', 'node')
  const { stdout } = await promisify(execFile)(node, ['--version'])
  return {
    node,
    program: (...words) => join(folder, ...words),
    versions: {
      '@salesforce/core': installed(folder, '@salesforce/core'),
      'its node': stdout.trim(),
      'proper-lockfile': installed(folder, 'proper-lockfile'),
    },
  }
}

function installed(folder, name) {
  const file = join(folder, 'node_modules', name, 'package.json')
  return JSON.parse(readFileSync(file, 'utf8')).version
}
