import { tickIcon } from './icons.js'
import { layout } from './layout.js'
import { markup } from './markup.js'
import { person } from './parts.js'

/** Which device of whom was let in. */
export interface DeviceDoneView {
  readonly org: string
  readonly app: string
  readonly user: { readonly username: string; readonly name: string }
}

/** Says that a device was let in, and that the person can go back to it. */
export function deviceDonePage(view: DeviceDoneView): string {
  return layout({
    title: `Device connected · ${view.org}`,
    body: markup`<div class="card">
<div class="mark">${tickIcon}</div>
<h1>Device connected</h1>
<p class="lead"><strong><bdi>${view.app}</bdi></strong> can now act for you at <strong><bdi>${view.org}</bdi></strong>.</p>
<div class="who person">${person(view.user)}</div>
<p class="small">Go back to your device. You can close this page.</p>
</div>`,
  })
}
