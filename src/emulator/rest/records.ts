import { allUsers, type OrgState } from '../org-state.js'
import { fullName, type User } from '../user.js'

/** The fields of a record by name. */
export type SObject = Readonly<Record<string, string | boolean | null>>

/** The fields of a user. */
export function userRecord(user: User): SObject {
  return {
    Id: user.id.long,
    Username: user.username,
    Name: fullName(user),
    FirstName: user.firstName,
    LastName: user.lastName,
    Alias: user.firstName.slice(0, 8).toLowerCase(),
    Email: user.email,
    Phone: user.phone,
    IsActive: user.active,
    UserType: userType(user),
    TimeZoneSidKey: 'America/Los_Angeles',
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
  }
}

/** What Salesforce calls the kind of a user. */
export function userType(user: User): string {
  if (user.kind === 'guest') return 'GUEST'
  return user.kind === 'external' ? 'CSP_LITE_PORTAL' : 'STANDARD'
}

/** The fields of the org. */
function organizationRecord(org: OrgState): SObject {
  return {
    Id: org.id.long,
    Name: org.name,
    InstanceName: 'EMU1',
    IsSandbox: false,
    TrialExpirationDate: null,
    NamespacePrefix: null,
    OrganizationType: 'Developer Edition',
  }
}

/** The tables a query can read. No scratch org exists, but that the table does makes the org a Dev Hub. */
export function tables(org: OrgState): ReadonlyMap<string, readonly SObject[]> {
  return new Map<string, readonly SObject[]>([
    ['user', allUsers(org).map(userRecord)],
    ['organization', [organizationRecord(org)]],
    ['scratchorginfo', []],
  ])
}
