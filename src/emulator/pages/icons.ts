import { trusted, type Markup } from './markup.js'

const icon = (path: string): Markup =>
  trusted(
    `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`,
  )

/** A key: somebody is asked to log in or to let an app in. */
export const keyIcon = icon(
  '<circle cx="8" cy="15" r="4.5"/><path d="m11.2 11.8 8.3-8.3M16 7l3 3M19.5 3.5 21 5"/>',
)

/** A tick in front of each thing an app may do. */
export const tickIcon = icon('<path d="m5 12.5 4.5 4.5L19 7.5"/>')

/** A barred circle: the org said no. */
export const refusedIcon = icon('<circle cx="12" cy="12" r="8.5"/><path d="m6 6 12 12"/>')

/** A server: the emulator introduces itself. */
export const serverIcon = icon(
  '<rect x="3.5" y="4" width="17" height="6.5" rx="2"/><rect x="3.5" y="13.5" width="17" height="6.5" rx="2"/><path d="M7.5 7.25h.01M7.5 16.75h.01"/>',
)
