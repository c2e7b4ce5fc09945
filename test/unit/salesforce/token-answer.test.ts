import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/kernel/json.js'
import {
  acceptedIssuers,
  completeTokens,
  identityOf,
} from '../../../src/salesforce/token-answer.js'
import { salesforce, tokenSet } from '../../support/values.js'
import { codeOf, faultOf, plain } from '../store/fixtures.js'

const org = '00D000000000001EAA'
const user = '005000000000001AAA'
const id = `https://login.salesforce.com/id/${org}/${user}`
const tokens = tokenSet()

test('instance_url and issued_at are taken over, the rest is left', () => {
  const answer = {
    instance_url: 'https://acme.my.salesforce.com/',
    id,
    issued_at: '1763000000123',
  }
  expect(plain(completeTokens(tokens, answer, salesforce))).toEqual({
    ...(plain(tokens) as object),
    instanceUrl: 'https://acme.my.salesforce.com',
    issuedAt: 1_763_000_000,
  })
})

describe('issued_at is milliseconds in text, or not believed', () => {
  test.each([
    ['1763000000123', 1_763_000_000],
    ['1763000000', 1_000_000],
    [1_763_000_000_123, 1_000_000],
    ['1.763e12', 1_000_000],
    ['-1763000000123', 1_000_000],
    ['999999999999999', 1_000_000],
    ['', 1_000_000],
    [null, 1_000_000],
  ])('%j', (value, issuedAt) => {
    expect(completeTokens(tokens, { issued_at: value }, salesforce).issuedAt).toBe(issuedAt)
  })
})

test('an answer without instance_url keeps the one of the login', () => {
  const before = tokenSet({ instanceUrl: 'https://acme.my.salesforce.com' })
  expect(completeTokens(before, {}, salesforce).instanceUrl).toBe('https://acme.my.salesforce.com')
})

describe('a token is never sent where a hostile answer points', () => {
  test.each(['instance_url', 'id'])('%s', async (member) => {
    for (const value of [
      'https://evil.test',
      'http://acme.my.salesforce.com',
      '//evil.test',
      'https://x.my.salesforce.com.evil.test/id/a/b',
      'https://a:b@acme.my.salesforce.com',
      'http://169.254.169.254/',
    ]) {
      const fault = await faultOf(() => completeTokens(tokens, { [member]: value }, salesforce))
      expect([fault.code, fault.message.startsWith(`"${member}" points to`)]).toEqual([
        'untrusted_host',
        true,
      ])
    }
  })

  test.each(['instance_url', 'id'])('%s that is no string', async (member) => {
    expect(await codeOf(() => completeTokens(tokens, { [member]: ['x'] }, salesforce))).toBe(
      'bad_answer',
    )
  })
})

describe('who may have issued the id_token', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ['the server itself', {}, ['https://login.salesforce.com']],
    [
      'the origin of id',
      { id: `https://test.salesforce.com/id/${org}/${user}` },
      ['https://login.salesforce.com', 'https://test.salesforce.com'],
    ],
    [
      'instance_url',
      { instance_url: 'https://acme.my.salesforce.com/' },
      ['https://login.salesforce.com', 'https://acme.my.salesforce.com'],
    ],
    [
      'the site, by both of its names',
      {
        sfdc_community_url: 'https://acme.my.site.com/portal',
        sfdc_site_url: 'https://acme.my.site.com/shop/',
      },
      [
        'https://login.salesforce.com',
        'https://acme.my.site.com/portal',
        'https://acme.my.site.com/shop',
      ],
    ],
    [
      'a site with a domain of its own',
      { sfdc_community_url: 'https://portal.acme.example' },
      ['https://login.salesforce.com', 'https://portal.acme.example'],
    ],
    [
      'nothing that is no URL',
      { sfdc_community_url: 'portal', sfdc_site_url: 5 },
      ['https://login.salesforce.com'],
    ],
  ])('%s, with and without a slash', (_who, answer, issuers) => {
    expect(acceptedIssuers(salesforce, answer)).toEqual(
      issuers.flatMap((issuer) => [issuer, `${issuer}/`]),
    )
  })

  test.each(['id', 'instance_url'])('not a strange host in %s', async (member) => {
    expect(await codeOf(() => acceptedIssuers(salesforce, { [member]: 'https://evil.test' }))).toBe(
      'untrusted_host',
    )
  })
})

describe('who the tokens belong to', () => {
  test.each([
    [id, user, org],
    [`${id}/`, user, org],
    [`https://acme.my.site.com/portal/id/${org}/${user}`, user, org],
    [
      'https://login.salesforce.com/id/00D000000000001/005000000000001',
      '005000000000001',
      '00D000000000001',
    ],
    ['https://login.salesforce.com/id/00D/005', undefined, undefined],
    [`https://login.salesforce.com/id/${user}/${org}`, undefined, undefined],
    [undefined, undefined, undefined],
  ])('id %s', (value, userId, orgId) => {
    const answer: JsonObject = value === undefined ? {} : { id: value }
    expect(identityOf(answer, undefined)).toEqual({
      subject: value,
      username: undefined,
      userId,
      orgId,
    })
  })

  test('the id_token may tell the user name', () => {
    expect(identityOf({ id }, { preferred_username: 'ada@acme.example' }).username).toBe(
      'ada@acme.example',
    )
    expect(identityOf({ id }, { preferred_username: 5 }).username).toBe(undefined)
  })
})
