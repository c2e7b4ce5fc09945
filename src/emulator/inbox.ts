import type { OrgClock } from './clock.js'

/** An email or a text the org "sent", as a test reads it. @see cli-contract.md section 7 */
interface Message {
  /** Milliseconds since the epoch, by the org's clock. */
  readonly at: number
  readonly channel: 'email' | 'sms'
  /** An address or a phone number. */
  readonly to: string
  readonly username: string
  readonly purpose: 'registration' | 'passwordless_login' | 'forgot_password'
  /** The one-time password in the text, by itself. */
  readonly otp: string
  readonly text: string
}

/** What the org sent, the oldest first. */
export interface Inbox {
  readonly send: (message: Omit<Message, 'at' | 'text'>) => void
  readonly messages: () => readonly Message[]
  readonly clear: () => void
}

/** So that an org that runs for days does not grow without end: the oldest is forgotten. */
const most = 1000

/** Nothing was sent yet. */
export function inbox(clock: OrgClock): Inbox {
  let messages: Message[] = []
  return {
    send: (message) => {
      const text = `Your verification code is ${message.otp}.`
      messages = [...messages, { at: clock.nowMs(), ...message, text }].slice(-most)
    },
    messages: () => messages,
    clear: () => {
      messages = []
    },
  }
}
