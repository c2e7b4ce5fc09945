// What many tools do: tokens in a JSON file; when the access token is over, refresh it and write the file again.
// token.mjs FILE in-place|rename no-lock|lock, and by stdin the access token that is over.
import { readFile, rename, writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'

// Beyond its defaults only patience: it gives up at once otherwise, and 20 s outlast a dead holder's 10 s.
const patience = { retries: { retries: 100, minTimeout: 20, maxTimeout: 200 } }

const [file, writing, locking] = process.argv.slice(2)
const over = await text(process.stdin)

const stored = async () => JSON.parse(await readFile(file, 'utf8'))

async function write(tokens) {
  const body = JSON.stringify(tokens, null, 2)
  if (writing === 'in-place') return writeFile(file, body, { mode: 0o600 })
  const temporary = `${file}.${process.pid}`
  await writeFile(temporary, body, { mode: 0o600 })
  await rename(temporary, file)
}

async function refreshed(tokens) {
  const { client_id, client_secret, refresh_token, token_endpoint } = tokens
  const grant = { grant_type: 'refresh_token', client_id, client_secret, refresh_token }
  const answer = await fetch(token_endpoint, { method: 'POST', body: new URLSearchParams(grant) })
  if (!answer.ok) throw new Error(`HTTP ${answer.status} ${await answer.text()}`)
  const next = { ...tokens, ...(await answer.json()) }
  await write(next)
  return next
}

async function refreshedUnderLock() {
  const { lock } = await import('proper-lockfile')
  const unlock = await lock(file, patience)
  try {
    const tokens = await stored()
    return tokens.access_token === over ? await refreshed(tokens) : tokens
  } finally {
    await unlock()
  }
}

async function fresh() {
  const tokens = await stored()
  if (tokens.access_token !== over) return tokens
  if (process.env.BENCH_HOLD !== undefined) process.kill(process.pid, 'SIGSTOP')
  return locking === 'lock' ? refreshedUnderLock() : refreshed(tokens)
}

try {
  const { access_token } = await fresh()
  process.stdout.write(`${access_token}\n`)
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
