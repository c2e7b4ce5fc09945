import type { Org } from '../../src/emulator/index.js'

type ReadyApp = Org['ready']['apps'][number]

/** Finds an app of a started emulator by name. */
export function readyApp(org: Org, name: string): ReadyApp {
  const app = org.ready.apps.find((candidate) => candidate.name === name)
  if (app === undefined) throw new Error(`the emulator has no app ${name}`)
  return app
}

/** The secret of an app that has one. */
export function secretOf(app: ReadyApp): string {
  if (app.client_secret === undefined) throw new Error(`the app ${app.name} shows no secret`)
  return app.client_secret
}
