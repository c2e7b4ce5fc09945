// What the torture and its contenders are made of. It is TypeScript.
import { join } from 'node:path'
import { loadBundled } from '../scripts/load-bundled.mjs'

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

/** Loads the harness. */
export function loadHarness() {
  const resolveDir = join(import.meta.dirname, '..', 'test')
  return loadBundled({ stdin: { contents: used, resolveDir, loader: 'ts' } })
}
