import { join } from 'node:path'
import { expect } from 'vitest'
import type { Condition, PendingRefresh } from '../../src/kernel/credential.js'
import { keyFileKeySource } from '../../src/store/key-source-key-file.js'
import { sealedFileStore } from '../../src/store/sealed-file-store.js'
import { look, type Look } from '../torture/ledger.js'
import { makeDue, recordIn, stateFolder, type TokenAge } from '../torture/oauthctl-home.js'
import { run, temporaryHome, type Run, type TemporaryHome } from './cli.js'
import { startTestOrg, type TestOrg } from './emulator.js'
import { logInTo } from './log-in.js'

/** What a record says, in plain text. */
interface Kept {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly pending: PendingRefresh | undefined
  readonly condition: Condition
}

/** A fault as the contract writes it. @see cli-contract.md section 7 */
export type Fault = Readonly<Record<string, unknown>>

/** A login at an org of its own, for one test of its refresh. */
export interface RefreshScene extends AsyncDisposable {
  readonly org: TestOrg
  readonly home: TemporaryHome
  readonly state: string
  /** Runs `oauthctl token`. */
  readonly token: (...words: readonly string[]) => Promise<Run>
  /** Runs it for a script whose API refused a token, by default the present one. */
  readonly afterRefusal: (rejected?: string) => Promise<Run>
  readonly makeDue: (age: TokenAge) => Promise<void>
  readonly kept: () => Promise<Kept>
  readonly look: () => Promise<Look>
  /** Scripts what happens to refreshes. */
  readonly script: (...faults: readonly Fault[]) => Promise<void>
  /** Pins another token endpoint in the record, as if the login had found that one. */
  readonly sendTo: (endpoint: string) => Promise<void>
}

/** The path of an org's token endpoint. */
export const tokenPath = '/services/oauth2/token'

/** Logs in. @param app A rotating one that takes a second use for theft, unless another is named. */
export async function refreshScene(
  app = 'rotating',
  options: Parameters<typeof startTestOrg>[0] = {},
): Promise<RefreshScene> {
  const org = await startTestOrg(options)
  const home = temporaryHome()
  const scene = sceneIn(org, home)
  const login = await logInTo(org, app, home.env)
  if (login.status === 0) return scene
  await scene[Symbol.asyncDispose]()
  throw new Error(`the login failed: ${login.stderr}`)
}

/** The same login in another home, which a copy of the first has been put into. */
export function sceneIn(org: TestOrg, home: TemporaryHome): RefreshScene {
  const { env, path } = home
  const state = stateFolder(path)
  const kept = async (): Promise<Kept> => {
    const { tokens, pending, condition } = await recordIn(path)
    const accessToken = tokens.accessToken.expose()
    return { accessToken, refreshToken: tokens.refreshToken?.expose(), pending, condition }
  }
  return {
    org,
    home,
    state,
    kept,
    token: (...words) => run(['token', ...words], { env }),
    afterRefusal: async (rejected) => {
      const stdin = rejected ?? (await kept()).accessToken
      return run(['token', '--rejected', '-'], { env, stdin })
    },
    makeDue: (age) => makeDue(org, path, age),
    look: () => look(org),
    script: (...faults) => {
      const where = { path: tokenPath, grant_type: 'refresh_token' }
      return org.control(
        'faults',
        faults.map((fault) => ({ ...where, ...fault })),
      )
    },
    sendTo: async (token) => {
      const { server, ...rest } = await recordIn(path)
      const endpoints = { ...server.endpoints, token }
      const store = sealedFileStore(state, keyFileKeySource(join(state, 'store.key')))
      await store.put({ ...rest, server: { ...server, endpoints } })
    },
    [Symbol.asyncDispose]: async () => {
      await org[Symbol.asyncDispose]()
      home[Symbol.dispose]()
    },
  }
}

/** How the warning ends that comes with a stored token where no other could be had. */
export const lastResort = /; this is the stored token, which may have expired\.?\n$/

/** Nothing was sent: the org knows nothing, the record is as it was, and the next refresh is an ordinary one. */
export async function nothingSent(scene: RefreshScene, before: Kept): Promise<void> {
  expect(await scene.kept()).toEqual(before)
  expect(await scene.look()).toMatchObject({ asked: 0, refreshes: 0 })
}

/** The way there failed: the stored token was given as a last resort with a warning that says why, and nothing was sent. */
export async function storedTokenGiven(
  scene: RefreshScene,
  before: Kept,
  { status, stdout, stderr }: Run,
  why: RegExp | string,
): Promise<void> {
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${before.accessToken}\n` })
  expect(stderr).toMatch(why)
  expect(stderr).toMatch(lastResort)
  await nothingSent(scene, before)
}
