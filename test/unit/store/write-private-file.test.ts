import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPrivateFile } from '../../../src/store/private-file.js'
import { temporaryPath } from '../../../src/store/temporary-file.js'
import { writePrivateFile } from '../../../src/store/write-private-file.js'
import { faultOf, freshFolder } from './fixtures.js'
import { buildProgram, canSwitchUser, ended, runAsNobody, said, start } from './programs.js'

describe('S2: a fault of the system', () => {
  test.runIf(canSwitchUser)('names the path and leaves no temporary file', async () => {
    const folder = freshFolder()
    chmodSync(folder, 0o755)
    writeFileSync(join(folder, 'a'), 'old', { mode: 0o600 })
    const program = buildProgram(`
      import { writePrivateFile } from './src/store/write-private-file.ts'
      import { readPrivateFile } from './src/store/private-file.ts'
      for (const run of [
        () => writePrivateFile(process.argv[2] + '/b', 'new'),
        async () => readPrivateFile(process.argv[2] + '/a', 10),
      ]) await run().catch((error) => console.log(error.code, error.message, error.cause.code))
    `)
    const { stdout } = await runAsNobody(program, [folder])
    expect(stdout.split('\n')).toEqual([
      `store_unavailable cannot write ${folder}/b: permission is denied EACCES`,
      `store_unavailable cannot read ${folder}/a: permission is denied EACCES`,
      '',
    ])
    expect(readdirSync(folder)).toEqual(['a'])
  })

  test('a path that is too long is a clear refusal', async () => {
    const fault = await faultOf(() => writePrivateFile(`/tmp/${'x'.repeat(300)}`, 'new'))
    expect(fault).toMatchObject({ code: 'store_unavailable' })
    expect(fault.message).toContain('the path is too long')
  })

  test('S1: a full disk keeps the old content and leaves no temporary file', ({ skip }) => {
    const folder = freshFolder()
    const script = 'mount -t tmpfs -o size=64k tmpfs "$1" || exit 77; exec "$2" "$3" "$1"'
    const program = buildProgram(`
      import { readdirSync, readFileSync } from 'node:fs'
      import { writePrivateFile } from './src/store/write-private-file.ts'
      const path = process.argv[2] + '/a'
      await writePrivateFile(path, 'old')
      const error = await writePrivateFile(path, 'x'.repeat(200_000)).catch((error) => error)
      console.log(JSON.stringify([error.code, error.message, readFileSync(path, 'utf8'), readdirSync(process.argv[2]!)]))
    `)
    const args = ['-m', 'sh', '-c', script, 'sh', folder, process.execPath, program]
    const run = spawnSync('unshare', args, { encoding: 'utf8' })
    if (run.status !== 0) skip('no mount namespaces here')
    expect(JSON.parse(run.stdout)).toEqual([
      'store_unavailable',
      `cannot write ${folder}/a: no space is left on the device`,
      'old',
      ['a'],
    ])
  })
})

test('what killed writers left is tidied up after an hour, not before', async () => {
  const folder = freshFolder()
  const [old, young] = [temporaryPath(folder), temporaryPath(folder)]
  for (const path of [old, young, join(folder, '.other.tmp')]) writeFileSync(path, '')
  for (const path of [old, join(folder, '.other.tmp')]) utimesSync(path, 1, 1)
  await writePrivateFile(join(folder, 'a'), 'x')
  expect([old, young, join(folder, '.other.tmp')].map((path) => existsSync(path))).toEqual([
    false,
    true,
    true,
  ])
})

test('a writer killed at any moment leaves the old content or the new', async () => {
  const folder = freshFolder()
  const path = join(folder, 'a')
  const contents = ['a', 'b'].map((letter) => letter.repeat(50_000))
  writeFileSync(path, contents[0]!, { mode: 0o600 })
  const program = buildProgram(`
    import { writePrivateFile } from './src/store/write-private-file.ts'
    console.log('ready')
    for (let round = 0; ; round += 1) await writePrivateFile(process.argv[2]!, 'ab'[round % 2]!.repeat(50_000))
  `)
  for (let round = 0; round < 12; round += 1) {
    const writer = start(program, [path])
    const end = ended(writer)
    await said(writer, 'ready')
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
    writer.kill('SIGKILL')
    await end
    expect(contents).toContain(readPrivateFile(path, 100_000)?.toString())
  }
  rmSync(path)
})
