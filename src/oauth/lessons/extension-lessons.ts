import type { Lesson } from '../lesson.js'

/** The error codes of the extensions: device, revocation, registration, exchange, DPoP, request objects. */
export const extensionLessons: readonly Lesson[] = [
  {
    error: 'authorization_pending',
    meaning: 'Nobody has entered the device code yet. This is not a failure: the app asks again.',
    causes: ['the person has not opened the page yet', 'the person is still logging in'],
    hint: 'open the verification page, enter the code, approve; oauthctl device goes on asking by itself',
    command: 'oauthctl device',
    see: 'RFC 8628 §3.5',
  },
  {
    error: 'slow_down',
    meaning:
      'The app asks too often. The pause between two questions becomes 5 seconds longer, for good.',
    causes: ['polling faster than the interval', 'two processes poll with the same device code'],
    hint: 'add 5 seconds to the interval of your own client; oauthctl device does it by itself',
    see: 'RFC 8628 §3.5',
  },
  {
    error: 'expired_token',
    meaning:
      'The device code has expired before somebody approved it. Salesforce says invalid_grant instead.',
    causes: ['nobody entered the code in time'],
    hint: 'start again and enter the new code: oauthctl device',
    command: 'oauthctl device',
    see: 'RFC 8628 §3.5',
  },
  {
    error: 'unsupported_token_type',
    meaning: 'The server cannot revoke, or cannot exchange, a token of this type.',
    causes: [
      'the text is not a token of this server at all: an ID token, a code, a token of another org',
      'the server does not revoke access tokens',
    ],
    hint: 'revoke the refresh token instead: its access tokens end with it',
    command: 'oauthctl revoke',
    see: 'RFC 7009 §2.2.1',
  },
  {
    error: 'invalid_redirect_uri',
    meaning: 'A callback URL of the registration is not acceptable.',
    causes: ['plain http on a host that is not loopback', 'a fragment, or a relative URL'],
    hint: 'register https URLs, custom schemes, or http on localhost: oauthctl register',
    see: 'RFC 7591 §3.2.2',
  },
  {
    error: 'invalid_client_metadata',
    meaning: 'A member of the registration is not acceptable; the description should name it.',
    causes: [
      'grant_types and response_types do not fit each other',
      'a value the server does not know',
    ],
    hint: 'correct the member that the description names: oauthctl register',
    see: 'RFC 7591 §3.2.2',
  },
  {
    error: 'invalid_software_statement',
    meaning: 'The software statement of the registration is not valid.',
    causes: ['its signature does not verify', 'it has expired'],
    hint: 'get a fresh software statement from who issued it',
    see: 'RFC 7591 §3.2.2',
  },
  {
    error: 'unapproved_software_statement',
    meaning: 'The server does not take software statements of this issuer.',
    causes: ['the issuer is not approved at this server'],
    hint: 'ask the administrator of the server to approve the issuer',
    see: 'RFC 7591 §3.2.2',
  },
  {
    error: 'invalid_target',
    meaning: 'The server issues no tokens for the resource or audience that was named.',
    causes: ['resource or audience is misspelt', 'the app may not have tokens for it'],
    hint: 'correct or leave out --audience, and --param resource=URL',
    see: 'RFC 8693 §2.2.2 and RFC 8707 §2',
  },
  {
    error: 'use_dpop_nonce',
    meaning:
      'The server wants its nonce in the DPoP proof. It is in the DPoP-Nonce header of this answer.',
    causes: ['the first request to this server', 'the nonce has expired'],
    hint: 'repeat the request once with the nonce of the answer in the proof',
    see: 'RFC 9449 §8',
  },
  {
    error: 'invalid_dpop_proof',
    meaning: 'The DPoP proof is missing or not valid.',
    causes: [
      'htm or htu does not fit the request',
      'the proof is used a second time, or too old: the clock of the machine is wrong',
      'the token is bound to another key',
    ],
    hint: 'make a new proof for each request, with a clock that is right',
    see: 'RFC 9449 §5',
  },
  {
    error: 'invalid_request_uri',
    meaning: 'The request_uri points nowhere, has expired or was used.',
    causes: ['a pushed authorization request is used a second time, or too late'],
    hint: 'push the request again and open the new URL at once',
    see: 'RFC 9126 §2.3',
  },
  {
    error: 'invalid_request_object',
    meaning: 'The signed request is not valid.',
    causes: ['its signature does not verify', 'a claim is missing'],
    hint: 'send plain parameters, or sign with the key that is registered',
    see: 'RFC 9101 §6.2',
  },
  {
    error: 'insufficient_user_authentication',
    meaning: 'The resource wants a stronger or more recent login of the person.',
    causes: ['the login is too old, or lacked a second factor'],
    hint: 'log in anew: oauthctl login --prompt login',
    command: 'oauthctl login --prompt login',
    see: 'RFC 9470 §3',
  },
]
