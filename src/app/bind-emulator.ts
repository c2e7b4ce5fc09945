import { readFile } from 'node:fs/promises'
import type { EmulatorContext, EmulatorOptions } from '../commands/emulator.js'
import { AuthError } from '../kernel/errors.js'
import type { Org } from '../emulator/index.js'
import { outputFormat } from './globals.js'
import type { Services } from './services.js'

/** Binds `emulator` to this process. */
export function emulatorContext(services: Services): EmulatorContext {
  return { serve: (options) => serve(options, services) }
}

async function serve(options: EmulatorOptions, services: Services): Promise<void> {
  const { host, globals, signal } = services
  const format = outputFormat(globals.output, () => false)
  if (format !== 'text' && format !== 'json') {
    throw new AuthError('usage', `-o ${format} is for tokens`, { hint: 'use -o json here' })
  }
  await using org = await started(options)
  host.writeStdout(format === 'json' ? `${JSON.stringify(org.ready)}\n` : readyLine(org))
  await stopped(signal)
}

async function started(options: EmulatorOptions): Promise<Org> {
  const config = options.config === undefined ? undefined : await readConfig(options.config)
  const { OrgError, startOrg } = await import('../emulator/index.js')
  try {
    return await startOrg({
      port: options.port,
      config,
      autoApprove: options.autoApprove,
      tls: options.tls,
    })
  } catch (cause) {
    if (!(cause instanceof OrgError)) throw cause
    const code = cause.code === 'port_in_use' ? 'port_in_use' : 'bad_configuration'
    throw new AuthError(code, cause.message, { cause, hint: cause.hint })
  }
}

async function readConfig(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new AuthError('bad_configuration', `${path} is not a readable JSON file`, {
      cause,
      hint: 'give --config a JSON file as described in docs/emulator.md',
    })
  }
}

function readyLine({ ready }: Org): string {
  const { hosts, users } = ready
  const first = users[0]
  const who = first === undefined ? '' : `; log in as ${first.username} with ${first.password}`
  return `emulator ready: ${hosts.my_domain} (login ${hosts.login}, test ${hosts.sandbox}, site ${hosts.site})${who}; Ctrl-C ends it\n`
}

/** An emulator runs until a signal, which is its ordinary end. */
function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
