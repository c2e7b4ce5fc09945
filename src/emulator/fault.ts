/** What a scripted failure does. `drop-before` cuts before the org acts, `drop-after` after it has. */
type FaultKind = 'answer' | 'delay' | 'drop-before' | 'drop-after' | 'drip' | 'redirect'

/** One scripted failure. */
export interface Fault {
  readonly path: string
  readonly grantType: string | undefined
  readonly kind: FaultKind
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** Milliseconds to wait first; for `drip`, between two bytes. */
  readonly delayMs: number
  readonly location: string | undefined
  /** For `drop-after`: bytes of the body that still arrive; `undefined` when not even the status does. */
  readonly atByte: number | undefined
}

/** The failures that are scripted and have not happened yet. */
export interface Faults {
  readonly add: (fault: Fault, times: number) => void
  /** Takes the first that fits a request; it has then happened once. */
  readonly take: (path: string, grantType: string | undefined) => Fault | undefined
  readonly clear: () => void
}

/** Nothing fails. */
export function faults(): Faults {
  let script: { readonly fault: Fault; times: number }[] = []
  return {
    add: (fault, times) => {
      script.push({ fault, times })
    },
    take: (path, grantType) => {
      const entry = script.find(
        ({ fault }) =>
          fault.path === path && (fault.grantType === undefined || fault.grantType === grantType),
      )
      if (entry === undefined) return undefined
      entry.times -= 1
      if (entry.times <= 0) script = script.filter((other) => other !== entry)
      return entry.fault
    },
    clear: () => {
      script = []
    },
  }
}
