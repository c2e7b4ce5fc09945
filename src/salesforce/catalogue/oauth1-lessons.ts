import type { Lesson } from '../../oauth/lesson.js'
import { setupPaths } from './setup-paths.js'

const see = 'oauthctl flows oauth1'
const again = 'start again: oauthctl oauth1'

/** The numbers of OAuth 1.0.A, all there are (salesforce-oauth-2.md §15). */
export const oauth1Lessons: readonly Lesson[] = [
  lesson('1701', 'Failed: Nonce Replay Detected', again, {
    meaning: 'The nonce was used before with this timestamp.',
    causes: ['a retry sent the very same request', 'the nonce of your own client is not random'],
  }),
  lesson('1702', 'Failed: Missing Consumer Key Parameter', again, {
    meaning: 'The parameter oauth_consumer_key is missing.',
    causes: ['the consumer key is empty', 'the authorization page needs it in its URL as well'],
  }),
  lesson('1703', 'Failed: Invalid Access Token', again, {
    meaning: 'The OAuth 1 access token is not valid.',
    causes: ['it was revoked', 'it belongs to another app'],
  }),
  lesson('1704', 'Failed: Version Not Supported', 'send oauth_version=1.0, or leave it out', {
    meaning: 'The parameter oauth_version is not 1.0.',
    causes: ['an OAuth 2 client was pointed at OAuth 1'],
  }),
  lesson('1705', 'Failed: Invalid Timestamp', 'set the clock of this machine, then start again', {
    meaning: 'The parameter oauth_timestamp is missing, malformed, in the future or too old.',
    causes: ['the clock of this machine is wrong', 'milliseconds instead of seconds'],
  }),
  lesson('1706', 'Failed: Invalid Nonce', again, {
    meaning: 'The parameter oauth_nonce is missing or not acceptable.',
    causes: ['the nonce is empty'],
  }),
  lesson('1707', 'Failed: Missing OAuth Token Parameter', again, {
    meaning: 'The parameter oauth_token is missing.',
    causes: ['the step was taken before a request token was there'],
  }),
  {
    ...lesson(
      '1708',
      'Failed: IP Address Not Allowed',
      'ask an administrator to allow the address and the hour',
      {
        meaning: 'The address or the hour is not allowed for this user.',
        causes: ['login IP ranges of the profile', 'login hours of the profile'],
      },
    ),
    setup: 'Setup > Profiles > (profile) > Login IP Ranges, Login Hours',
  },
  lesson(
    '1709',
    'Failed: Invalid Signature Method',
    'sign with HMAC-SHA1, as oauthctl oauth1 does',
    {
      meaning: 'The signature method is not one that Salesforce knows.',
      causes: ['PLAINTEXT, RSA-SHA1 or HMAC-SHA256 was used: HMAC-SHA1 is the only one'],
    },
  ),
  {
    ...lesson(
      '1710',
      'Failed: Invalid Callback URL',
      'use oob, or an https or custom scheme callback of the app',
      {
        meaning: 'The parameter oauth_callback is not acceptable.',
        causes: ['plain http, which OAuth 1 does not take here even on localhost'],
      },
    ),
    setup: setupPaths.appSettings,
  },
  lesson('1711', 'Failed: Invalid Verifier', again, {
    meaning: 'The parameter oauth_verifier is not the one of the approval.',
    causes: ['it was mistyped', 'it belongs to another request token'],
  }),
  lesson('1712', 'Failed: Get Access Token Limit Exceeded', again, {
    meaning: 'One request token was tried three times.',
    causes: ['retries with a wrong verifier or signature'],
  }),
  {
    ...lesson('1713', 'Failed: Consumer Deleted', 'make a new app, and use its consumer key', {
      meaning: 'The app was deleted from the org.',
      causes: ['somebody deleted it'],
    }),
    setup: setupPaths.appManager,
  },
  {
    ...lesson(
      '1716',
      'Failed: OAuth Api Access Disabled',
      'ask an administrator to switch the API on',
      {
        meaning: 'The API is off for the org, or OAuth access to it is.',
        causes: ['the edition has no API', 'OAuth access was switched off'],
      },
    ),
    setup: setupPaths.flows,
  },
  lesson(
    'invalid_signature',
    'Failed: Signature Invalid',
    'check the consumer secret, and what is signed',
    {
      meaning: 'The OAuth 1 signature is wrong. Salesforce documents no number for it.',
      causes: [
        'a wrong consumer secret',
        'parameters are encoded or sorted in another way than RFC 5849 says',
      ],
    },
  ),
]

function lesson(
  error: string,
  description: string,
  hint: string,
  said: Pick<Lesson, 'meaning' | 'causes'>,
): Lesson {
  return { error, description, ...said, hint, command: 'oauthctl oauth1', see }
}
