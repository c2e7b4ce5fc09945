// What every command and plugin on this library does: load the user's auth, connect, call an API. A session the org
// refuses is refreshed by the library by itself, under its own lock, and the call is tried again.
import { AuthInfo, Connection } from '@salesforce/core'

const [username] = process.argv.slice(2)
const connection = await Connection.create({ authInfo: await AuthInfo.create({ username }) })
if (process.env.BENCH_HOLD !== undefined) process.kill(process.pid, 'SIGSTOP')
await connection.request(`/services/data/v${connection.getApiVersion()}/`)
process.stdout.write(`${connection.accessToken}\n`)
