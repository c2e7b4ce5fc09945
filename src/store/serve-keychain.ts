import { keychainItem, type KeychainAnswer, type KeychainRequest } from './keychain-protocol.js'
import type { Keytar } from './keytar.js'

/**
 * Does what a request asks. A failure is an answer.
 *
 * A service that reads but does not write is locked: that is how a locked collection looks on Linux,
 * where it reads as empty.
 */
export async function serveKeychain(
  request: KeychainRequest,
  load: () => Keytar,
): Promise<KeychainAnswer> {
  let hasRead = false
  try {
    const keytar = load()
    const found = await readItem(keytar)
    hasRead = true
    if (request.kind === 'prove') return await prove(keytar, request.account, request.value)
    if (request.kind === 'read' || found !== undefined) return { kind: 'item', value: found }
    await keytar.setPassword(keychainItem.service, keychainItem.account, request.key)
    return { kind: 'item', value: await readItem(keytar) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    return { kind: hasRead ? 'locked' : 'unavailable', reason: reason || 'unknown' }
  }
}

async function prove(keytar: Keytar, account: string, value: string): Promise<KeychainAnswer> {
  const { service } = keychainItem
  await keytar.setPassword(service, account, value)
  const back = await keytar.getPassword(service, account)
  const deleted = await keytar.deletePassword(service, account)
  if (back !== value || !deleted) {
    return { kind: 'unavailable', reason: 'it does not give back what was written' }
  }
  // Only now is it known to be unlocked, so that "no item" means that there is none.
  return { kind: 'item', value: await readItem(keytar) }
}

async function readItem(keytar: Keytar): Promise<string | undefined> {
  return (await keytar.getPassword(keychainItem.service, keychainItem.account)) ?? undefined
}
