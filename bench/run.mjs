// Runs the race and the kills of test/torture with oauthctl and with others, and shows the figures side by side.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadHarness } from './harness.mjs'
import { installOthers } from './others.mjs'
import { plainFile } from './plain-file/contender.mjs'
import { salesforceCore } from './salesforce-core/contender.mjs'
import { sideBySide } from './side-by-side.mjs'
import { watchedContender, watchedStage } from './watched.mjs'

const text = { type: 'string' }
const { values } = parseArgs({
  options: { races: text, kills: text, seed: text, lanes: text, only: text, json: text },
})
const whole = (name, usual) => {
  const given = values[name] ?? String(usual)
  if (!/^\d{1,9}$/.test(given)) throw new TypeError(`--${name} is not a whole number: ${given}`)
  return Number(given)
}
const processes = whole('races', 50)
const rounds = whole('kills', 100)
const seed = whole('seed', 1)
const lanes = whole('lanes', availableParallelism() + 1)

const folder = mkdtempSync(join(tmpdir(), 'oauthctl-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1))

const harness = await loadHarness()
const bare = harness.stage()
process.once('exit', bare.clear)
const others = await installOthers(folder)
const all = [
  harness.oauthctl,
  salesforceCore(harness, others),
  plainFile(harness, others, { name: 'in-place', writing: 'in-place', locking: 'no-lock' }),
  plainFile(harness, others, { name: 'rename', writing: 'rename', locking: 'no-lock' }),
  plainFile(harness, others, { name: 'proper-lockfile', writing: 'rename', locking: 'lock' }),
]
const asked = values.only?.split(',') ?? all.map(({ name }) => name)
const unknown = asked.filter((name) => !all.some((contender) => contender.name === name))
if (unknown.length > 0) throw new TypeError(`--only knows no ${unknown.join(', ')}`)

/** What the project promises of itself: what 99 % wait because another process refreshes. */
const withinMs = 1_000

async function raced(given) {
  const { contender, lost } = watchedContender(harness, given)
  const { figures, broken } = await harness.races(bare, contender, { processes, withinMs })
  return { name: given.name, figures: { ...figures, sessions_lost: lost() }, broken }
}

async function killed(contender) {
  const { stage, measured } = watchedStage(bare)
  const { figures, broken } = await harness.kills(stage, contender, { rounds, seed, lanes })
  const slowest = harness.spread(measured).max
  return { name: contender.name, figures: { ...figures, slowest_in_peace_ms: slowest }, broken }
}

/** Others tell their errors with a stack. The JSON has it whole. */
const firstLine = (text) => text.split('\n', 1)[0]

const argv = process.argv.slice(2)
const facts = {
  ...harness.machine(argv, seed),
  command: ['node bench/run.mjs', ...argv].join(' '),
  load_before: loadavg()[0],
  versions: others.versions,
}
const found = { races: [], kills: [] }
/** After each contender: a run takes long, and whoever ends it early keeps what there is. */
const keep = () => {
  if (values.json === undefined) return
  writeFileSync(values.json, `${JSON.stringify({ ...facts, ...found }, undefined, 2)}\n`)
}
for (const contender of all.filter(({ name }) => asked.includes(name))) {
  console.error(`${contender.name} ...`)
  if (processes > 0) found.races.push(await raced(contender))
  if (rounds > 0) found.kills.push(await killed(contender))
  keep()
}

console.log(JSON.stringify(facts, undefined, 2))
for (const [part, columns] of Object.entries(found)) {
  if (columns.length === 0) continue
  console.log(`\n${part}\n\n${sideBySide(columns)}\n`)
  for (const { name, broken } of columns) {
    for (const sentence of broken) console.log(`- ${name}: ${firstLine(sentence)}`)
  }
}
