/** Where an administrator finds what cures an error, as Setup names it in 2026. */
export const setupPaths = {
  appSettings: 'Setup > External Client App Manager > (app) > Settings > OAuth Settings',
  appPolicies: 'Setup > External Client App Manager > (app) > Policies > OAuth Policies',
  appManager: 'Setup > External Client App Manager',
  usage: 'Setup > Connected Apps OAuth Usage',
  flows: 'Setup > OAuth and OpenID Connect Settings',
  users: 'Setup > Users',
  permissionSets: 'Setup > Permission Sets',
  loginHistory: 'Setup > Login History',
  sso: 'Setup > Single Sign-On Settings > SAML Assertion Validator',
  myDomain: 'Setup > My Domain',
  exchangeHandlers: 'Setup > Token Exchange Handlers',
  headless: 'Setup > Digital Experiences > (site) > Administration > Login & Registration',
} as const
