import type { Lesson } from '../lesson.js'

/** The error codes of OpenID Connect (Core §3.1.2.6, RP-Initiated logins without a page). */
export const openidLessons: readonly Lesson[] = [
  {
    error: 'login_required',
    meaning: 'The app asked for an answer without a page, but nobody is logged in in that browser.',
    causes: ['prompt=none without a session', 'the session has ended'],
    command: 'oauthctl login',
    see: 'OpenID Connect Core §3.1.2.6',
  },
  {
    error: 'interaction_required',
    meaning: 'The app asked for an answer without a page, but the server has something to ask.',
    causes: ['prompt=none', 'a second factor, a changed password or a notice is due'],
    command: 'oauthctl login',
    see: 'OpenID Connect Core §3.1.2.6',
  },
  {
    error: 'consent_required',
    meaning: 'The app asked for an answer without a page, but the person has not approved it yet.',
    causes: ['prompt=none at the first login', 'the approval was taken back', 'a new scope'],
    command: 'oauthctl login --prompt consent',
    see: 'OpenID Connect Core §3.1.2.6',
  },
  {
    error: 'account_selection_required',
    meaning: 'The app asked for an answer without a page, but several accounts are logged in.',
    causes: ['prompt=none with more than one session'],
    hint: 'log in and choose: oauthctl login --prompt select_account',
    command: 'oauthctl login --prompt select_account',
    see: 'OpenID Connect Core §3.1.2.6',
  },
  {
    error: 'request_not_supported',
    meaning: 'The server takes no request object.',
    causes: ['the parameter request was sent'],
    hint: 'leave the parameter request out',
    see: 'OpenID Connect Core §3.1.2.6',
  },
  {
    error: 'request_uri_not_supported',
    meaning: 'The server takes no reference to a request.',
    causes: ['the parameter request_uri was sent'],
    hint: 'leave the parameter request_uri out',
    see: 'OpenID Connect Core §3.1.2.6',
  },
  {
    error: 'registration_not_supported',
    meaning: 'The server takes no registration inside a login.',
    causes: ['the parameter registration was sent'],
    hint: 'register the app beforehand: oauthctl register',
    see: 'OpenID Connect Core §3.1.2.6',
  },
]
