import type { ServerResponse } from 'node:http'
import type { LandingView } from '../kernel/ports.js'
import { landingPage } from './pages.js'
import { refuse } from './refuse.js'
import { respondPage } from './respond.js'

/** Answers a request so that its browser goes to that address. */
export type Lead = (response: ServerResponse, location: string) => void

/** The end of a login in the browser: callbacks wait here until the flow knows how it ended. */
export interface Landing {
  /** Keeps the callback's request open until the end is known, then leads it to the page. */
  readonly hold: (response: ServerResponse, lead: Lead) => void
  /** The first view counts: a page that was announced does not change. */
  readonly finish: (view: LandingView) => void
  /** Serves the page, or 404 while there is none. */
  readonly serve: (response: ServerResponse) => void
  /** Resolves when the page was fetched, cannot be fetched any more, or after that many ms. */
  readonly delivered: (patienceMs: number) => Promise<void>
}

// Time for the last bytes to leave: the browser closes its side as soon as it has them.
const lastBytesMs = 50

/** @param location Where the page is. */
export function landing(location: string): Landing {
  const waiting = new Map<ServerResponse, Lead>()
  const page = { html: undefined as string | undefined }
  let awaited = false
  let settle: (() => void) | undefined

  return {
    hold: (response, lead) => {
      awaited = true
      if (page.html !== undefined) {
        lead(response, location)
        return
      }
      waiting.set(response, lead)
      response.once('close', () => {
        waiting.delete(response)
        // The tab was closed while it waited: nobody will come for the page.
        if (page.html === undefined && waiting.size === 0) awaited = false
      })
    },
    finish: (view) => {
      if (page.html !== undefined) return
      page.html = landingPage(view)
      for (const [response, lead] of waiting) lead(response, location)
      waiting.clear()
    },
    serve: (response) => {
      if (page.html === undefined) {
        refuse(response, 404)
        return
      }
      response.once('finish', () => {
        const timer = setTimeout(fetched, lastBytesMs)
        response.once('close', () => {
          clearTimeout(timer)
          fetched()
        })
      })
      respondPage(response, 200, page.html)
    },
    delivered: (patienceMs) => {
      if (!awaited) return Promise.resolve()
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, patienceMs)
        settle = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    },
  }

  function fetched(): void {
    awaited = false
    settle?.()
  }
}
