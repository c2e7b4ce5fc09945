/**
 * A program of its own: one keychain request on stdin; on stdout an empty line when it is ready for
 * it, then one answer. A native call that hangs is left here, in a process that can be killed.
 */
import { loadKeytar } from './keytar.js'
import { parseRequest } from './keychain-protocol.js'
import { serveKeychain } from './serve-keychain.js'

let received = ''

process.stdin.setEncoding('utf8')
process.stdin.on('data', (chunk: string) => {
  const answered = received.includes('\n')
  received += chunk
  if (!answered && received.includes('\n')) void answer(received)
})
// The parent is gone. `process.exit` would wait for the native call; a signal does not.
process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL'))
process.stdout.write('\n')

async function answer(line: string): Promise<void> {
  const reply = await serveKeychain(parseRequest(line), loadKeytar)
  process.stdout.write(`${JSON.stringify(reply)}\n`)
}
