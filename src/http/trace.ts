import type { Fetch } from '../kernel/ports.js'
export function tracedFetch(fetch: Fetch, write: (line: string) => void): Fetch { void write; return fetch }
