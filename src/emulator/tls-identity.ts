import type { ServerIdentity } from './open-hosts.js'
import type { TempFiles } from './temp-files.js'

/** A server certificate and the file of the authority that signed it. */
export interface TlsIdentity extends ServerIdentity {
  readonly caFile: string
}

/** Makes an authority nobody will use again, and writes its certificate where clients can read it. */
export async function tlsIdentity(files: TempFiles): Promise<TlsIdentity> {
  // Loaded on use: most orgs speak http.
  const { throwAwayAuthority } = await import('./tls.js')
  const { caPem, key, cert } = await throwAwayAuthority()
  return { caFile: await files.write('ca.pem', caPem), key, cert }
}
