import type { ErrorCode } from '../kernel/errors.js'
import type { Lesson } from '../oauth/lesson.js'

type OwnLesson = Omit<Lesson, 'error' | 'description'> & { readonly hint: string }

const again = 'try again in a minute'

/** What each error code of oauthctl itself means. Total by type: a new code without a lesson does not compile. */
const lessons: Readonly<Record<ErrorCode, OwnLesson>> = {
  internal: {
    meaning: 'Something unexpected happened. It is a bug; please report it.',
    causes: ['a fault in oauthctl'],
    hint: 'report it with the command and its -v output, which holds no secrets',
  },
  output_failed: {
    meaning: 'stdout could not be written completely: a closed pipe or a full disk.',
    causes: ['the reader of the pipe ended early', 'the disk is full'],
    hint: 'keep the reader open until the command has ended, or free some disk space',
  },
  usage: {
    meaning:
      'The command line is wrong: an unknown option, a bad value, two options that exclude each other.',
    causes: ['a misspelt option', 'a host together with --issuer'],
    hint: 'see the command and its options: add --help to it',
  },
  secret_on_argv: {
    meaning: 'A secret was given as an option value. The hint shows the command without it.',
    causes: ['everyone on the machine can read arguments, and shells keep them'],
    hint: 'give the secret by a file or stdin, and replace the one that was shown',
  },
  input_required: {
    meaning: 'Something is missing and nobody can be asked. The hint names the option.',
    causes: ['stdin or stderr is no terminal', '--no-input or CI forbids questions'],
    hint: 'give the option that the message names',
  },
  unknown_profile: {
    meaning: 'The named profile does not exist.',
    causes: ['--profile or OAUTHCTL_PROFILE is misspelt', 'another OAUTHCTL_HOME'],
    hint: 'see which there are: oauthctl profile list',
    command: 'oauthctl profile list',
  },
  bad_configuration: {
    meaning: 'A configuration file, variable, callback URL or input file cannot be used.',
    causes: ['the file is missing, empty or malformed', 'others may read a private key'],
    hint: 'correct what the message names; see where each setting comes from: oauthctl status --origins',
    command: 'oauthctl status --origins',
  },
  bad_metadata: {
    meaning: "The server's metadata is missing, malformed or unsafe.",
    causes: ['the URL of --issuer is not that of the issuer', 'a proxy answered in its place'],
    hint: 'look at the document: oauthctl discover',
    command: 'oauthctl discover',
  },
  issuer_mismatch: {
    meaning: "The server's metadata names another issuer than the one that was asked.",
    causes: ['a slash, a path or a tenant is missing in --issuer', 'an alias of the host was used'],
    hint: 'give --issuer exactly as the document names it: oauthctl discover',
    command: 'oauthctl discover',
  },
  untrusted_host: {
    meaning: 'An answer points to a host that does not belong to the server.',
    causes: [
      'a server that is not the one meant',
      'a custom domain that Salesforce does not vouch for',
    ],
    hint: 'check the host of the login: oauthctl status',
    command: 'oauthctl status',
  },
  unexpected_redirect: {
    meaning: 'The server redirects. Redirects are not followed; the hint names the host to use.',
    causes: [
      'the host is not the canonical one: Lightning, setup, an old My Domain',
      'a sign-in wall',
    ],
    hint: 'log in at the host that the message names: oauthctl login HOST',
    command: 'oauthctl login HOST',
  },
  unsupported_by_server: {
    meaning: 'The server does not offer what was asked for.',
    causes: ['its metadata name no such endpoint or grant'],
    hint: 'see what it offers: oauthctl discover',
    command: 'oauthctl discover',
  },
  port_in_use: {
    meaning: 'The callback port or a port of the emulator is taken.',
    causes: [
      'another login is waiting',
      'another program listens there',
      'Windows reserves the port',
    ],
    hint: 'end the other program, or give another port: --port N, which the app must have registered too',
    command: 'oauthctl login --paste',
  },
  login_required: {
    meaning: 'Only a login helps: there is no credential, or its refresh token is dead.',
    causes: [
      'nobody has logged in with this profile',
      'the refresh token was revoked or rotated out',
    ],
    hint: 'log in: oauthctl login',
    command: 'oauthctl login',
  },
  access_denied: {
    meaning: 'The person or the server said no.',
    causes: ['Deny was pressed', 'a policy of the org'],
    hint: 'run the command again and approve, or ask an administrator for access',
  },
  request_refused: {
    meaning: 'The server refused the request. Its own words are in `oauth_error_description`.',
    causes: ['see the words of the server'],
    hint: 'explain those words: oauthctl explain DESCRIPTION',
  },
  invalid_client: {
    meaning: 'The client id or its secret is wrong, or the client may not use this grant.',
    causes: ['a misspelt client id', 'a wrong or rotated secret'],
    hint: 'check --client-id and the client secret (--client-secret-file, or --client-secret-stdin)',
  },
  invalid_scope: {
    meaning: 'A scope was asked for that the client may not have.',
    causes: ['the scope is not selected in the app'],
    hint: 'ask only for scopes the client may have: --scope',
  },
  network_error: {
    meaning: 'The server could not be reached, or the connection broke.',
    causes: ['no network or no name', 'a firewall', 'a proxy that is needed and not set'],
    hint: `check host and proxy (HTTPS_PROXY); ${again}`,
  },
  proxy_error: {
    meaning: 'The proxy refused or could not connect.',
    causes: ['HTTPS_PROXY is wrong', 'the proxy wants a login', 'NO_PROXY lacks the host'],
    hint: 'correct HTTPS_PROXY or NO_PROXY',
  },
  tls_error: {
    meaning: 'The certificate of the server is not trusted, or TLS failed.',
    causes: ['a company proxy signs with its own authority', 'the clock of this machine is wrong'],
    hint: 'trust the authority: --ca-file FILE, or NODE_EXTRA_CA_CERTS',
  },
  timeout: {
    meaning: 'No answer in time, or another process held the lock too long.',
    causes: ['a slow server or network', 'another oauthctl hangs'],
    hint: 'give it more time: --timeout SECONDS',
  },
  server_error: {
    meaning: 'The server answered with HTTP 5xx, or said that it is unavailable.',
    causes: ['maintenance', 'a fault at the server'],
    hint: again,
  },
  rate_limited: {
    meaning: 'The server asks for a pause (HTTP 429).',
    causes: ['too many requests or logins'],
    hint: 'wait as long as the message says, and let scripts share one login: oauthctl token',
    command: 'oauthctl token',
  },
  outcome_unknown: {
    meaning:
      'The answer to a refresh was lost. The server may have replaced the refresh token, and asking again with the old one could end the login, so nothing is sent while the access token lives.',
    causes: [
      'the connection broke after the request had left',
      'the process was killed before the answer could be kept',
      'the server answered with HTTP 5xx or a page of a proxy',
    ],
    hint: 'use the stored token while it lives, or log in again: oauthctl token',
    command: 'oauthctl token',
  },
  bad_answer: {
    meaning: 'The answer of the server is not what the protocol says.',
    causes: ['a page of a proxy or of maintenance', 'a server that breaks the standard'],
    hint: 'run the command again with -v to see the answer',
  },
  token_invalid: {
    meaning: 'A token or its signature is not valid.',
    causes: ['it has expired or was revoked', 'it was changed, or signed by another key'],
    hint: 'look at it: oauthctl jwt decode FILE; get another: oauthctl refresh',
    command: 'oauthctl jwt decode FILE',
  },
  store_unavailable: {
    meaning: 'The store cannot be used: no keychain, a missing key, a folder that is not private.',
    causes: ['a server or container without a keychain', 'OAUTHCTL_STORE_KEY_FILE names no file'],
    hint: 'choose another: --store key-file, OAUTHCTL_STORE_PASSPHRASE, or --no-store',
  },
  store_locked: {
    meaning: 'The keychain is locked.',
    causes: ['nobody is logged in at the desktop'],
    hint: 'unlock the keychain, or choose another store: --store key-file',
  },
  store_damaged: {
    meaning: 'A sealed file is damaged. It is left as it is.',
    causes: ['the file was edited or cut', 'a copy of another machine'],
    hint: 'restore the file, or log in again: oauthctl login',
    command: 'oauthctl login',
  },
  store_wrong_key: {
    meaning: 'A sealed file was sealed with another key.',
    causes: ['another passphrase or key file than at the login', 'the keychain was reset'],
    hint: 'give the passphrase or key file of the login, or log in again: oauthctl login',
    command: 'oauthctl login',
  },
  partly_done: {
    meaning: 'Forgotten here, but not revoked at the server.',
    causes: ['the server could not be reached', 'the token was dead already'],
    hint: 'revoke it in Setup, or wait until it expires',
    setup: 'Setup > Connected Apps OAuth Usage',
  },
  login_timed_out: {
    meaning: 'Nobody finished the login in time.',
    causes: ['the page was not seen', 'the browser runs on another machine than the callback'],
    hint: 'log in again, with more time: oauthctl login --login-timeout SECONDS, or with --paste',
    command: 'oauthctl login --paste',
  },
  interrupted: {
    meaning: 'Ended by SIGINT (Ctrl-C).',
    causes: ['somebody pressed Ctrl-C'],
    hint: 'run the command again',
  },
  terminated: {
    meaning: 'Ended by SIGTERM, SIGHUP or SIGQUIT.',
    causes: ['the system or a job runner ended it', 'its terminal was closed'],
    hint: 'run the command again',
  },
  keychain_hung: {
    meaning: 'A keychain call never came back, and the process had to be killed (SIGKILL).',
    causes: ['the keychain waits for a password in a window nobody sees'],
    hint: 'unlock the keychain, or choose another store: --store key-file',
  },
}

/** The lessons of oauthctl's own error codes, in the order of the table. */
export const ownErrorLessons: readonly Lesson[] = Object.entries(lessons).map(
  ([error, lesson]) => ({ error, ...lesson }),
)
