import { expect, test } from 'vitest'
import { isSameUser } from '../../../src/salesforce/same-user.js'

const ada = 'https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA'

test.each([
  [ada, true],
  ['https://acme.my.salesforce.com/id/00D000000000001EAA/005000000000001AAA', true],
  ['https://login.salesforce.com/id/00D000000000001/005000000000001/', true],
  ['https://login.salesforce.com/id/00D000000000001EAA/005000000000002AAA', false],
  ['https://login.salesforce.com/id/00D000000000002EAA/005000000000001AAA', false],
  ['uid:005000000000001AAA', false],
  ['', false],
])('T19: %s', (other, same) => {
  expect([isSameUser(ada, other), isSameUser(other, ada)]).toEqual([same, same])
})

test('subjects without ids are compared byte for byte', () => {
  expect([isSameUser('ada', 'ada'), isSameUser('ada', 'Ada')]).toEqual([true, false])
})
