import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A certificate with its key, as a TLS server wants them. */
export interface ServerCertificate {
  readonly cert: string
  readonly key: string
}

/** A throw-away authority and what it signs. */
export interface Authority {
  readonly ca: string
  /** @param days How long it is valid; negative for one that has expired. */
  readonly issue: (names?: readonly string[], days?: number) => Promise<ServerCertificate>
  /** Another authority, signed by this one. */
  readonly issueAuthority: (name: string) => Promise<Authority>
}

/** Makes an authority with openssl, its files in that folder. */
export async function authority(folder: string, name: string): Promise<Authority> {
  const own = join(folder, name)
  await openssl(
    ['req', '-x509', ...newKey, '-keyout', `${own}.key`, '-out', `${own}.pem`],
    [...['-subj', `/CN=${name}`, '-days', '30', '-addext', mayIssue]],
  )
  return authorityOf(folder, own)
}

const mayIssue = 'basicConstraints=critical,CA:TRUE'

/** @param own The path of its files, without their endings. */
async function authorityOf(folder: string, own: string): Promise<Authority> {
  const name = basename(own)
  const sign = async (path: string, subject: string, extension: string, days: number) => {
    await openssl(
      ['req', '-new', ...newKey, '-keyout', `${path}.key`, '-out', `${path}.csr`],
      ['-subj', `/CN=${subject}`],
    )
    await writeFile(`${path}.ext`, extension)
    const signer = ['-CA', `${own}.pem`, '-CAkey', `${own}.key`, '-CAcreateserial']
    await openssl(
      ['x509', '-req', '-in', `${path}.csr`, '-out', `${path}.pem`],
      [...signer, '-days', String(days), '-extfile', `${path}.ext`],
    )
  }
  let issued = 0
  return {
    ca: await readFile(`${own}.pem`, 'utf8'),
    issue: async (names = ['localhost'], days = 30) => {
      issued += 1
      const leaf = `${own}-${issued}`
      await sign(leaf, `${name} leaf`, `subjectAltName=${names.map(alternative).join(',')}`, days)
      return pair(leaf)
    },
    issueAuthority: async (below) => {
      const path = join(folder, below)
      await sign(path, below, mayIssue, 30)
      return authorityOf(folder, path)
    },
  }
}

/** A certificate for localhost that nobody signed but itself. */
export async function selfSigned(folder: string): Promise<ServerCertificate> {
  const own = join(folder, 'self-signed')
  await openssl(
    ['req', '-x509', ...newKey, '-keyout', `${own}.key`, '-out', `${own}.pem`],
    [...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']],
  )
  return pair(own)
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

async function openssl(task: readonly string[], details: readonly string[]): Promise<void> {
  await run('openssl', [...task, ...details])
}

async function pair(path: string): Promise<ServerCertificate> {
  const [cert, key] = await Promise.all([
    readFile(`${path}.pem`, 'utf8'),
    readFile(`${path}.key`, 'utf8'),
  ])
  return { cert, key }
}

function alternative(name: string): string {
  return /^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`
}
